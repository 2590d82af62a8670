import { formatCount } from '~/lib/format'
import type { Computation } from '../../define'
import { bandwidthFromSome, tableOf } from '../../kernels/bandwidth-of-some'
import {
  centreKernel,
  centreOverlap,
  chooseForm,
  pickRows,
  scalingOf,
  standardised,
} from '../../kernels/lsdd'
import { SLICE_WORK } from '../../kernels/pairs'
import { fixedPointScale, roundWhole } from '../../kernels/rbf'
import { rowTable, rowTableOf } from '../../kernels/row-table'
import { runTimeThresholds } from '../../kernels/run-time'
import type { Machine, MachineState } from '../../machine'
import { machineRun } from '../../machine-run'
import { quadraticForm } from '../../math/matrix'
import { createRandom, PURPOSE, shuffle, subset } from '../../random'
import { lsddOnline, type LsddOnlineParams } from './lsdd-online'
import { checkRunTime } from './run-time-reference'

/**
 * What is known before the first row. Beside `calibrate`, only the golden cases of Alibi Detect make one: they name
 * what the library drew by chance, and go through `restoreStream` with it.
 */
export interface LsddOnlineCalibration {
  sigma: number
  gamma: number
  /** Of the reference's columns, by which rows are standardised. */
  mean: Float64Array
  sd: Float64Array
  /** C × d, standardised. */
  centres: Float64Array
  /** 2A − AHA, C × C. */
  form: Float64Array
  /** One for each of the first w windows, the last for all later ones. `thresholds[0]` is for the first window. */
  thresholds: Float64Array
  /** Splits of the reference; a stream starts with the first, and after each alarm anew with the next. */
  splits: {
    /** Mean kernel value of the compared rows with each centre. */
    compared: Float64Array
    /** Kernel values with each centre of the rows that fill the window before the first row of the stream, w × C. */
    first: Float64Array
  }[]
}

interface LsddOnlineState extends MachineState {
  split: number
  /** Kernel values of the window's rows in a ring, w × C, and their sums, in whole numbers: sums are exact. */
  ring: Float64Array
  sums: Float64Array
  lsdd: number
  threshold: number
}

/** Splits that are drawn in advance; after so many alarms the first comes again. */
const SPLITS = 16
const MOST_CENTRES = 50

const centresOf = ({ centres, window }: LsddOnlineParams): number =>
  centres === 0 ? Math.min(MOST_CENTRES, 2 * window) : centres

/**
 * LSDD of the last w rows against a part of the reference, with centres that are left out of both: O(C) kernel values a
 * row. Thresholds as those of online MMD, from splits of the reference into compared rows and 2w − 1 others.
 */
