import { driveSync } from '../drive'
import { log } from '../math/log'
import { adjustedPValues } from '../math/multiple-testing'
import { loadDetector } from '../run'
import { changePoints } from './change-points'

/**
 * Whether the stages of a pipeline take another time than they did. Durations are multiplicative, and outliers are
 * missed caches: logarithms, outliers drawn in. Settings as measured on log-normal times (σ 0.12, 3 % outliers of 1.8 to
 * 3.5 times): 0.03 false alarms a history of 120 builds for the location, 0.03 to 0.05 for the early warnings.
 */
export const PIPELINE_DRIFT = {
  /** Fewer successful times are not judged: the early warnings learn from as many. */
  leastBuilds: 40,
  /** Largest p-value of a change, after Benjamini–Hochberg over the stages. */
  maxPValue: 1e-4,
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
  /** Corrected for the number of stages. */
  pValue: number
  /** How many times are on each side. */
  beforeCount: number
  afterCount: number
}

/** Where a detector that sees one build after the other first spoke. */
export interface EarlyWarning {
  detector: string
  index: number
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
export async function judgeStages(stages: readonly StageTimes[]): Promise<StageJudgement[]> {
  const { leastBuilds, maxPValue } = PIPELINE_DRIFT
  const judged = stages.map(({ key, ms }) => {
    const times = Float64Array.from(ms)
    const isJudged = times.length >= leastBuilds
    const logs = isJudged ? drawnIn(times.map((x) => log(Math.max(1, x)))) : new Float64Array()
    const points = isJudged ? changePoints(logs, { maxPValue }) : []
    return { key, times, isJudged, logs, points }
  })
  const tested = judged.filter(({ isJudged }) => isJudged)
  // One test a stage: its surest change. The others of a stage are corrected as much.
  const corrected = adjustedPValues(
    tested.map(({ points }) => Math.min(1, ...points.map(({ pValue }) => pValue))),
    'benjamini-hochberg',
  )
  return Promise.all(
    judged.map(async ({ key, times, isJudged, logs, points }) => {
      const own = tested.findIndex((one) => one.key === key)
      const surest = Math.min(1, ...points.map(({ pValue }) => pValue))
      const factor = surest > 0 ? (corrected[own] ?? 1) / surest : 1
      const edges = [0, ...points.map(({ index }) => index), times.length]
      const changes = points.flatMap(({ index, pValue }, i) => {
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
            pValue: sure,
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
        warnings: isJudged ? await warningsOf(logs) : [],
      }
    }),
  )
}

/** Neighbours at each side that a value is compared with, and how many of their deviations it may be off. */
const NEIGHBOURS = 7
const MOST_DEVIATIONS = 3
/** A median deviation as a standard deviation of normal values. */
const NORMAL_SCALE = 1.4826

/** Outliers drawn in to the edge of what their neighbours allow: a step stays a step. */
function drawnIn(values: Float64Array): Float64Array {
  return values.map((x, i) => {
    const near = values.slice(Math.max(0, i - NEIGHBOURS), i + NEIGHBOURS + 1)
    const middle = median(near)
    const spread = NORMAL_SCALE * median(near.map((y) => Math.abs(y - middle)))
    const edge = MOST_DEVIATIONS * spread
    return spread === 0 ? x : Math.max(middle - edge, Math.min(middle + edge, x))
  })
}

/** What walks a stage's times, on deviations from its first ones. */
const WALKERS = [
  {
    detector: 'page-hinkley',
    params: { threshold: 12, delta: 0.5, mode: 'both', minInstances: PIPELINE_DRIFT.leastBuilds },
  },
  {
    detector: 'cusum',
    params: {
      threshold: 10,
      delta: 0.5,
      mode: 'both',
      known: 'given',
      target: 0,
      deviation: 1,
      minInstances: PIPELINE_DRIFT.leastBuilds,
    },
  },
  // Few starts are kept: a change that is older than that has been told already.
  {
    detector: 'bocd',
    params: {
      hazard: 1 / 250,
      minInstances: PIPELINE_DRIFT.leastBuilds,
      maxRuns: 60,
      pruneBelow: 12,
    },
  },
] as const

async function warningsOf(logs: Float64Array): Promise<EarlyWarning[]> {
  const first = logs.slice(0, PIPELINE_DRIFT.leastBuilds)
  const middle = median(first)
  const spread = NORMAL_SCALE * median(first.map((x) => Math.abs(x - middle)))
  if (spread === 0) return []
  const z = logs.map((x) => Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, (x - middle) / spread)))
  const test = {
    columns: ['time'],
    values: z,
    rows: z.length,
    rowNumbers: Uint32Array.from(z, (_, i) => i + 1),
  }
  const found = await Promise.all(
    WALKERS.map(async ({ detector, params }) => {
      const detect = await loadDetector(detector, params)
      const result = driveSync(detect(params, { reference: null, test, times: null }))
      const [alarm] = result.shape === 'trace' ? result.alarms : []
      const index = alarm && result.shape === 'trace' ? result.positions[alarm.start] : undefined
      return index === undefined ? [] : [{ detector, index }]
    }),
  )
  return found.flat()
}

function median(values: Float64Array): number {
  const sorted = values.toSorted()
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}
