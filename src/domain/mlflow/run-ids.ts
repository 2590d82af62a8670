/** Runs that are compared at once, at most. */
export const MOST_COMPARED = 200

/** An id that may stand in a filter between quotes. */
const PLAIN_ID = /^[\w-]{4,64}$/
/** More ids than these are shortened and packed, so that an address stays below 2,000 characters. */
const MOST_WHOLE = 30
/**
 * Of hexadecimal digits, two letters of base64url hold three. Of 20,000 runs, one begins with the same 36 bits as one of
 * 200 chosen in one of 17,000 links: it is told then.
 */
const LEAST = 9
/** Of an id that the server made. */
const WHOLE = 32
/** Ids of 30 digits, packed. */
const MOST_LETTERS = 20
/** "6." and six letters an id: among ids by themselves the one would be too short, and the other too long. */
const PACKED = /^(\d{1,2})\.([\w-]{65,})$/
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Ids of runs as one text in an address, shortened and packed where they are many. */
export function idsInLink(ids: readonly string[]): string {
  if (ids.length <= MOST_WHOLE) return ids.join('.')
  const length = sharedLength(ids)
  if (length === null) return ids.join('.')
  return `${(length / 3) * 2}.${ids.map((id) => packed(id.slice(0, length))).join('')}`
}

/** Of the beginnings that tell all of them apart, a multiple of three; null: they are not to be shortened, or not alike. */
function sharedLength(ids: readonly string[]): number | null {
  const [{ length: own } = ''] = ids
  if (!ids.every((id) => id.length === own && /^[0-9a-f]+$/.test(id))) return null
  // Beginnings, from such a link: they go into the next one as they are.
  if (own < WHOLE) return own >= LEAST && own % 3 === 0 ? own : null
  // Ids that were counted up instead of drawn begin alike for longer.
  for (let length = LEAST; length < own; length += 3)
    if (new Set(ids.map((id) => id.slice(0, length))).size === ids.length) return length
  return null
}

/** Hexadecimal digits, three and three, as two letters of base64url. */
const packed = (digits: string): string =>
  digits.replace(/.{3}/g, (three) => {
    const bits = Number.parseInt(three, 16)
    return LETTERS.charAt(bits >> 6) + LETTERS.charAt(bits & 63)
  })

const unpacked = (letters: string): string =>
  letters.replace(/../g, (two) => {
    const bits = LETTERS.indexOf(two.charAt(0)) * 64 + LETTERS.indexOf(two.charAt(1))
    return bits.toString(16).padStart(3, '0')
  })

/** The inverse, and what older links hold: each id once, at most 200; what cannot be an id is left out. */
export function idsFromLink(text: string): string[] {
  const ids = idsOfPacked(text) ?? text.split(/[.,\s]+/).filter((id) => PLAIN_ID.test(id))
  return [...new Set(ids)].slice(0, MOST_COMPARED)
}

/** What a packed text holds, without an end that was cut off; null: it is none. */
function idsOfPacked(text: string): string[] | null {
  const [, width = '', letters = ''] = PACKED.exec(text) ?? []
  const each = Number(width)
  if (each < (LEAST / 3) * 2 || each > MOST_LETTERS || each % 2 !== 0) return null
  return Array.from({ length: Math.floor(letters.length / each) }, (_, k) =>
    unpacked(letters.slice(k * each, (k + 1) * each)),
  )
}

/** Whether it is only the beginning of an id. */
export const isShort = (id: string): boolean => /^[0-9a-f]{7,31}$/.test(id)

/** Whether an id of a link, or its beginning, means a run. @param runId the whole id */
export function meansRun(id: string, runId: string): boolean {
  return id === runId || (isShort(id) && runId.startsWith(id))
}

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