export const machine: Machine<LsddOnlineParams, LsddOnlineState, LsddOnlineCalibration> = {
  *calibrate(p, { reference, columns }): Computation<LsddOnlineCalibration> {
    const c = centresOf(p)
    const w = p.window
    const checked = checkRunTime('Online LSDD', p, reference, columns, 1 + c)
    const raw = tableOf(checked.reference)
    const used = pickRows(raw, subset(createRandom(p.seed, PURPOSE.subsample), raw.rows, checked.rows))
    const { mean, sd } = scalingOf([used])
    const table = standardised(used, { mean, sd })
    const { sigma, gamma } = yield* bandwidthFromSome(table, { ...table, rows: 0 }, p)
    const order = shuffle(
      createRandom(p.seed, PURPOSE.split),
      Uint32Array.from({ length: table.rows }, (_, i) => i),
    )
    const centres = pickRows(table, order.subarray(0, c))
    const rest = pickRows(table, order.subarray(c))
    const kernel = yield* centreKernel(rest, centres, gamma)
    const total = new Float64Array(c)
    for (let at = 0; at < kernel.length; at++) total[at % c]! += kernel[at]!

    const draw = (b: number): Uint32Array => {
      const random = createRandom(p.seed, PURPOSE.simulation, b)
      return shuffle(random, subset(random, rest.rows, 2 * w - 1))
    }
    const first = new Float64Array(checked.draws * c)
    for (let b = 0, work = 0; b < checked.draws; b++) {
      const { compared, window } = splitMeans(kernel, total, c, draw(b), w)
      for (let k = 0; k < c; k++) first[b * c + k] = compared[k]! - window[k]! / w
      if ((work += 8 * (w * c + rest.rows)) < SLICE_WORK) continue
      work = 0
      yield { done: b + 1, total: checked.draws, phase: 'splits' }
    }
    const { form } = yield* chooseForm(centreOverlap(centres, gamma), c, first)
    const statistics = new Float64Array(checked.draws * w)
    const h = new Float64Array(c)
    for (let b = 0, work = 0; b < checked.draws; b++) {
      const others = draw(b)
      const { compared, window } = splitMeans(kernel, total, c, others, w)
      for (let at = 0; at < w; at++) {
        if (at > 0)
          for (let k = 0; k < c; k++)
            window[k]! += kernel[others[at + w - 1]! * c + k]! - kernel[others[at - 1]! * c + k]!
        for (let k = 0; k < c; k++) h[k] = compared[k]! - window[k]! / w
        statistics[b * w + at] = quadraticForm(form, h, c)
        if ((work += 2 * c * (c + 4)) < SLICE_WORK) continue
        work = 0
        yield { done: b, total: checked.draws, phase: 'simulated streams' }
      }
    }
    yield { done: checked.draws, total: checked.draws, phase: 'simulated streams' }
    const thresholds = yield* runTimeThresholds(statistics, w, p.runTime)

    const splits: LsddOnlineCalibration['splits'] = []
    for (let b = 0; splits.length < SPLITS; b++) {
      const random = createRandom(p.seed, PURPOSE.split, 1 + b)
      const others = shuffle(random, subset(random, rest.rows, 2 * w - 1))
      const { compared, window } = splitMeans(kernel, total, c, others, w)
      for (let k = 0; k < c; k++) h[k] = compared[k]! - window[k]! / w
      // A window that alarms at once is no start; equal rows have equal statistics, and none lies below.
      if (quadraticForm(form, h, c) >= thresholds[0]! && b < 100 * SPLITS) continue
      const filled = new Float64Array(w * c)
      for (let i = 0; i < w; i++) filled.set(kernel.subarray(others[i]! * c, (others[i]! + 1) * c), i * c)
      splits.push({ compared, first: filled })
    }
    return { sigma, gamma, mean, sd, centres: centres.values, form, thresholds, splits }
  },

  decided: ({ sigma }) => ({ sigma }),

  start: (p, setup) => begin(0, p, setup.calibration),

  restart: ({ split }, p, setup) => begin(split + 1, p, setup.calibration),

  update(s, row, { window: w }, { calibration }) {
    const { mean, sd, gamma, centres, form, thresholds, splits } = calibration
    const c = s.sums.length
    const d = row.length
    const z = row.map((x, j) => (x - mean[j]!) / (sd[j]! + 1e-12))
    const scale = fixedPointScale(w)
    const slot = (s.n % w) * c
    const { compared } = splits[s.split % splits.length]!
    const h = new Float64Array(c)
    const table = rowTableOf(centres, () => rowTable(centres, d))
    table.compare(z, 0, 0, c, gamma, scale)
    for (let k = 0; k < c; k++) {
      const value = table.found[k]!
      s.sums[k]! += value - s.ring[slot + k]!
      s.ring[slot + k] = value
      h[k] = compared[k]! - s.sums[k]! / scale / w
    }
    s.n++
    s.lsdd = quadraticForm(form, h, c)
    s.threshold = thresholds[Math.min(s.n, thresholds.length - 1)]!
    s.drift = s.lsdd > s.threshold
  },

  layout: (p) => ({
    statisticName: 'LSDD',
    unit: '',
    series: ['LSDD'],
    threshold: null,
    side: 'above',
    limits: [{ name: 'threshold', level: 'drift' }],
    lines: [],
    thresholdRule: `A false alarm once in ${formatCount(p.runTime)} rows, by ${formatCount(p.simulations === 0 ? Math.max(1000, 10 * p.runTime) : p.simulations)} simulated streams${p.reset === 'auto' ? '; after an alarm the window is filled from the reference again' : ''}.`,
    warmUp: 1,
    heldToReference: p.window,
  }),

  read(s, _, into) {
    into[0] = s.lsdd
    into[1] = s.threshold
  },

  internals: (s) => ({ n: s.n, lsdd: s.lsdd, threshold: s.threshold, split: s.split }),
  rowsPerSlice: 100,
}

function begin(
  split: number,
  { window: w }: LsddOnlineParams,
  calibration: LsddOnlineCalibration,
): LsddOnlineState {
  const { splits, form } = calibration
  const { first } = splits[split % splits.length]!
  const c = Math.round(Math.sqrt(form.length))
  const scale = fixedPointScale(w)
  const ring = first.map((k) => roundWhole(k * scale))
  const sums = new Float64Array(c)
  for (let at = 0; at < ring.length; at++) sums[at % c]! += ring[at]!
  return { n: 0, drift: false, warning: false, split, ring, sums, lsdd: Number.NaN, threshold: Number.NaN }
}

/** Of a split: mean kernel values of the rows that are compared with, and sums over the first window of the others. */
function splitMeans(
  kernel: Float64Array,
  total: Float64Array,
  c: number,
  others: Uint32Array,
  w: number,
): { compared: Float64Array; window: Float64Array } {
  const rest = kernel.length / c - others.length
  const compared = total.slice()
  const window = new Float64Array(c)
  others.forEach((row, i) => {
    for (let k = 0; k < c; k++) {
      const value = kernel[row * c + k]!
      compared[k]! -= value
      if (i < w) window[k]! += value
    }
  })
  return { compared: compared.map((sum) => sum / rest), window }
}

export const run = machineRun(lsddOnline, machine)
