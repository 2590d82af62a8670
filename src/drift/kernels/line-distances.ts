import type { Computation } from '../define'
import { below } from '../random'
import type { SquaredDistances } from './bandwidth-rules'
import { middleOfPasses, type PassedValues } from './median'
import { pairCount, pairDistances, SLICE_WORK } from './pairs'

/**
 * Squared distances of the pairs of N numbers without computing them all: in ascending order, those from one number to
 * the later ones ascend too, so that a pass finds by four pointers what lies below, at, between and above two values.
 * O(N + what is collected) a pass; the same bits as all pairs would give.
 * @param values the reference's `n` numbers first; 160 and more
 */
export function lineDistances(values: Float64Array, n: number): SquaredDistances {
  return {
    all: values.length,
    middle: (low, high) => middleOfPasses(passedPairs(values), low, high),
    ofReference: () => pairDistances(values.subarray(0, n), n, 1),
  }
}

function passedPairs(values: Float64Array): PassedValues {
  const sorted = values.toSorted()
  const all = sorted.length
  const count = pairCount(all)
  const squared = (i: number, j: number): number => {
    const difference = (sorted[j] as number) - (sorted[i] as number)
    return difference * difference
  }
  return {
    count,
    *sample(random, size) {
      const sample = new Float64Array(size)
      for (let at = 0; at < size; at++) {
        const i = below(random, all)
        const other = below(random, all - 1)
        sample[at] = squared(i, other < i ? other : other + 1)
        if (at % 65_536 === 0) yield { done: 0, total: count, phase: 'median' }
      }
      return sample
    },
    *pass(low, high): Computation<ReturnType<PassedValues['pass']> extends Computation<infer R> ? R : never> {
      let under = 0
      let atLow = 0
      let atHigh = 0
      let kept = 0
      let inside = new Float64Array(all)
      // First places from which on distances are at least `low`, above it, at least `high`, and above that.
      let [fromLow, aboveLow, fromHigh, aboveHigh] = [1, 1, 1, 1]
      for (let i = 0, work = 0; i < all - 1; i++) {
        fromLow = Math.max(fromLow, i + 1)
        while (fromLow < all && squared(i, fromLow) < low) fromLow++
        aboveLow = Math.max(aboveLow, fromLow)
        while (aboveLow < all && squared(i, aboveLow) <= low) aboveLow++
        fromHigh = Math.max(fromHigh, aboveLow)
        while (fromHigh < all && squared(i, fromHigh) < high) fromHigh++
        aboveHigh = Math.max(aboveHigh, fromHigh)
        while (aboveHigh < all && squared(i, aboveHigh) <= high) aboveHigh++
        under += fromLow - i - 1
        atLow += aboveLow - fromLow
        atHigh += aboveHigh - fromHigh
        const more = fromHigh - aboveLow
        if (kept + more > inside.length) {
          const larger = new Float64Array(2 * (kept + more))
          larger.set(inside)
          inside = larger
        }
        for (let j = aboveLow; j < fromHigh; j++) inside[kept++] = squared(i, j)
        work += 16 + 2 * more
        if (work < SLICE_WORK) continue
        work = 0
        yield { done: Math.floor((count * i) / all), total: count, phase: 'median' }
      }
      yield { done: count, total: count, phase: 'median' }
      return { under, atLow, atHigh, inside: inside.subarray(0, kept) }
    },
  }
}
