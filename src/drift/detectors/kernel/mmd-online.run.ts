import { formatCount } from '~/lib/format'
import type { Computation } from '../../define'
import { bandwidthBy, packedDistances } from '../../kernels/bandwidth-rules'
import { tableOf } from '../../kernels/bandwidth-of-some'
import { pickRows } from '../../kernels/lsdd'
import { pairDistances, pairRow, SLICE_WORK } from '../../kernels/pairs'
import { squaredDistance } from '../../kernels/partial-estimators'
import { rbf } from '../../kernels/rbf'
import { meanKernel, rowTable, rowTableOf } from '../../kernels/row-table'
import { runTimeThresholds } from '../../kernels/run-time'
import { emptyWindow, pushRow, windowMmd, type WindowSums } from '../../kernels/window-sums'
import type { Machine, MachineState } from '../../machine'
import { machineRun } from '../../machine-run'
import { createRandom, PURPOSE, shuffle, subset } from '../../random'
import type { Sample } from '../../sample'
import { mmdOnline, type MmdOnlineParams } from './mmd-online'
import { checkRunTime } from './run-time-reference'

/**
 * What is known before the first row. Beside `calibrate`, only the golden cases of Alibi Detect make one: they name
 * what the library drew by chance, and go through `restoreStream` with it.
 */
export interface MmdOnlineCalibration {
  sigma: number
  gamma: number
  /** One for each of the first w windows, the last for all later ones. `thresholds[0]` is for the first window. */
  thresholds: Float64Array
  /** Splits of the reference; a stream starts with the first, and after each alarm anew with the next. */
  splits: OnlineSplit[]
}

interface OnlineSplit {
  /** Reference rows (from 0) that windows are compared with, and mean kernel value of different ones of them. */
  compared: Uint32Array
  within: number
  /** Reference rows that fill the window before the first row of the stream. */
  first: Uint32Array
}

interface MmdOnlineState extends MachineState {
  split: number
  window: WindowSums
  mmd2: number
  threshold: number
}

/** Splits that are drawn in advance; after so many alarms the first comes again. */
const SPLITS = 16

/**
 * Unbiased MMD² of the last w rows with a part of the reference, n + w kernel values a row (Cobb et al. 2022). The
 * window starts filled with reference rows. Thresholds: the reference is split at random, many times, into compared rows
 * and 2w − 1 others, whose w windows stand for the first w rows of a stream without drift.
 */
export const machine: Machine<MmdOnlineParams, MmdOnlineState, MmdOnlineCalibration> = {
  *calibrate(p, { reference, columns }): Computation<MmdOnlineCalibration> {
    const checked = checkRunTime('Online MMD', p, reference, columns, 2)
    const used = subset(createRandom(p.seed, PURPOSE.subsample), checked.reference.rows, checked.rows)
    const n = used.length
    const table = pickRows(tableOf(checked.reference), used)
    const squared = yield* pairDistances(table.values, n, columns)
    const { sigma, gamma } = yield* bandwidthBy(p, packedDistances(squared, n, n), 'the reference')
    const kernel = yield* fullKernel(squared, n, gamma)
    const statistics = new Float64Array(checked.draws * p.window)
    for (let b = 0, work = 0; b < checked.draws; b++) {
      const drawn = drawOthers(n, p.window, createRandom(p.seed, PURPOSE.simulation, b))
      statistics.set(windowStatistics(kernel, n, drawn, p.window).statistics, b * p.window)
      if ((work += 20 * p.window * p.window + 8 * n) < SLICE_WORK) continue
      work = 0
      yield { done: b + 1, total: checked.draws, phase: 'simulated streams' }
    }
    yield { done: checked.draws, total: checked.draws, phase: 'simulated streams' }
    const thresholds = yield* runTimeThresholds(statistics, p.window, p.runTime)
    return { sigma, gamma, thresholds, splits: firstSplits(kernel, used, p, thresholds[0]!) }
  },

  decided: ({ sigma }) => ({ sigma }),

  start: (p, setup) => begin(0, p, setup.reference!, setup.calibration),

  restart: ({ split }, p, setup) => begin(split + 1, p, setup.reference!, setup.calibration),

  update(s, row, _, { reference, calibration }) {
    const { gamma, thresholds, splits } = calibration
    const { compared, within } = splits[s.split % splits.length]!
    pushRow(s.window, row, meanWith(row, reference!, compared, gamma), gamma)
    s.n++
    s.mmd2 = windowMmd(s.window, within)
    s.threshold = thresholds[Math.min(s.n, thresholds.length - 1)]!
    s.drift = s.mmd2 > s.threshold
  },

  layout: (p) => ({
    statisticName: 'MMD²',
    unit: '',
    series: ['MMD²'],
    threshold: null,
    side: 'above',
    limits: [{ name: 'threshold', level: 'drift' }],
    lines: [],
    thresholdRule: `A false alarm once in ${formatCount(p.runTime)} rows, by ${formatCount(p.simulations === 0 ? Math.max(1000, 10 * p.runTime) : p.simulations)} simulated streams${p.reset === 'auto' ? '; after an alarm the window is filled from the reference again' : ''}.`,
    warmUp: 1,
    heldToReference: p.window,
  }),

  read(s, _, into) {
    into[0] = s.mmd2
    into[1] = s.threshold
  },

  internals: (s) => ({ n: s.n, mmd2: s.mmd2, threshold: s.threshold, split: s.split }),
  rowsPerSlice: 20,
}

