const PLAIN_NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/

/**
 * Text as a spreadsheet may have it: what it would run as a formula gets an apostrophe before it (OWASP, CSV injection);
 * text that is a plain number is left as it is.
 */
export function withoutFormula(text: string): string {
  return /^'*[=+\-@\t\r\n]/.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text
}

/**
 * Tab-separated, as spreadsheets take it from the clipboard: null and NaN are empty; a tab or a line break inside a cell
 * would shift every cell after it.
 */
export function tsvOf(rows: Iterable<readonly (string | number | null)[]>): string {
  const cell = (value: string | number | null): string =>
    value === null || (typeof value === 'number' && Number.isNaN(value))
      ? ''
      : withoutFormula(String(value).replace(/[\t\r\n]+/g, ' '))
  return Array.from(rows, (row) => row.map(cell).join('\t')).join('\n')
}
