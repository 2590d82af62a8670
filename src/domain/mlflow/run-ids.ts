/** Runs that are compared at once, at most. */
export const MOST_COMPARED = 200

/** An id that may stand in a filter between quotes. */
const PLAIN_ID = /^[\w-]{4,64}$/
/** More ids than these are shortened, so that an address stays below 2,000 characters. */
const MOST_WHOLE = 30
/** Of 20,000 runs, two begin with the same 28 bits as one of 200 chosen in one of 70 links: it is told then. */
const LEAST = 7
/** Of an id that the server made. */
const WHOLE = 32

/** Ids of runs as one text in an address, shortened where they are many. */
export function idsInLink(ids: readonly string[]): string {
  if (ids.length <= MOST_WHOLE) return ids.join('.')
  let length = LEAST
  // Ids that were counted up instead of drawn begin alike for longer.
  while (length < WHOLE && new Set(ids.map((id) => id.slice(0, length))).size < ids.length) length++
  return ids.map((id) => (id.length === WHOLE ? id.slice(0, length) : id)).join('.')
}

/** The inverse: each id once, at most 200; what cannot be an id is left out. */
export function idsFromLink(text: string): string[] {
  const ids = text.split(/[.,\s]+/).filter((id) => PLAIN_ID.test(id))
  return [...new Set(ids)].slice(0, MOST_COMPARED)
}

/** Whether it is only the beginning of an id. */
export const isShort = (id: string): boolean => /^[0-9a-f]{7,31}$/.test(id)

/**
 * What beginnings of ids mean among the runs that are known.
 * @returns whole ids in the order of the beginnings; `unclear` begin several, or none
 */
export function wholeIds(
  shorts: readonly string[],
  known: readonly string[],
): { ids: string[]; unclear: { id: string; count: number }[] } {
  const byLength = new Map<number, Map<string, string[]>>()
  const beginning = (short: string): readonly string[] => {
    const starts = byLength.get(short.length) ?? startsOf(known, short.length)
    byLength.set(short.length, starts)
    return starts.get(short) ?? []
  }
  const ids: string[] = []
  const unclear: { id: string; count: number }[] = []
  for (const short of shorts) {
    const found = isShort(short) ? beginning(short) : [short]
    if (found.length === 1) ids.push(found[0]!)
    else unclear.push({ id: short, count: found.length })
  }
  return { ids, unclear }
}

/** Ids by their first letters. */
function startsOf(ids: readonly string[], length: number): Map<string, string[]> {
  const starts = new Map<string, string[]>()
  for (const id of ids) {
    const start = id.slice(0, length)
    const same = starts.get(start)
    if (same) same.push(id)
    else starts.set(start, [id])
  }
  return starts
}
