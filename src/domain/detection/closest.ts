import type { TraceResult } from '~/drift/results'
import { boundsAt, type Bounds } from '~/lib/bounds'

/** How far a value lies beyond its bounds: negative within them; NaN without. */
export function excessOf(value: number, { upper, lower }: Bounds): number {
  if (Number.isNaN(lower)) return value - upper
  if (Number.isNaN(upper)) return lower - value
  return Math.max(value - upper, lower - value)
}

/** The value that comes closest to its bounds, and these. */
export function closestOf(trace: TraceResult): { closest: number; bounds: Bounds } {
  let closest = Number.NaN
  let closestBounds: Bounds = { upper: Number.NaN, lower: Number.NaN }
  let most = Number.NEGATIVE_INFINITY
  if (trace.threshold !== null) {
    // A stream has millions of places, and this runs where the page is drawn: no bounds made for each.
    const sign = trace.side === 'above' ? 1 : -1
    for (const { values } of trace.series)
      for (const value of values) if (sign * value > most) most = sign * value
    return {
      closest: most === Number.NEGATIVE_INFINITY ? Number.NaN : sign * most,
      bounds: boundsAt(trace, 0),
    }
  }
  for (let i = 0; i < trace.positions.length; i++) {
    const bounds = boundsAt(trace, i)
    for (const { values } of trace.series) {
      const excess = excessOf(values[i] ?? Number.NaN, bounds)
      if (!(excess > most)) continue
      most = excess
      closest = values[i]!
      closestBounds = bounds
    }
  }
  return { closest, bounds: closestBounds }
}
