import { gcd } from '../../math/kolmogorov'
import type { Pooled } from '../../math/pooled'

/** How far apart two distribution functions are at most, in whole multiples of 1 / lcm(n, m): equal ones are equal. */
export interface GapExtremes {
  /** sup (F_ref − F_test) */
  above: number
  /** sup (F_test − F_ref) */
  below: number
}

/** lcm(n, m): what a whole number of `GapExtremes` is divided by. */
export function gapUnit(n: number, m: number): number {
  return (n / gcd(n, m)) * m
}

/** Of the samples as they are. O(distinct values). */
export function gapExtremes({ n, m, reference, test }: Pooled): GapExtremes {
  const g = gcd(n, m)
  let [above, below, difference] = [0, 0, 0]
  for (let k = 0; k < reference.length; k++) {
    difference += reference[k]! * (m / g) - test[k]! * (n / g)
    if (difference > above) above = difference
    else if (-difference > below) below = -difference
  }
  return { above, below }
}

/** Of the pooled rows dealt anew: `counts` of each distinct value belong to the reference. O(distinct values) a call. */
export function relabelledExtremes({ n, m, reference, test }: Pooled): (counts: Uint32Array) => GapExtremes {
  const g = gcd(n, m)
  const [up, down] = [m / g, n / g]
  const sizes = reference.map((count, k) => count + test[k]!)
  return (counts) => {
    let [above, below, difference] = [0, 0, 0]
    for (let k = 0; k < sizes.length; k++) {
      const ones = counts[k]!
      difference += ones * up - (sizes[k]! - ones) * down
      if (difference > above) above = difference
      else if (-difference > below) below = -difference
    }
    return { above, below }
  }
}
