import type { UrlField } from '~/lib/url-codec'

/** Places that stand in one letter: a digit of base 32. */
const EACH = 5

/**
 * Which of some ids are hidden, as a short text for an address: a bit for each, so that one of 200 left over takes no
 * more room than one that is taken away.
 * @returns '' where none is
 */
export function textOfHidden(ids: readonly string[], hidden: readonly string[]): string {
  const isHidden = new Set(hidden)
  const letters = Array.from({ length: Math.ceil(ids.length / EACH) }, (_, k) =>
    ids
      .slice(k * EACH, (k + 1) * EACH)
      .reduce((bits, id, at) => bits + (isHidden.has(id) ? 2 ** at : 0), 0)
      .toString(32),
  )
  return letters.join('').replace(/0+$/, '')
}

/** The inverse; what is no such text hides nothing. */
export function hiddenOfText(ids: readonly string[], text: string): string[] {
  if (!/^[0-9a-v]*$/.test(text)) return []
  return ids.filter((_, place) => {
    const bits = Number.parseInt(text.charAt(Math.floor(place / EACH)) || '0', 32)
    return ((bits >> (place % EACH)) & 1) === 1
  })
}

/** Some of the compared runs, as they stand in the address. @param ids reads and writes all of them, as `runs` */
export function hiddenField(
  ids: UrlField<readonly string[]>,
): UrlField<readonly string[], { runs: readonly string[] }> {
  return {
    fallback: [],
    read: (query, name) => hiddenOfText(ids.read(query, 'runs') ?? [], query.get(name) ?? ''),
    write: (hidden, query, name, { runs }) => {
      const text = textOfHidden(runs, hidden)
      if (text !== '') query.set(name, text)
    },
  }
}
