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

/** Of the pooled rows dealt anew: row i belongs to the reference where `marks[i]` is 1. O(n + m) a call. */
export function relabelledExtremes({ n, m, reference, test }: Pooled): (marks: Uint8Array) => GapExtremes {
  const g = gcd(n, m)
  const [up, down] = [m / g, n / g]
  // The last row of each run of equal values.
  const ends = new Uint8Array(n + m)
  let at = 0
  for (let k = 0; k < reference.length; k++) {
    at += reference[k]! + test[k]!
    ends[at - 1] = 1
  }
  return (marks) => {
    let [above, below, difference] = [0, 0, 0]
    for (let k = 0; k < marks.length; k++) {
      difference += marks[k] === 1 ? up : -down
      if (ends[k] === 0) continue
      if (difference > above) above = difference
      else if (-difference > below) below = -difference
    }
    return { above, below }
  }
}
