import { compareNaturally } from './natural-compare'

/** A key that a search found, and where. */
export interface KeyMatch<T> {
  item: T
  /** Half-open ranges of the key's characters that match, ascending. */
  marks: readonly (readonly [from: number, to: number])[]
}

/**
 * Keys that match what was typed, the best first: the same, a beginning, the beginning of a word,
 * anywhere, and last the letters in their order with others between them. Among equals: the one that
 * more runs have, the shorter one, natural order. Capitals do not matter. An empty text finds all,
 * in the order given.
 */
export function searchKeys<T extends { key: string; count: number }>(
  items: readonly T[],
  typed: string,
): KeyMatch<T>[] {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '') return items.map((item) => ({ item, marks: [] }))
  const found: (KeyMatch<T> & { rank: number })[] = []
  for (const item of items) {
    const match = matchOf(item.key.toLowerCase(), wanted)
    if (match) found.push({ item, ...match })
  }
  found.sort(
    (a, b) =>
      a.rank - b.rank ||
      b.item.count - a.item.count ||
      a.item.key.length - b.item.key.length ||
      compareNaturally(a.item.key, b.item.key),
  )
  return found.map(({ item, marks }) => ({ item, marks }))
}

function matchOf(key: string, wanted: string): { rank: number; marks: [number, number][] } | null {
  const at = key.indexOf(wanted)
  if (at === -1) {
    const marks = scattered(key, wanted)
    return marks && { rank: 4, marks }
  }
  for (let from = at; from !== -1; from = key.indexOf(wanted, from + 1)) {
    const rank = from === 0 ? (key.length === wanted.length ? 0 : 1) : isWordStart(key, from) ? 2 : 3
    if (rank < 3) return { rank, marks: [[from, from + wanted.length]] }
  }
  return { rank: 3, marks: [[at, at + wanted.length]] }
}

function isWordStart(key: string, at: number): boolean {
  return /[^\p{L}\p{N}]/u.test(key.charAt(at - 1))
}

function scattered(key: string, wanted: string): [number, number][] | null {
  const marks: [number, number][] = []
  let from = 0
  for (const letter of wanted) {
    const at = key.indexOf(letter, from)
    if (at === -1) return null
    from = at + letter.length
    const last = marks.at(-1)
    if (last?.[1] === at) last[1] = from
    else marks.push([at, from])
  }
  return marks
}
