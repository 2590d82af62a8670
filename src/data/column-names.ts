/**
 * Names of columns as a person lists them: between commas, and in double quotes where a name has a comma itself
 * (`"temp, max",Age`; a quote inside is doubled). A text that is the name of a column as it stands is that column.
 * @param known names of columns that there are
 */
export function columnNames(text: string, known: ReadonlySet<string>): string[] {
  if (known.has(text)) return [text]
  const names: string[] = []
  // A name in quotes, or what stands between commas; then a comma, or the end.
  const part = /\s*(?:"((?:[^"]|"")*)"\s*|([^,]*))(,|$)/gy
  for (let found = part.exec(text); found !== null; found = part.exec(text)) {
    const [all, quoted, plain = '', end] = found
    const name = quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"')
    // The name of an index may be empty, but only where it says so.
    if (name !== '' || quoted !== undefined) names.push(name)
    if (end !== ',' || all === '') break
  }
  return names
}
