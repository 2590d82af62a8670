import { expNegative } from '../math/exp'
import { below, createRandom, PURPOSE } from '../random'
import type { StageTimes } from './judge'
import { deviations, drawnIn, logTimes, median } from './robust'

/**
 * Whether the profile of a pipeline changed, its stages taken together, while its total did not: what one stage gained
 * another lost. MMD between the newest builds and those before them, on vectors of the stages' times: logarithms, outliers
 * drawn in, in deviations of the first builds, so that every stage counts alike.
 */
export const PROFILE_DRIFT = {
  /** Newest builds that are held against the ones before them. */
  testBuilds: 20,
  /** At least and at most so many before them. */
  leastReference: 40,
  mostReference: 60,
  /** A look at every so many builds. */
  lookEvery: 5,
  /** Chance of any false alarm in a whole history: each look has its share of it (Bonferroni). */
  alpha: 0.01,
  /** Stages that fewer builds have, as a share, are left out: a build counts where each of the others was successful. */
  leastPresence: 0.8,
  /** A total that changed by this share or more is told of the total, and not as a profile. */
  mostTotalShare: 0.1,
  /** Of its stages one must have changed by a tenth and two seconds, those that are named by half of it. */
  leastShare: 0.1,
  leastMs: 2000,
} as const

/** Successful times of one stage, with the builds that they are of: ascending, from the oldest at 0. */
export interface ProfileStage extends StageTimes {
  builds: ArrayLike<number>
}

/** A stage's part in a change of the profile. */
export interface ProfileMove {
  key: string
  medianBefore: number
  medianAfter: number
}

export interface ProfileChange {
  /** Builds: the last of the old profile, the first of the new one. */
  before: number
  since: number
  /** Of the look that found it, corrected for the number of looks. */
  pValue: number
  /** The level that it is held against. */
  alpha: number
  /** Biased MMD² of the two sides at the change, from 0 to 2. */
  mmd2: number
  /** Medians of the builds' whole times. */
  totalBefore: number
  totalAfter: number
  beforeCount: number
  afterCount: number
  /** Those that moved, the largest difference first. */
  moves: ProfileMove[]
}

/**
 * @param stages of one pipeline
 * @param totals whole times of its successful builds, by build; other builds are left out
 * @returns oldest first; empty also where fewer than 60 builds have all stages
 */
export function profileChanges(
  stages: readonly ProfileStage[],
  totals: ReadonlyMap<number, number>,
): ProfileChange[] {
  const cases = completeCases(stages, totals)
  const { builds, times } = cases
  const { testBuilds, leastReference, lookEvery, alpha } = PROFILE_DRIFT
  const first = leastReference + testBuilds
  if (builds.length < first || times.length < 2) return []
  const vectors = times.flatMap(({ ms }) => deviations(drawnIn(logTimes(ms)), leastReference) ?? [])
  if (vectors.length < 2) return []
  const kernel = kernelBand(vectors, PROFILE_DRIFT.mostReference + testBuilds)
  const looks = Math.floor((builds.length - first) / lookEvery) + 1
  const found: { at: number; pValue: number; mmd2: number }[] = []
  let start = 0
  for (let look = 0; look < looks; look++) {
    // The last look is at the newest build.
    const end = builds.length - (looks - 1 - look) * lookEvery
    const from = Math.max(start, end - testBuilds - PROFILE_DRIFT.mostReference)
    if (end - from < first) continue
    const p = permuted(kernel, from, end, look, alpha / looks)
    if (p === null) continue
    const { at, mmd2 } = largestSplit(kernel, from, end)
    found.push({ at, mmd2, pValue: Math.min(1, p * looks) })
    start = at
  }
  return found.flatMap((change, i) => describe(cases, change, found[i - 1]?.at, found[i + 1]?.at) ?? [])
}

interface Cases {
  builds: readonly number[]
  /** Of each stage that most builds have, one time for each build. */
  times: readonly { key: string; ms: Float64Array }[]
  totals: Float64Array
}

/** Builds in which every stage that most builds have was successful. */
function completeCases(stages: readonly ProfileStage[], totals: ReadonlyMap<number, number>): Cases {
  const usual = stages.filter(({ builds }) => builds.length >= PROFILE_DRIFT.leastPresence * totals.size)
  const counts = new Map<number, number>()
  for (const { builds } of usual)
    for (let i = 0; i < builds.length; i++) counts.set(builds[i]!, (counts.get(builds[i]!) ?? 0) + 1)
  const builds = [...totals.keys()]
    .filter((build) => counts.get(build) === usual.length)
    .toSorted((a, b) => a - b)
  const places = new Map(builds.map((build, i) => [build, i]))
  const times = usual.map(({ key, builds: own, ms }) => {
    const all = new Float64Array(builds.length)
    for (let i = 0; i < own.length; i++) {
      const place = places.get(own[i]!)
      if (place !== undefined) all[place] = ms[i]!
    }
    return { key, ms: all }
  })
  return { builds, times, totals: Float64Array.from(builds, (build) => totals.get(build)!) }
}

/** Gaussian kernel of builds that are less than `width` apart. */
interface Kernel {
  values: Float64Array
  width: number
}

const kernelAt = ({ values, width }: Kernel, later: number, earlier: number): number =>
  values[later * width + later - earlier]!

