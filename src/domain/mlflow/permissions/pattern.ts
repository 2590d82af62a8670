/**
 * A test by a pattern as people type it: `*` is any text, `?` one letter, a comma separates alternatives, letters of
 * either case are the same. Without a wildcard a text must be contained; nothing at all matches everything.
 */
export function patternTest(pattern: string): (text: string) => boolean {
  const parts = pattern
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '')
  if (parts.length === 0) return () => true
  const tests = parts.map((part) =>
    /[*?]/.test(part) ? wildcardTest(part) : (text: string) => text.includes(part),
  )
  return (text) => {
    const lower = text.toLowerCase()
    return tests.some((test) => test(lower))
  }
}

/** Greedy with one step back: linear in practice, and never exponential, whatever is typed. */
function wildcardTest(pattern: string): (text: string) => boolean {
  return (text) => {
    let at = 0
    let letter = 0
    let star = -1
    let resume = 0
    while (letter < text.length) {
      if (pattern[at] === '*') {
        star = at++
        resume = letter
      } else if (pattern[at] === '?' || pattern[at] === text[letter]) {
        at++
        letter++
      } else if (star >= 0) {
        at = star + 1
        letter = ++resume
      } else return false
    }
    while (pattern[at] === '*') at++
    return at === pattern.length
  }
}
