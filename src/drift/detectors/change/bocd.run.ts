import { formatNumber } from '~/lib/format'
import type { Machine, MachineState } from '../../machine'
import { machineRun } from '../../machine-run'
import { bocd, type BocdParams } from './bocd'
import { begin, emptyRuns, gaussianVariance, move, observe, type Runs } from './bocd-models'
import { watchRunLengths } from './run-length-picture'
import { exp } from '../../math/exp'
import { log, log1p } from '../../math/log'

export interface BocdState extends MachineState {
  runs: Runs
  /** Values less `offset`, over `unit`, are what the model sees; NaN until the warm-up has told. */
  offset: number
  unit: number
  /** Values that wait for their scale. */
  waiting: Float64Array
  mostProbable: number
  expected: number
  /** P(run length < 10) */
  recent: number
  /** Profile frouros, see `update`. */
  predictedMean: number
  predictedVariance: number
}

/** A start of the run that was dropped counts as this improbable, in the log odds. */
const DROPPED_LOG = 30
const RECENT = 10

/**
 * Bayesian online change-point detection (Adams & MacKay 2007, doi 10.48550/arXiv.0710.3742): the probability of each
 * length of the present run. At a value x, each run's probability is multiplied by the density p(x | run); a share H (the
 * hazard) of all goes to a new run of length 0, the rest makes each run one longer. Alarm from `minInstances` values
 * on where the most probable run (of equals, the shortest) does not reach back to the start, by a margin of `evidence`.
 *
 * Everything is kept as logarithms that sum to 1, so that a stream may be endless. Runs less probable than
 * e^−`pruneBelow` and beyond `maxRuns` are dropped.
 *
 * Profile frouros: drops nothing. Its predicted mean and variance weigh the runs by their probabilities before x, taken
 * for runs one longer than they are.
 */
export const machine: Machine<BocdParams, BocdState> = {
  start(p) {
    const runs = emptyRuns(64)
    begin(runs, 0, 0, p)
    const learns = p.scale === 'warm-up'
    return {
      n: 0,
      drift: false,
      warning: false,
      runs,
      offset: learns ? Number.NaN : 0,
      unit: learns ? Number.NaN : 1,
      waiting: new Float64Array(learns ? p.minInstances : 0),
      mostProbable: 0,
      expected: 0,
      recent: 1,
      predictedMean: Number.NaN,
      predictedVariance: Number.NaN,
    }
  },

  restart: (s, p, setup) => ({ ...machine.start(p, setup), offset: s.offset, unit: s.unit }),

  update(s, row, p) {
    s.n++
    if (s.unit === s.unit) step(s, (row[0]! - s.offset) / s.unit, s.n, p)
    else wait(s, row[0]!, p)
    s.drift = s.n >= p.minInstances && s.mostProbable !== s.n && (p.evidence === 0 || logOdds(s) > p.evidence)
  },

  layout: (p) => ({
    statisticName: 'Log odds of a change',
    unit: '',
    series: ['log odds'],
    threshold: p.evidence,
    side: 'above',
    limits: [],
    lines: [{ title: 'Run length', yLabel: 'rows', series: ['expected', 'most probable'] }],
    thresholdRule: `${p.evidence === 0 ? 'Alarm where the current run most probably began after the start of the stream' : `Alarm where the log odds of a later start of the present run exceed ${formatNumber(p.evidence)}`}${p.reset === 'auto' ? '; after an alarm the detector starts afresh' : ''}.`,
    warmUp: p.minInstances,
  }),

  read(s, p, into) {
    if (s.n < p.minInstances) return
    into[0] = logOdds(s)
    into[1] = s.expected
    into[2] = s.mostProbable
  },

  watch: watchRunLengths,

  internals: (s) => ({
    n: s.n,
    mostProbable: s.mostProbable,
    expected: s.expected,
    recent: s.recent,
    runs: s.runs.count,
    logMax: s.runs.logs[indexOf(s, s.mostProbable)]!,
    logNew: s.runs.logs[s.runs.count - 1]!,
    logStart: s.runs.births[0] === 0 ? s.runs.logs[0]! : Number.NEGATIVE_INFINITY,
    predictedMean: s.predictedMean,
    predictedVariance: s.predictedVariance,
  }),

  // Some 60 to 100 ns for each start of the present run that is kept; each row may add one.
  rowsPerSlice: ({ runs }) => Math.min(100, 25_000 / runs.count),
}