function begin(
  split: number,
  p: MmdOnlineParams,
  reference: Sample,
  { gamma, splits }: MmdOnlineCalibration,
): MmdOnlineState {
  const { compared, first } = splits[split % splits.length]!
  const d = reference.columns.length
  const window = emptyWindow(p.window, d)
  for (const row of first) {
    const values = reference.values.subarray(row * d, (row + 1) * d)
    pushRow(window, values, meanWith(values, reference, compared, gamma), gamma)
  }
  return {
    n: 0,
    drift: false,
    warning: false,
    split,
    window,
    mmd2: Number.NaN,
    threshold: Number.NaN,
  }
}

function meanWith(row: Float64Array, reference: Sample, compared: Uint32Array, gamma: number): number {
  const table = rowTableOf(compared, () => {
    const { values, d } = pickRows(tableOf(reference), compared)
    return rowTable(values, d)
  })
  return meanKernel(table, compared.length, row, gamma)
}

/** Mean kernel value of different ones of these rows. */
export function meanWithin(reference: Sample, rows: Uint32Array, gamma: number): number {
  const table = tableOf(reference)
  let sum = 0
  rows.forEach((row, i) => {
    for (let j = i + 1; j < rows.length; j++) sum += rbf(squaredDistance(table, row, table, rows[j]!), gamma)
  })
  return (2 * sum) / (rows.length * (rows.length - 1))
}

interface FullKernel {
  /** n × n, zero on the diagonal. */
  values: Float64Array
  rowSums: Float64Array
  total: number
}

function* fullKernel(squared: Float64Array, n: number, gamma: number): Computation<FullKernel> {
  const values = new Float64Array(n * n)
  const rowSums = new Float64Array(n)
  for (let i = 0, work = 0; i < n; i++) {
    const start = pairRow(n, i)
    for (let j = i + 1; j < n; j++) {
      const k = rbf(squared[start + j]!, gamma)
      values[i * n + j] = k
      values[j * n + i] = k
      rowSums[i]! += k
      rowSums[j]! += k
    }
    if ((work += 20 * (n - i)) < SLICE_WORK) continue
    work = 0
    yield { done: i + 1, total: n, phase: 'kernel rows' }
  }
  yield { done: n, total: n, phase: 'kernel rows' }
  return { values, rowSums, total: rowSums.reduce((sum, x) => sum + x, 0) }
}

/** The 2w − 1 rows of a random split that are not compared with, in random order. */
function drawOthers(n: number, w: number, random: () => number): Uint32Array {
  return shuffle(random, subset(random, n, 2 * w - 1))
}

/** MMD² of the w windows of these rows with all the others, from sums over the whole kernel: O(w²). */
function windowStatistics(
  { values, rowSums, total }: FullKernel,
  n: number,
  others: Uint32Array,
  w: number,
): { statistics: Float64Array; within: number } {
  const size = others.length
  const rest = n - size
  let among = 0
  const own = new Float64Array(size)
  for (let i = 0; i < size; i++)
    for (let j = i + 1; j < size; j++) {
      const k = values[others[i]! * n + others[j]!]!
      own[i]! += k
      own[j]! += k
      among += 2 * k
    }
  let outside = 0
  const cross = new Float64Array(size)
  others.forEach((row, i) => {
    outside += rowSums[row]!
    cross[i] = (rowSums[row]! - own[i]!) / rest
  })
  const within = (total - 2 * outside + among) / (rest * (rest - 1))
  const statistics = new Float64Array(w)
  const pairsWith = (i: number, from: number, to: number): number => {
    let sum = 0
    for (let j = from, at = others[i]! * n; j < to; j++) sum += values[at + others[j]!]!
    return sum
  }
  let pairs = 0
  let crossed = 0
  for (let i = 0; i < w; i++) {
    pairs += pairsWith(i, 0, i)
    crossed += cross[i]!
  }
  for (let first = 0; first < w; first++) {
    if (first > 0) {
      const last = first + w - 1
      pairs += pairsWith(last, first, last) - pairsWith(first - 1, first, last)
      crossed += cross[last]! - cross[first - 1]!
    }
    statistics[first] = within + (2 * pairs) / (w * (w - 1)) - (2 * crossed) / w
  }
  return { statistics, within }
}

/** Splits whose first window raises no alarm at once. */
function firstSplits(
  kernel: FullKernel,
  used: Uint32Array,
  { window, seed }: MmdOnlineParams,
  threshold: number,
): OnlineSplit[] {
  const n = used.length
  const splits: OnlineSplit[] = []
  for (let draw = 0; splits.length < SPLITS; draw++) {
    const others = drawOthers(n, window, createRandom(seed, PURPOSE.split, draw))
    const { statistics, within } = windowStatistics(kernel, n, others, window)
    // Equal rows have equal statistics, and none lies below.
    if (statistics[0]! >= threshold && draw < 100 * SPLITS) continue
    const isOther = new Set(others)
    const compared = Uint32Array.from({ length: n }, (_, i) => i).filter((i) => !isOther.has(i))
    const toReference = (rows: Uint32Array) => rows.map((i) => used[i]!)
    splits.push({
      compared: toReference(compared),
      within,
      first: toReference(others.subarray(0, window)),
    })
  }
  return splits
}

export const run = machineRun(mmdOnline, machine)
