/** On which side of which line a value is out of bounds. Numbers alone: charts and verdicts judge by the same rule. */

/** What decides at one place: out of bounds is above `upper`, and below `lower`. NaN: no bound there. */
export interface Bounds {
  upper: number
  lower: number
}

/** A fixed bound (`threshold`), or ones that move along the stream (`limits` of level drift). */
export interface Bounded {
  threshold: number | null
  side: 'above' | 'below'
  limits: readonly { level: 'drift' | 'warning' | 'centre'; values: Float64Array }[]
}

/**
 * The bounds at a place. A fixed threshold counts before moving limits. One moving limit stands on `side`; of
 * several, as of a control chart, the highest bounds from above and the lowest from below.
 */
export function boundsAt({ threshold, side, limits }: Bounded, index: number): Bounds {
  if (threshold !== null)
    return side === 'above'
      ? { upper: threshold, lower: Number.NaN }
      : { upper: Number.NaN, lower: threshold }
  let upper = Number.NaN
  let lower = Number.NaN
  let found = 0
  for (const { level, values } of limits) {
    if (level !== 'drift') continue
    found++
    const value = values[index] ?? Number.NaN
    if (Number.isNaN(value)) continue
    if (!(value <= upper)) upper = value
    if (!(value >= lower)) lower = value
  }
  if (found > 1) return { upper, lower }
  return side === 'above' ? { upper, lower: Number.NaN } : { upper: Number.NaN, lower }
}

/** Strictly out of bounds: a value on a bound is within. NaN is never out of bounds. */
export function isBeyond(value: number, { upper, lower }: Bounds): boolean {
  return value > upper || value < lower
}

/** The bound that a value is held against: the one it lies beyond, else the nearer one; NaN where there is none. */
export function nearerBound(value: number, { upper, lower }: Bounds): number {
  if (Number.isNaN(lower) || value > upper) return upper
  if (Number.isNaN(upper) || value < lower) return lower
  return Math.abs(upper - value) <= Math.abs(value - lower) ? upper : lower
}