/** Keeps a value until the warm-up is complete, and then takes in all of them by the mean and deviation they have. */
function wait(s: BocdState, x: number, p: BocdParams): void {
  s.waiting[s.n - 1] = x
  s.mostProbable = s.n
  s.expected = s.n
  s.recent = s.n < RECENT ? 1 : 0
  if (s.n < s.waiting.length) return
  let mean = 0
  let squares = 0
  s.waiting.forEach((value, i) => {
    const d = value - mean
    mean += d / (i + 1)
    squares += d * (value - mean)
  })
  s.offset = mean
  // Equal values have no scale: the unit of the data must do.
  s.unit = squares > 0 ? Math.sqrt(squares / (s.waiting.length - 1)) : 1
  s.waiting.forEach((value, i) => step(s, (value - s.offset) / s.unit, i + 1, p))
  s.waiting = new Float64Array(0)
}

/** Takes in value number n (from 1). */
function step(s: BocdState, x: number, n: number, p: BocdParams): void {
  const { runs } = s
  const frouros = p.profile === 'frouros'
  if (frouros) s.predictedMean = s.predictedVariance = 0
  let largest = Number.NEGATIVE_INFINITY
  let weightBefore = 0
  for (let k = 0; k < runs.count; k++) {
    const r = n - 1 - runs.births[k]!
    const density = observe(runs, k, r, x, p)
    if (frouros) {
      predict(s, weightBefore, runs.means[k]!, r + 1, p)
      weightBefore = exp(runs.logs[k]!)
    }
    const log = runs.logs[k]! + density
    runs.logs[k] = log
    if (!(log <= largest)) largest = log
  }
  if (frouros) predict(s, weightBefore, p.priorMean, 0, p)
  settle(s, n, largest, p)
}

function predict(s: BocdState, weight: number, mean: number, r: number, p: BocdParams): void {
  s.predictedMean += weight * mean
  s.predictedVariance += weight * gaussianVariance(r, p)
}

/** Makes probabilities of the runs' weights (logarithms, the largest is given), adds the new run and drops what is improbable. */
function settle(s: BocdState, n: number, largest: number, p: BocdParams): void {
  const { runs } = s
  const prunes = p.profile !== 'frouros'
  let sum = 0
  for (let k = 0; k < runs.count; k++) {
    const weight = exp(runs.logs[k]! - largest)
    runs.weights[k] = weight
    sum += weight
  }
  const shift = log1p(-p.hazard) - log(sum)
  const share = (1 - p.hazard) / sum
  let kept = 0
  let dropped = 0
  let expected = 0
  let recent = p.hazard
  let best = Number.NEGATIVE_INFINITY
  let bestBirth = 0
  for (let k = 0; k < runs.count; k++) {
    // In this order: beside an outlier's −1e300 the shift would be lost.
    const logWeight = runs.logs[k]! - largest + shift
    const weight = runs.weights[k]! * share
    if (prunes && logWeight < -p.pruneBelow) {
      dropped += weight
      continue
    }
    if (kept !== k) move(runs, k, kept)
    runs.logs[kept++] = logWeight
    const length = n - runs.births[kept - 1]!
    expected += weight * length
    if (length < RECENT) recent += weight
    // Oldest first: of equals the shortest counts. As in numpy, what is no number is the maximum.
    if (!(logWeight < best)) {
      best = logWeight
      bestBirth = runs.births[kept - 1]!
    }
  }
  runs.count = kept
  const begun = log(p.hazard)
  begin(runs, n, begun, p)
  if (!(begun < best)) bestBirth = n
  if (prunes && runs.count > p.maxRuns) dropped += dropLeast(runs)
  // What is dropped is given to the rest in the next step; here only where it could be seen.
  if (dropped > 1e-12) {
    const lost = log1p(-dropped)
    for (let k = 0; k < runs.count; k++) runs.logs[k] = runs.logs[k]! - lost
  }
  s.expected = expected
  s.recent = recent
  s.mostProbable = n - bestBirth
}

/** Drops the least probable run. @returns its probability */
function dropLeast(runs: Runs): number {
  let least = 0
  for (let k = 1; k < runs.count - 1; k++) if (runs.logs[k]! < runs.logs[least]!) least = k
  const weight = exp(runs.logs[least]!)
  for (let k = least + 1; k < runs.count; k++) move(runs, k, k - 1)
  runs.count--
  return weight
}

/** The best start after the first row against the first row; above 0 where the most probable run began later. */
function logOdds({ runs, n, expected }: BocdState): number {
  if (Number.isNaN(expected)) return Number.NaN
  const reachesBack = runs.births[0] === 0
  let best = Number.NEGATIVE_INFINITY
  for (let k = reachesBack ? 1 : 0; k < runs.count; k++) best = Math.max(best, runs.logs[k]!)
  const start = reachesBack ? runs.logs[0]! : Number.NEGATIVE_INFINITY
  return n === 0 ? Number.NaN : Math.max(best, -DROPPED_LOG) - Math.max(start, -DROPPED_LOG)
}

function indexOf({ runs, n }: BocdState, length: number): number {
  for (let k = runs.count - 1; k >= 0; k--) if (runs.births[k] === n - length) return k
  return 0
}

export const run = machineRun(bocd, machine)
