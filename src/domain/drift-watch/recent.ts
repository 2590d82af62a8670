import type { DriftRecord } from './drift-record'
import { type HistoryPoint, isCompleted, pointsOf } from './history'
import { proposeMetric } from './readings'

/** What is known of the newest records of an experiment. */
export interface Recent {
  points: readonly HistoryPoint[]
  /** All its records, as the server counts them; null where it does not say. */
  total: number | null
  /** The verdict that holds: of the newest record that ended with one; else of the newest record. */
  last: HistoryPoint | null
  /** When the newest record was logged, milliseconds since 1970 UTC. */
  lastRecordAt: number | null
}

/** @param records ascending in time */
export function recentOf(records: readonly DriftRecord[], total: number | null): Recent {
  const points = pointsOf(records, proposeMetric(records))
  const newest = points.at(-1) ?? null
  return { points, total, last: points.findLast(isCompleted) ?? newest, lastRecordAt: newest?.at ?? null }
}
