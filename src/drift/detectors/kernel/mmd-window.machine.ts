import { counted, formatCount, formatNumber } from '~/lib/format'
import type { Computation } from '../../define'
import { DriftError } from '../../errors'
import { meanKernel, rowTable, rowTableOf } from '../../kernels/row-table'
import { emptyWindow, pushRow, windowMmd, type WindowSums } from '../../kernels/window-sums'
import { rowWindows } from '../../kernels/windows'
import type { Machine, MachineState } from '../../machine'
import type { Sample } from '../../sample'
import { checkFinite, checkRows } from '../check-samples'
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
  window: WindowSums
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
    window: emptyWindow(window, columns),
    mmd2: Number.NaN,
  }),

  // An alarm says that the window differs; the next one is judged as it is.
  restart: (state) => state,

  update(s, row, { window, step }, { calibration }) {
    const { comparison, within, gamma, threshold } = calibration
    const d = row.length
    const table = rowTableOf(comparison, () => rowTable(comparison, d))
    pushRow(s.window, row, meanKernel(table, comparison.length / d, row, gamma), gamma)
    s.n++
    const isJudged = (s.n - window) % Math.max(1, step) === 0
    s.mmd2 = isJudged ? windowMmd(s.window, within) : Number.NaN
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
      `The reference has ${counted(reference.columns.length, 'column')} and the stream ${formatCount(columns)}. MMD over time needs the same in both.`,
    )
  if (p.windowBy === 'time')
    throw new DriftError(
      'needs-rows',
      'Row by row nothing is known of times: set Window by to Rows, or run over a whole test sample.',
    )
  if (p.control === 'stream')
    throw new DriftError(
      'needs-length',
      'α for a whole stream needs its length, which nobody knows row by row: set False alarms to α per window or to Threshold given, or use online MMD.',
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
