/**
 * One line of the table at the end.
 * @typedef {object} Row
 * @property {string} what
 * @property {string} measured
 * @property {string | null} goal in words; null: there is none, the number is for information
 * @property {boolean | null} met null where there is no goal
 */

/**
 * @typedef {object} Spread
 * @property {number} min
 * @property {number} median
 * @property {number} max
 * @property {number} count
 */

/**
 * @param {readonly number[]} values at least one
 * @returns {Spread}
 */
export function spreadOf(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  const low = sorted[Math.floor(middle)]
  const high = sorted[Math.ceil(middle)]
  const min = sorted[0]
  const max = sorted.at(-1)
  if (low === undefined || high === undefined || min === undefined || max === undefined) {
    throw new Error('Nothing was measured.')
  }
  return { min, median: (low + high) / 2, max, count: sorted.length }
}

/**
 * "512 ms (498 to 530, 5 times)"
 * @param {readonly number[]} values milliseconds
 */
export function times(values) {
  const { min, median, max, count } = spreadOf(values)
  return count === 1 ? ms(median) : `${ms(median)} (${ms(min)} to ${ms(max)}, ${count} times)`
}

/** @param {number} value milliseconds */
export function ms(value) {
  return value < 9.95 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`
}

/**
 * @param {number} bytes
 * @param {number} milliseconds
 */
export function rate(bytes, milliseconds) {
  return bytes / 1e6 / (milliseconds / 1000)
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(bytes < 9.95e6 ? 1 : 0)} MB`
}

/**
 * A Markdown table, so that a run can be pasted into docs/benchmarks.md.
 * @param {readonly Row[]} rows
 */
export function table(rows) {
  const cells = [
    ['What', 'Goal', 'Measured', ''],
    ...rows.map(({ what, goal, measured, met }) => [
      what,
      goal ?? '–',
      measured,
      met === null ? '' : met ? 'pass' : 'MISS',
    ]),
  ]
  const widths = [0, 1, 2, 3].map((c) => Math.max(...cells.map((row) => (row[c] ?? '').length)))
  const lines = cells.map((row) => `| ${row.map((cell, c) => cell.padEnd(widths[c] ?? 0)).join(' | ')} |`)
  lines.splice(1, 0, `| ${widths.map((width) => '-'.repeat(Math.max(3, width))).join(' | ')} |`)
  return lines.join('\n')
}
