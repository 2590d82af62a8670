import { spokenDay } from '~/lib/dates'
import { formatCount } from '~/lib/format'

/** Records of a history that could not be read, between two that could. */
export interface Gap {
  /** When the records on its two sides were created, in milliseconds since 1970 UTC: what is missing lies between. */
  older: number
  newer: number
  /** How many are missing. */
  missing: number
}

/** A gap among the points that are shown. */
export interface GapPlace extends Gap {
  /** Index of the first point behind it, from 1: it lies between that and the one before. */
  index: number
}

/**
 * Where gaps lie among points. One before the first or behind the last point that is shown parts nothing, and is left
 * out.
 * @param points ascending in time
 */
export function gapPlaces(points: readonly { at: number }[], gaps: readonly Gap[]): GapPlace[] {
  return gaps
    .map((gap) => ({ ...gap, index: points.findIndex(({ at }) => at >= gap.newer) }))
    .filter(({ index }) => index > 0)
    .sort((a, b) => a.index - b.index)
}

/** "100 records between 3 October 2024 and 5 October 2024" */
export function gapWords({ older, newer, missing }: Gap): string {
  const [from, to] = [older, newer].map((at) => spokenDay(at, { year: true }))
  const records = `${formatCount(missing)} ${missing === 1 ? 'record' : 'records'}`
  return from === to ? `${records} on ${from}` : `${records} between ${from} and ${to}`
}
