import { formatNumber } from '~/lib/format'
import type { Computation } from '../define'
import { DriftError } from '../errors'
import { fixedPointScale, rbf, roundWhole } from '../kernels/rbf'
import { rowWindows } from '../kernels/windows'
import type { Machine, MachineState } from '../machine'
import type { Sample } from '../sample'
import { checkFinite, checkRows } from './check-samples'
import type { WindowParams } from './mmd-window'
import { prepareReference, simulate, simulatedThreshold } from './mmd-window-reference'

/** What is known before the first row. */
interface WindowCalibration {
  /** Rows that windows are compared with, row-major. */
  comparison: Float64Array
  within: number
  sigma: number
  gamma: number
  threshold: number
}

interface WindowState extends MachineState {
  /** The window's rows in a ring, and of each: mean kernel value with the comparison rows, sum with later rows. */
  rows: Float64Array
  cross: Float64Array
  later: Float64Array
  crossSum: number
  pairSum: number
  mmd2: number
}

export const givenRule = ({ threshold }: WindowParams): string =>
  `Alarm above ${formatNumber(threshold)}, as given; the windows are compared with the whole reference.`

/**
 * The same statistic as the run over a whole test sample, to the last bit, row by row: O(n + w) kernel values each.
 * Sums over the window are kept in whole numbers, which add and subtract exactly (`kernels/sliding.ts`).
 */
export const machine: Machine<WindowParams, WindowState, WindowCalibration> = {
  *calibrate(p, { reference, columns }): Computation<WindowCalibration> {
    const sample = checkedReference(p, reference, columns)
    const { comparison, within, bandwidth, model } = yield* prepareReference(sample, p)
    const threshold =
      p.control === 'given'
        ? p.threshold
        : simulatedThreshold((yield* simulate(model, rowWindows(p.window, p.window, 1), p)).largest, p)
    const { sigma, gamma } = bandwidth
    return { comparison: comparison.values.slice(), within, sigma, gamma, threshold }
  },

  start: ({ window }, { columns }) => ({
    n: 0,
    drift: false,
    warning: false,
    rows: new Float64Array(window * columns),
    cross: new Float64Array(window),
    later: new Float64Array(window),
    crossSum: 0,
    pairSum: 0,
    mmd2: Number.NaN,
  }),

  // An alarm says that the window differs; the next one is judged as it is.
  restart: (state) => state,

  update(s, row, { window, step }, { columns: d, calibration }) {
    const { comparison, within, gamma, threshold } = calibration
    const slot = s.n % window
    if (s.n >= window) {
      s.crossSum -= s.cross[slot]!
      s.pairSum -= s.later[slot]!
    }
    const mean = meanKernel(row, comparison, d, gamma) * fixedPointScale(window)
    s.cross[slot] = roundWhole(mean)
    s.crossSum += s.cross[slot]
    s.later[slot] = 0
    const scale = fixedPointScale(window * window)
    for (let i = Math.max(0, s.n - window + 1); i < s.n; i++) {
      const other = i % window
      const k = roundWhole(rbf(distance(row, s.rows, other * d, d), gamma) * scale)
      s.pairSum += k
      s.later[other]! += k
    }
    s.rows.set(row, slot * d)
    s.n++
    const isJudged = s.n >= window && (s.n - window) % Math.max(1, step) === 0
    s.mmd2 = isJudged
      ? within +
        (2 * s.pairSum) / scale / (window * (window - 1)) -
        (2 * s.crossSum) / fixedPointScale(window) / window
      : Number.NaN
    s.drift = s.mmd2 > threshold
  },

  layout: (p, { calibration }) => ({
    statisticName: 'MMD²',
    unit: '',
    series: ['MMD²'],
    threshold: calibration.threshold,
    side: 'above',
    limits: [],
    lines: [],
    thresholdRule:
      p.control === 'given'
        ? givenRule(p)
        : `α = ${formatNumber(p.alpha)} for each window: the 1 − α quantile of ${p.simulations} simulated windows.`,
    warmUp: p.window,
  }),

  read: (s, _, into) => {
    into[0] = s.mmd2
  },

  internals: (s) => ({ n: s.n, mmd2: s.mmd2 }),
  rowsPerSlice: 20,
}

/** @throws DriftError where the window cannot be judged row by row */
function checkedReference(p: WindowParams, reference: Sample | null, columns: number): Sample {
  if (!reference) throw new DriftError('needs-reference', 'MMD over time needs a reference.')
  if (reference.columns.length !== columns)
    throw new DriftError(
      'different-columns',
      `The reference has ${reference.columns.length} columns and the stream ${columns}. MMD over time needs the same in both.`,
    )
  if (p.windowBy === 'time')
    throw new DriftError(
      'needs-rows',
      'Row by row nothing is known of times: set Window by to Rows, or run over a whole test sample.',
    )
  if (p.control === 'stream')
    throw new DriftError(
      'needs-length',
      'α for a whole stream needs its length, which nobody knows row by row: set False alarms to α a window or to Threshold given, or use online MMD.',
    )
  checkRows('MMD over time', 'reference', reference, p.control === 'given' ? 2 : Math.max(8, 2 * p.window))
  checkFinite('reference', reference)
  if (p.control === 'pointwise' && p.alpha * (p.simulations + 1) < 1 - 1e-9)
    throw new DriftError(
      'too-few-simulations',
      `Simulated streams must be at least ${Math.ceil(1 / p.alpha - 1)} for α = ${formatNumber(p.alpha)}.`,
    )
  return reference
}

/** |row − other|² in the order of the columns; the other stands at `at`. */
function distance(row: Float64Array, others: Float64Array, at: number, d: number): number {
  let sum = 0
  for (let k = 0; k < d; k++) {
    const difference = row[k]! - others[at + k]!
    sum += difference * difference
  }
  return sum
}

function meanKernel(row: Float64Array, table: Float64Array, d: number, gamma: number): number {
  let sum = 0
  for (let at = 0; at < table.length; at += d) sum += rbf(distance(row, table, at, d), gamma)
  return sum / (table.length / d)
}
