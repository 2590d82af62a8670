import type { Computation } from '../../define'
import { below } from '../../random'
import type { SquaredDistances } from '../bandwidth-rules'
import { type Bracketed, middleOfPasses, type PassedValues, sampleOf } from '../median'
import type { BracketShare, DistanceRange } from '../kernel-assistant'
import { pairCount, SLICE_WORK, squaredDistances } from '../pairs'
import { centredDistances } from '../product-distances'
import { sharedWork } from '../shared-work'
import { PANEL, type Panels } from './panels'

/** Two numbers of the engine's memory that its passes take the least and the greatest distance into. */
function emptyRange({ engine, at }: Panels): Float64Array {
  const range = new Float64Array(engine.memory.buffer, at.range, 2)
  range.set([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
  return range
}

/** The least and the greatest distance: by a pass of its own, unless that of the median found them. */
export function* distanceRange(panels: Panels): Computation<DistanceRange> {
  return (panels.range ??= widest(
    yield* sharedWork(panels.assistants, (assistant) => assistant.range(), rangeShare(panels)),
  ))
}

function widest(ranges: readonly DistanceRange[]): DistanceRange {
  return {
    least: Math.min(...ranges.map(({ least }) => least)),
    greatest: Math.max(...ranges.map(({ greatest }) => greatest)),
  }
}

/** That of the own panels. */
export function* rangeShare(panels: Panels): Computation<DistanceRange> {
  const { engine, at } = panels
  const range = emptyRange(panels)
  let work = 0
  for (const p of panels.own) {
    const progress = { done: PANEL * p, total: panels.all, phase: 'distances' }
    work += panels.workOf(p) + 4 * (panels.all - PANEL * p)
    engine.widen(yield* panels.distancesOf(p, progress), panels.bytesOf(p), at.range)
    if (work < SLICE_WORK) continue
    work = 0
    yield progress
  }
  yield { done: panels.all, total: panels.all, phase: 'distances' }
  return { least: range[0] as number, greatest: range[1] as number }
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

/** The first pass computes the distances, if that was not done before. */
const phaseOf = ({ range }: Panels): string => (range === null ? 'distances' : 'median')

function passedDistances(panels: Panels): PassedValues {
  const { all, d, pooled, assistants } = panels
  const count = pairCount(all)
  return {
    count,
    *sample(random, size) {
      if (panels.looksUp) yield* distanceRange(panels)
      const sample = new Float64Array(size)
      yield { done: 0, total: count, phase: phaseOf(panels) }
      for (let at = 0, work = 0; at < size; at++) {
        const i = below(random, all)
        const other = below(random, all - 1)
        const j = other < i ? other : other + 1
        if (panels.looksUp) sample[at] = panels.knownDistance(Math.min(i, j), Math.max(i, j))
        else squaredDistances(pooled, i * d, pooled, d, j, j + 1, sample, at - j)
        if ((work += panels.looksUp ? 16 : 4 * d) < SLICE_WORK) continue
        work = 0
        yield { done: 0, total: count, phase: phaseOf(panels) }
      }
      return sample
    },
    *pass(low, high) {
      const shares = yield* sharedWork<BracketShare, FoundShare>(
        assistants,
        (assistant) => assistant.bracket(low, high),
        bracketShare(panels, low, high),
      )
      panels.range = widest(shares.map(({ range }) => range))
      const [{ again }, ...others] = shares
      if (others.length === 0 && again !== null)
        return { ...placesOf(shares[0]), inside: shares[0].inside, again }
      const places = shares.map(placesOf)
      const sum = (of: 'under' | 'atLow' | 'atHigh') => places.reduce((sum, place) => sum + place[of], 0)
      return {
        under: sum('under'),
        atLow: sum('atLow'),
        atHigh: sum('atHigh'),
        inside: joined(shares.map(({ inside }) => inside)),
      }
    },
  }
}

interface FoundShare extends BracketShare {
  /** How what is inside is passed over again where it is; null where there was no room for all of it. */
  again: PassedValues | null
}

/** Counts the distances of the own panels that lie below a bracket and at its ends, and keeps those inside. */
export function* bracketShare(panels: Panels, low: number, high: number): Computation<FoundShare> {
  const { engine, all, at } = panels
  const { buffer } = engine.memory
  const count = pairCount(all)
  const phase = phaseOf(panels)
  const counts = new Float64Array(buffer, at.counts, 3).fill(0)
  const range = emptyRange(panels)
  // What lies inside stays where the engine finds it again, unless it is more than there is room for.
  const moved: Float64Array[] = []
  let kept = 0
  let work = 0
  for (const p of panels.own) {
    const progress = { done: Math.floor((count * p) / panels.panels), total: count, phase }
    work += panels.workOf(p) + 4 * (all - PANEL * p)
    const squared = yield* panels.distancesOf(p, progress)
    if (8 * kept + panels.bytesOf(p) > panels.foundBytes) {
      moved.push(new Float64Array(buffer, at.found, kept).slice())
      kept = 0
    }
    const to = at.found + 8 * kept
    kept += engine.bracket(squared, panels.bytesOf(p), low, high, at.counts, to, at.range)
    if (work < SLICE_WORK) continue
    work = 0
    yield progress
  }
  yield { done: count, total: count, phase }
  const found = new Float64Array(buffer, at.found, kept)
  return {
    counts: counts.slice(),
    range: { least: range[0] as number, greatest: range[1] as number },
    inside: moved.length === 0 ? found : joined([...moved, found]),
    again: moved.length === 0 ? passedAgain(panels, kept) : null,
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
      const inside = new Float64Array(buffer, at.foundAgain, kept)
      return { ...placesOf({ counts, inside }), inside }
    },
  }
}

/** What `bracket` counted. */
function placesOf({ counts, inside }: Pick<BracketShare, 'counts' | 'inside'>): Places {
  const [under = 0, upToLow = 0, upToHigh = 0] = counts
  return { under, atLow: upToLow - under, atHigh: upToHigh - upToLow - inside.length }
}

type Places = Pick<Bracketed, 'under' | 'atLow' | 'atHigh'>

function joined(parts: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
