import { formatCount } from '~/lib/format'
import { selected } from '~/lib/selected'
import type { Computation } from '../define'
import type { Bandwidth } from '../kernels/rbf'
import type { Settings } from '../results'

/** What an estimator of MMD² finds. */
export interface Found extends Decision {
  statistic: number
  bandwidth: Bandwidth
  notes: string[]
  settings: Settings
}

interface Decision {
  pValue: number
  threshold: number
  nullDistribution: Float64Array
}

/**
 * p = (1 + #{T_b ≥ T}) / (B + 1) > 0 where splits are drawn, the observed one counting as one of them (Phipson & Smyth
 * 2010, doi 10.2202/1544-6115.1585), and #{T_s ≥ T} / #splits where the splits alone count: all were taken, or the
 * drawing stopped (`drawUntil`); and the statistic at which p ≤ α turns.
 * @param statistics the observed one first
 */
export function decide(statistics: Float64Array, alpha: number, splitsAlone: boolean): Decision {
  const observed = statistics[0]!
  const nullDistribution = statistics.slice(1)
  const draws = nullDistribution.length
  let atLeast = splitsAlone ? 0 : 1
  for (let b = 0; b < draws; b++) if (nullDistribution[b]! >= observed) atLeast++
  // p ≤ α exactly when the statistic lies above the value of this rank (from 0) among the largest.
  const rank = splitsAlone ? Math.floor(alpha * draws + 1e-9) : Math.floor(alpha * (draws + 1) + 1e-9) - 1
  return {
    pValue: atLeast / (splitsAlone ? draws : draws + 1),
    threshold: selected(nullDistribution.slice(), Math.max(0, draws - 1 - rank)),
    nullDistribution,
  }
}

/** Of a test that may stop: whether it did, at the last of its statistics. */
export interface Drawn {
  /** The observed one first. */
  statistics: Float64Array
  isStopped: boolean
}

/**
 * Sequential test of Besag & Clifford (1991, doi 10.1093/biomet/78.2.301): splits are drawn until `stopAfter` of them
 * are at least as large as the observed one, and where the last of these is number L, p = stopAfter / L. Where all B
 * were drawn before that, p is as ever. Without drift p ≤ α in a share α of samples at most, whatever `stopAfter`.
 * @param stopAfter 0: all are drawn
 * @param draw the statistic of split b = 0 … B, 0 the observed one; asked for in order
 */
export function* drawUntil(
  permutations: number,
  stopAfter: number,
  draw: (b: number) => Computation<number>,
): Computation<Drawn> {
  const statistics = new Float64Array(permutations + 1)
  for (let b = 0, atLeast = 0; b <= permutations; b++) {
    const value = yield* draw(b)
    statistics[b] = value
    if (b > 0 && value >= statistics[0]!) atLeast++
    if (stopAfter > 0 && atLeast === stopAfter)
      return { statistics: statistics.subarray(0, b + 1), isStopped: true }
  }
  return { statistics, isStopped: false }
}

/** Splits that are added up at once: few at first, as a test may stop early. */
const FIRST_SPLITS = 64
export const MOST_SPLITS = 1024

/**
 * For `drawUntil`: statistics that are computed many at a time.
 * @param draw those of the splits from `first` on, as many as `count`
 * @param most of which at once
 */
export function manyAtOnce(
  permutations: number,
  draw: (first: number, count: number) => Computation<Float64Array>,
  most = MOST_SPLITS,
): (b: number) => Computation<number> {
  let first = 0
  let found: Float64Array = new Float64Array(0)
  return function* (b) {
    if (b >= first + found.length) {
      first = b
      const count = b === 0 ? FIRST_SPLITS : Math.max(FIRST_SPLITS, most)
      found = yield* draw(b, Math.min(count, permutations + 1 - b))
    }
    return found[b - first]!
  }
}

/** What the settings of a result say of it; nothing where all are to be drawn. */
export function stoppedSettings({ statistics, isStopped }: Drawn, stopAfter: number): Settings {
  if (stopAfter === 0) return {}
  return isStopped ? { stopAfter, stoppedAt: statistics.length - 1 } : { stopAfter }
}

/** What a result says of a test that stopped early. */
export function stoppedNotes(
  { statistics, isStopped }: Drawn,
  permutations: number,
  stopAfter: number,
): string[] {
  if (!isStopped) return []
  return [
    `Stopped after ${formatCount(statistics.length - 1)} of ${formatCount(permutations)} permutations: ${formatCount(stopAfter)} of them were at least as large as the observed statistic, and p is their share (Besag and Clifford).`,
  ]
}
