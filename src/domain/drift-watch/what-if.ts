import { type HistoryPoint, isBeyond } from './history'
import type { Sense } from './readings'

export interface WhatIf {
  drifts: number
  /** Records with a value: what the threshold can judge. */
  of: number
  /** Records that would drift and did not; and the other way round. */
  gained: number
  lost: number
}

/**
 * How many records would drift at another threshold. Records without a value are not counted.
 * @param comparable index of the first record in the unit of the threshold: those before are not counted either
 */
export function whatIf(
  points: readonly HistoryPoint[],
  threshold: number,
  sense: Sense = 'above',
  comparable = 0,
): WhatIf {
  const result = { drifts: 0, of: 0, gained: 0, lost: 0 }
  for (const { value, state } of points.slice(comparable)) {
    if (value === null) continue
    const beyond = isBeyond(value, threshold, sense)
    result.of++
    if (beyond) result.drifts++
    if (beyond && state !== 'drift') result.gained++
    if (!beyond && state === 'drift') result.lost++
  }
  return result
}
