import { exp } from './exp'
import { log } from './log'

/** ln Σ e^a, without overflow or underflow; −∞ of none. */
export function logSumExp(values: ArrayLike<number>): number {
  let largest = Number.NEGATIVE_INFINITY
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i]!)
  // All −∞, or one +∞ or NaN: there is nothing to scale.
  if (!Number.isFinite(largest)) return largest
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += exp(values[i]! - largest)
  return largest + log(sum)
}
