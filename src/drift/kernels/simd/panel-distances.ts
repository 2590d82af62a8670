import type { Computation } from '../../define'
import { below } from '../../random'
import type { SquaredDistances } from '../bandwidth-rules'
import { middleOfPasses, type PassedValues, sampleOf } from '../median'
import { pairCount, SLICE_WORK, squaredDistances } from '../pairs'
import { centredDistances } from '../product-distances'
import { type DistanceRange, PANEL, type Panels } from './panels'

/** Two numbers of the engine's memory that its passes take the least and the greatest distance into. */
function emptyRange({ engine, at }: Panels): Float64Array {
  const range = new Float64Array(engine.memory.buffer, at.range, 2)
  range.set([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
  return range
}

/** The least and the greatest distance: by a pass of its own, unless that of the median found them. */
export function* distanceRange(panels: Panels): Computation<DistanceRange> {
  if (panels.range !== null) return panels.range
  const { engine, at } = panels
  const range = emptyRange(panels)
  for (let p = 0, work = 0; p < panels.panels; p++) {
    const progress = { done: PANEL * p, total: panels.all, phase: 'distances' }
    work += panels.workOf(p) + 4 * (panels.all - PANEL * p)
    engine.widen(yield* panels.distancesOf(p, progress), panels.bytesOf(p), at.range)
    if (work < SLICE_WORK) continue
    work = 0
    yield progress
  }
  yield { done: panels.all, total: panels.all, phase: 'distances' }
  return (panels.range = { least: range[0] as number, greatest: range[1] as number })
}

/** The distances as the bandwidth rules ask for them. */
export function panelDistances(panels: Panels): SquaredDistances {
  const { all, n, d, pooled } = panels
  return {
    all,
    middle: (low, high) => middleOfPasses(passedDistances(panels), low, high),
    ofReference: () => centredDistances(pooled.subarray(0, n * d), n, d),
  }
}

function passedDistances(panels: Panels): PassedValues {
  const { engine, all, d, pooled, at } = panels
  const count = pairCount(all)
  // The first pass computes the distances, if that was not done before.
  const phase = () => (panels.range === null ? 'distances' : 'median')
  return {
    count,
    *sample(random, size) {
      if (panels.looksUp) yield* distanceRange(panels)
      const sample = new Float64Array(size)
      yield { done: 0, total: count, phase: phase() }
      for (let at = 0, work = 0; at < size; at++) {
        const i = below(random, all)
        const other = below(random, all - 1)
        const j = other < i ? other : other + 1
        if (panels.looksUp) sample[at] = panels.knownDistance(Math.min(i, j), Math.max(i, j))
        else squaredDistances(pooled, i * d, pooled, d, j, j + 1, sample, at - j)
        if ((work += panels.looksUp ? 16 : 4 * d) < SLICE_WORK) continue
        work = 0
        yield { done: 0, total: count, phase: phase() }
      }
      return sample
    },
    *pass(low, high) {
      const { buffer } = engine.memory
      const counts = new Float64Array(buffer, at.counts, 3).fill(0)
      const range = emptyRange(panels)
      // What lies inside stays where the engine finds it again, unless it is more than there is room for.
      let moved = new Float64Array(0)
      let kept = 0
      for (let p = 0, work = 0; p < panels.panels; p++) {
        const progress = { done: Math.floor((count * p) / panels.panels), total: count, phase: phase() }
        work += panels.workOf(p) + 4 * (all - PANEL * p)
        const squared = yield* panels.distancesOf(p, progress)
        if (8 * kept + panels.bytesOf(p) > panels.foundBytes) {
          moved = joined(moved, new Float64Array(buffer, at.found, kept))
          kept = 0
        }
        const to = at.found + 8 * kept
        kept += engine.bracket(squared, panels.bytesOf(p), low, high, at.counts, to, at.range)
        if (work < SLICE_WORK) continue
        work = 0
        yield progress
      }
      yield { done: count, total: count, phase: phase() }
      panels.range = { least: range[0] as number, greatest: range[1] as number }
      const found = new Float64Array(buffer, at.found, kept)
      const inside = moved.length === 0 ? found : joined(moved, found)
      return {
        ...placesOf(counts, inside.length),
        inside,
        ...(moved.length === 0 ? { again: passedAgain(panels, kept) } : {}),
      }
    },
  }
}

/** What the first pass found, passed over where it is. */
function passedAgain({ engine, at }: Panels, count: number): PassedValues {
  const { buffer } = engine.memory
  // Numbers that are none count nothing.
  new Float64Array(buffer, at.found + 8 * count, 4).fill(Number.NaN)
  return {
    count,
    *sample(random, size) {
      yield { done: count, total: count, phase: 'median' }
      return sampleOf(new Float64Array(buffer, at.found, count), random, size)
    },
    *pass(low, high) {
      const counts = new Float64Array(buffer, at.counts, 3).fill(0)
      const bytes = 32 * Math.ceil(count / 4)
      const kept = engine.bracket(at.found, bytes, low, high, at.counts, at.foundAgain, at.range)
      yield { done: count, total: count, phase: 'median' }
      return { ...placesOf(counts, kept), inside: new Float64Array(buffer, at.foundAgain, kept) }
    },
  }
}

/** What `bracket` counted, of values of which so many are inside. */
function placesOf(counts: Float64Array, kept: number): { under: number; atLow: number; atHigh: number } {
  const [under = 0, upToLow = 0, upToHigh = 0] = counts
  return { under, atLow: upToLow - under, atHigh: upToHigh - upToLow - kept }
}

function joined(first: Float64Array, last: Float64Array): Float64Array<ArrayBuffer> {
  const both = new Float64Array(first.length + last.length)
  both.set(first)
  both.set(last, first.length)
  return both
}