/** σ² is half the median squared distance between builds that are next to one another: a change does not widen it. */
function kernelBand(vectors: readonly Float64Array[], width: number): Kernel {
  const n = vectors[0]!.length
  const squares = new Float64Array(n * width)
  for (const values of vectors)
    for (let i = 0; i < n; i++)
      for (let lag = Math.min(i, width - 1); lag > 0; lag--) {
        const d = values[i]! - values[i - lag]!
        squares[i * width + lag]! += d * d
      }
  const next = Float64Array.from({ length: n - 1 }, (_, i) => squares[(i + 1) * width + 1]!)
  const scale = median(next) || 1
  for (let i = 0; i < n; i++)
    for (let lag = Math.min(i, width - 1); lag >= 0; lag--)
      squares[i * width + lag] = expNegative(-squares[i * width + lag]! / scale)
  return { values: squares, width }
}

/**
 * Permutation p-value of MMD between the last builds of [from, end) and the ones before, or null once it cannot be `most`
 * or less any more: then the rest of the permutations is spared (Besag & Clifford 1991, doi 10.1093/biomet/78.2.301).
 */
function permuted(kernel: Kernel, from: number, end: number, look: number, most: number): number | null {
  const n = end - from
  const m = PROFILE_DRIFT.testBuilds
  const whole = new Float64Array(n * n)
  const sums = new Float64Array(n)
  let all = 0
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const k = kernelAt(kernel, from + i, from + j)
      whole[i * n + j] = k
      whole[j * n + i] = k
      sums[i]! += k
      if (j < i) sums[j]! += k
      all += j < i ? 2 * k : k
    }
  const order = Uint32Array.from({ length: n }, (_, i) => n - 1 - i)
  const statistic = () => {
    let within = 0
    let rows = 0
    for (let a = 0; a < m; a++) {
      const i = order[a]!
      rows += sums[i]!
      for (let b = 0; b < a; b++) within += whole[i * n + order[b]!]!
    }
    // The diagonal is 1.
    return mmd2Of(2 * within + m, rows, all, m, n)
  }
  const observed = statistic()
  const random = createRandom(SEED, PURPOSE.permutation, look)
  const draws = Math.ceil(2 / most)
  let reached = 1
  for (let draw = 1; draw < draws; draw++) {
    for (let a = 0; a < m; a++) {
      const b = a + below(random, n - a)
      const held = order[a]!
      order[a] = order[b]!
      order[b] = held
    }
    if (statistic() < observed - 1e-12) continue
    reached++
    if (reached > draws * most) return null
  }
  return reached / draws
}

const SEED = 12

/** Biased MMD² of m of n values: what they hold among themselves, their rows' sums, and the sum of the whole kernel. */
function mmd2Of(within: number, rows: number, all: number, m: number, n: number): number {
  const across = rows - within
  return within / (m * m) + (all - 2 * rows + within) / ((n - m) * (n - m)) - (2 * across) / (m * (n - m))
}

/** Fewest builds at each side of a change. */
const LEAST_SIDE = 5

/** Where the two sides differ most, as E-divisive weighs them: m (n − m) / n · MMD². */
function largestSplit(kernel: Kernel, from: number, end: number): { at: number; mmd2: number } {
  const n = end - from
  const entry = (i: number, j: number) => kernelAt(kernel, from + Math.max(i, j), from + Math.min(i, j))
  let all = 0
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) all += entry(i, j)
  let within = 0
  let rows = 0
  let best = { at: from, mmd2: 0 }
  let largest = -1
  for (let m = 1; m < n; m++) {
    const last = m - 1
    for (let j = 0; j < n; j++) rows += entry(last, j)
    for (let j = 0; j < last; j++) within += 2 * entry(last, j)
    within += 1
    if (m < LEAST_SIDE || n - m < LEAST_SIDE) continue
    const mmd2 = mmd2Of(within, rows, all, m, n)
    const weighed = ((m * (n - m)) / n) * mmd2
    if (weighed > largest) {
      largest = weighed
      best = { at: from + m, mmd2 }
    }
  }
  return best
}

/** Null where the total changed as well, or nothing that is worth a word. */
function describe(
  { builds, times, totals }: Cases,
  change: { at: number; pValue: number; mmd2: number },
  start = 0,
  end = builds.length,
): ProfileChange | null {
  const { leastShare, leastMs, mostTotalShare } = PROFILE_DRIFT
  const medians = (values: Float64Array) => ({
    medianBefore: median(values.slice(start, change.at)),
    medianAfter: median(values.slice(change.at, end)),
  })
  const total = medians(totals)
  const isEqual = Math.abs(total.medianAfter / total.medianBefore - 1) < mostTotalShare
  const size = ({ medianBefore, medianAfter }: { medianBefore: number; medianAfter: number }) =>
    Math.abs(medianAfter - medianBefore)
  const moves = times
    .map(({ key, ms }) => ({ key, ...medians(ms) }))
    .filter((move) => size(move) >= leastMs / 2 && size(move) >= (leastShare / 2) * move.medianBefore)
    .toSorted((a, b) => size(b) - size(a))
  const isWorthIt = moves.some(
    (move) => size(move) >= leastMs && size(move) >= leastShare * move.medianBefore,
  )
  if (!isEqual || !isWorthIt) return null
  return {
    before: builds[change.at - 1]!,
    since: builds[change.at]!,
    pValue: change.pValue,
    alpha: PROFILE_DRIFT.alpha,
    mmd2: change.mmd2,
    totalBefore: total.medianBefore,
    totalAfter: total.medianAfter,
    beforeCount: change.at - start,
    afterCount: end - change.at,
    moves,
  }
}
