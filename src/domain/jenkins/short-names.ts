/** As many names must begin alike before their beginning is left out. */
const LEAST_SHARED = 3

/**
 * Names for the heads of narrow columns: without the words that at least three of them begin with ("AI4OS Hub metadata V1
 * validation" → "V1 validation"). Where that would make two the same, both stay whole.
 */
export function shortNames(names: readonly string[]): string[] {
  const beginnings = new Map<string, number>()
  const words = names.map((name) => name.split(' '))
  for (const list of words)
    for (let n = 1; n < list.length; n++) {
      const start = list.slice(0, n).join(' ')
      beginnings.set(start, (beginnings.get(start) ?? 0) + 1)
    }
  const short = words.map((list) => {
    for (let n = list.length - 1; n > 0; n--)
      if ((beginnings.get(list.slice(0, n).join(' ')) ?? 0) >= LEAST_SHARED) return list.slice(n).join(' ')
    return list.join(' ')
  })
  return short.map((name, i) =>
    short.some((other, j) => j !== i && other === name && names[j] !== names[i]) ? names[i]! : name,
  )
}
