/** Which letters ILIKE takes for the same: none (that is LIKE), A–Z alone, or all. */
export type Folding = 'none' | 'ascii' | 'all'

/**
 * Whether a text is like a pattern as SQL has it: `%` stands for any text, `_` for one character,
 * both ends are anchored, line breaks are characters, and nothing escapes `%` or `_`.
 */
export function likeMatcher(pattern: string, folding: Folding): (text: string) => boolean {
  const fold = FOLDS[folding]
  const matches = foldedMatcher(fold(pattern))
  return folding === 'none' ? matches : (text) => matches(fold(text))
}

function foldedMatcher(pattern: string): (text: string) => boolean {
  // Most patterns are `%word%`, asked of every run at every key that is pressed.
  const body = pattern.replace(/^%+/, '').replace(/(?<!%)%+$/, '')
  if (!/[%_]/.test(body)) {
    const isOpenStart = pattern.startsWith('%')
    const isOpenEnd = pattern.endsWith('%')
    if (isOpenStart && isOpenEnd) return (text) => text.includes(body)
    if (isOpenStart) return (text) => text.endsWith(body)
    if (isOpenEnd) return (text) => text.startsWith(body)
    return (text) => text === body
  }
  return (text) => matchesWild(pattern, text)
}

/** Greedy match with one point of return: linear for each `%`, so no pattern can make it run away. */
function matchesWild(pattern: string, text: string): boolean {
  let p = 0
  let t = 0
  let star = -1
  let retry = 0
  while (t < text.length) {
    const code = pattern.charCodeAt(p)
    if (code === PERCENT) {
      star = p
      p += 1
      retry = t
    } else if (code === UNDERSCORE || (p < pattern.length && code === text.charCodeAt(t))) {
      t += code === UNDERSCORE ? characterLength(text, t) : 1
      p += 1
    } else if (star >= 0) {
      retry += characterLength(text, retry)
      t = retry
      p = star + 1
    } else return false
  }
  while (pattern.charCodeAt(p) === PERCENT) p += 1
  return p === pattern.length
}

const PERCENT = 37
const UNDERSCORE = 95

function characterLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
}

// U+0130 and U+212A fall onto ASCII letters when lowered, which no SQL store does.
const KEPT = /[\u0130\u212a]/u
const FOLDS: Readonly<Record<Folding, (text: string) => string>> = {
  none: (text) => text,
  ascii: (text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()),
  all: (text) =>
    KEPT.test(text)
      ? Array.from(text, (letter) => (KEPT.test(letter) ? letter : letter.toLowerCase())).join('')
      : text.toLowerCase(),
}
