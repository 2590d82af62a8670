import type { Sample } from '../sample'

/** Of more categories nobody reads a note of two. */
const MOST_LEVELS = 10_000

/** A category without what people and systems write differently in the same one: case, spaces, underscores, accents. */
export function plainLevel(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[\s_\p{M}]+/gu, '')
    .toLowerCase()
}

/** A note for each column of categories of which two are the same text but for these. O(categories). */
export function likeLevelsNotes({ columns, levels }: Sample): string[] {
  return columns.flatMap((column, j) => {
    const names = levels?.[j]
    if (!names || names.length > MOST_LEVELS) return []
    const seen = new Map<string, string>()
    for (const name of names) {
      const plain = plainLevel(name)
      const like = seen.get(plain)
      if (like !== undefined)
        return [
          `'${like}' and '${name}' of '${column}' count as two categories, though they differ by case, spaces or accents alone. Write them in one way if they are the same.`,
        ]
      // Signs alone, as in a column of them, are no text that could be written differently.
      if (plain !== '') seen.set(plain, name)
    }
    return []
  })
}
