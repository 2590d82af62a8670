import { adjustedPValues } from '../math/multiple-testing'
import { changePoints } from './change-points'
import { type EarlyWarning, earlyWarnings } from './early-warnings'
import { deviations, drawnIn, logTimes, median } from './robust'

/**
 * Whether the stages of a pipeline take another time than they did. Durations are multiplicative, and outliers are
 * missed caches: logarithms, outliers drawn in. Settings as measured on log-normal times (σ 0.12, 3 % outliers of 1.8 to
 * 3.5 times), 200 pipelines each: without a change one is told in 0 of 14 stages × 120 builds, in 2 % of 14 × 500 and in
 * 5 % of 60 × 500; early warnings: 0.03 to 0.05 a stage of 120 builds.
 */
export const PIPELINE_DRIFT = {
  /** Fewer successful times are not judged: the early warnings learn from as many. */
  leastBuilds: 40,
  /** Fewest times at each side of a change: p-values of fewer, the best of all splits, are far too small. */
  leastSide: 10,
  /** Largest p-value that a place is looked for with. */
  searchPValue: 1e-4,
  /** Largest p-value of a change, times the places it was looked for at, after Benjamini–Hochberg over the stages. */
  maxPValue: 1e-3,
  /** Smaller changes are left out, however sure: as a share, and in milliseconds. */
  leastShare: 0.1,
  leastMs: 2000,
} as const

/** Successful times of one stage, oldest first, in milliseconds. */
export interface StageTimes {
  key: string
  ms: ArrayLike<number>
}

/** A place where a stage began to take another time. */
export interface StageChange {
  /** Of the stage's own times: the first of the new level. */
  index: number
  /** Medians up to the neighbouring changes. */
  medianBefore: number
  medianAfter: number
  /** After against before: 0.34 is 34 % slower. */
  share: number
  /** Corrected for the number of places and of stages. */
  pValue: number
  /** The level that it is held against. */
  alpha: number
  /** The energy statistic of the split, on logarithms. */
  statistic: number
  /** How many times are on each side. */
  beforeCount: number
  afterCount: number
}

export interface StageJudgement {
  key: string
  n: number
  /** False: too few times. */
  isJudged: boolean
  changes: StageChange[]
  warnings: EarlyWarning[]
}

/** Judges all stages of a pipeline at once: what is sure counts how many there are. */
export function judgeStages(stages: readonly StageTimes[]): StageJudgement[] {
  const { leastBuilds, leastSide, searchPValue, maxPValue } = PIPELINE_DRIFT
  const judged = stages.map(({ key, ms }) => {
    const times = Float64Array.from(ms)
    const isJudged = times.length >= leastBuilds
    const logs = isJudged ? drawnIn(logTimes(times)) : new Float64Array()
    const located = isJudged ? changePoints(logs, { maxPValue: searchPValue, leastSide }) : []
    // Bonferroni: a change was looked for between any two times.
    const points = located.map((point) => ({
      ...point,
      pValue: Math.min(1, point.pValue * (times.length - 1)),
    }))
    return { key, times, isJudged, logs, points }
  })
  const tested = judged.filter(({ isJudged }) => isJudged)
  // One test a stage: its surest change. The others of a stage are corrected as much.
  const corrected = adjustedPValues(
    tested.map(({ points }) => Math.min(1, ...points.map(({ pValue }) => pValue))),
    'benjamini-hochberg',
  )
  return judged.map(({ key, times, isJudged, logs, points }) => {
    const own = tested.findIndex((one) => one.key === key)
    const surest = Math.min(1, ...points.map(({ pValue }) => pValue))
    const factor = surest > 0 ? (corrected[own] ?? 1) / surest : 1
    const edges = [0, ...points.map(({ index }) => index), times.length]
    const changes = points.flatMap(({ index, pValue, qhat }, i) => {
      const before = times.slice(edges[i], index)
      const after = times.slice(index, edges[i + 2])
      const [medianBefore, medianAfter] = [median(before), median(after)]
      const share = medianAfter / medianBefore - 1
      const sure = Math.min(1, pValue * factor)
      const isLarge =
        Math.abs(share) >= PIPELINE_DRIFT.leastShare &&
        Math.abs(medianAfter - medianBefore) >= PIPELINE_DRIFT.leastMs
      if (!isLarge || sure > maxPValue) return []
      return [
        {
          index,
          medianBefore,
          medianAfter,
          share,
          // Never 0: the smallest number stands for what is smaller.
          pValue: Math.max(Number.MIN_VALUE, sure),
          alpha: maxPValue,
          statistic: qhat,
          beforeCount: before.length,
          afterCount: after.length,
        },
      ]
    })
    return {
      key,
      n: times.length,
      isJudged,
      changes,
      warnings: isJudged ? warningsOf(logs) : [],
    }
  })
}

function warningsOf(logs: Float64Array): EarlyWarning[] {
  const z = deviations(logs, PIPELINE_DRIFT.leastBuilds)
  return z === null ? [] : earlyWarnings(z, PIPELINE_DRIFT.leastBuilds)
}
