/** The first line of a Markdown text that says something, without its marks: at most 160 characters. */
export function firstLine(markdown: string): string {
  const line = markdown.split('\n').find((one) => one.trim() !== '') ?? ''
  return line
    .replace(/[*_`#>]+/g, '')
    .trim()
    .slice(0, 160)
}
