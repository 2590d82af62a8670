const MOST = 160

/** The first line of a Markdown text that says something, without its marks: at most 160 characters. */
export function firstLine(markdown: string): string {
  for (const line of markdown.split('\n')) {
    const words = withoutMarks(line.slice(0, 3 * MOST))
    if (words !== '') return words.slice(0, MOST)
  }
  return ''
}

/** Of a name such as `val_loss`, or of `a > b`, nothing is a mark. Nothing is left of a rule or a fence. */
function withoutMarks(line: string): string {
  if (/^\s*(?:`{3}|~{3}|[-*_=\s]+$)/.test(line)) return ''
  return line
    .replace(/^[\s>]*(?:#{1,6}\s+|[-*+]\s+)?/, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(`+)([^`]+)\1/g, '$2')
    .replace(/(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}_])(_{1,3})(?=[^\s_])(.*?[^\s_])\1(?![\p{L}\p{N}_])/gu, '$2')
    .trim()
}
