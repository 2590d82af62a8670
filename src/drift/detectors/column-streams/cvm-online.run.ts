import { formatCount } from '~/lib/format'
import type { Computation } from '../../define'
import type { Machine, MachineState } from '../../machine'
import { machineRun } from '../../machine-run'
import { sortedCopy } from '../../math/sort'
import { integersOf } from '../../params'
import { withProgress } from '../../with-progress'
import { below, createRandom, markSubset, PURPOSE } from '../../random'
import type { Sample } from '../../sample'
import { checkFinite, checkRows } from '../check-samples'
import { cvmOnline, type CvmOnlineParams } from './cvm-online'
import {
  countBelow,
  type CvmReference,
  cvmReference,
  cvmStatistic,
  type CvmWindow,
  cvmWindow,
  insert,
  remove,
} from './cvm-window'
import { sequentialThresholds, simulationPlan } from './run-time-thresholds'

interface Calibration {
  references: CvmReference[]
  /** For row t (from 1) of a stream entry t − 1, the last one for all later rows; NaN where no window is full. */
  thresholds: Float64Array
}

interface CvmOnlineState extends MachineState {
  threshold: number
  columns: {
    /** The newest values, a ring of the largest window. */
    newest: Float64Array
    windows: CvmWindow[]
    /** Of each window; NaN where it is not full. */
    statistics: Float64Array
    largest: number
  }[]
}

/** Beyond this many columns the largest of all is drawn, and no longer each. */
const MOST_DRAWN = 8

/**
 * Online Cramér–von Mises as in Alibi Detect (after Ross & Adams 2012, doi 10.1080/00224065.2012.11917887): for each
 * column the largest of the normalised statistics of all windows, against a threshold of the row. Thresholds are
 * simulated once from a seed: ranks do not depend on the distribution, so that they hold for any continuous one.
 */
export const machine: Machine<CvmOnlineParams, CvmOnlineState, Calibration> = {
  *calibrate(p, { reference, columns }) {
    const sample = reference!
    checkRows(cvmOnline.name, 'reference', sample, 2)
    checkFinite('reference', sample)
    const references: CvmReference[] = []
    for (let j = 0; j < columns; j++) {
      const told = () => ({ done: j, total: columns, phase: 'columns' })
      references.push(cvmReference(yield* withProgress(sortedCopy(columnOf(sample, j)), told)))
    }
    const sizes = integersOf(p.windows)
    return { references, thresholds: yield* simulatedThresholds(p, sizes, sample.rows, columns) }
  },

  start: (p, { columns }) => {
    const sizes = integersOf(p.windows)
    return {
      n: 0,
      drift: false,
      warning: false,
      threshold: Number.NaN,
      columns: Array.from({ length: columns }, () => ({
        newest: new Float64Array(sizes.at(-1)!),
        windows: sizes.map(cvmWindow),
        statistics: new Float64Array(sizes.length).fill(Number.NaN),
        largest: Number.NaN,
      })),
    }
  },

  update(s, row, _p, { calibration: { references, thresholds } }) {
    s.threshold = thresholds[Math.min(s.n, thresholds.length - 1)]!
    s.drift = false
    s.columns.forEach((column, j) => {
      take(column, row[j]!, s.n, references[j]!)
      if (column.largest > s.threshold) s.drift = true
    })
    s.n++
  },

  layout: (p, { reference, columns }) => {
    const sizes = integersOf(p.windows)
    const drawn = columns <= MOST_DRAWN
    return {
      statisticName: 'Cramér–von Mises statistic',
      unit: '',
      series: drawn ? reference!.columns : [`largest of ${columns} columns`],
      threshold: null,
      side: 'above',
      limits: [{ name: 'threshold', level: 'drift' }],
      lines: drawn
        ? sizes.map((size) => ({
            title: `Window of ${formatCount(size)} rows`,
            yLabel: 'normalised statistic',
            series: reference!.columns,
          }))
        : [],
      thresholdRule: `Alarm where a column exceeds the threshold of the row; from ${formatCount(simulationPlan(p, columns, 2 * sizes.at(-1)! - 1).streams)} simulated streams without change, for one false alarm in ${formatCount(p.runTime)} rows on average${p.reset === 'auto' ? '; after an alarm the windows start empty' : ''}.`,
      warmUp: sizes[0]!,
      heldToReference: sizes.at(-1)!,
    }
  },

  read(s, _p, into) {
    const drawn = s.columns.length <= MOST_DRAWN
    const d = drawn ? s.columns.length : 1
    s.columns.forEach((column, j) => {
      const k = drawn ? j : 0
      if (!(into[k]! >= column.largest)) into[k] = column.largest
      if (drawn) column.statistics.forEach((x, i) => (into[d + 1 + i * d + j] = x))
    })
    into[d] = s.threshold
  },

  fired: ({ columns, threshold }) =>
    columns.length > MOST_DRAWN
      ? 1
      : columns.reduce((bits, { largest }, j) => bits | (largest > threshold ? 1 << j : 0), 0),

  internals: (s, p) => ({
    n: s.n,
    threshold: s.threshold,
    ...Object.fromEntries(
      integersOf(p.windows).flatMap((size, i) =>
        s.columns.map((column, j) => [`w${size}_${j}`, column.statistics[i]!]),
      ),
    ),
  }),

  rowsPerSlice: 20,
}

/** One more value, the `n`-th from 0, in the windows of a column. */
function take(
  column: CvmOnlineState['columns'][number],
  x: number,
  n: number,
  reference: CvmReference,
): void {
  const { newest, windows, statistics } = column
  const rows = reference.values.length
  const missing = Number.isNaN(x)
  const less = missing ? 0 : countBelow(reference.values, rows, x, false)
  const upTo = missing ? 0 : countBelow(reference.values, rows, x, true)
  column.largest = Number.NaN
  for (const [i, window] of windows.entries()) {
    const size = window.values.length
    if (n >= size) {
      const oldest = newest[(n - size) % newest.length]!
      if (!Number.isNaN(oldest)) remove(window, oldest)
    }
    if (!missing) insert(window, x, less, upTo)
    const value = window.length === size ? cvmStatistic(window, reference) : Number.NaN
    statistics[i] = value
    if (!(column.largest >= value)) column.largest = Number.isNaN(value) ? column.largest : value
  }
  newest[n % newest.length] = x
}

/**
 * Only the order of all values counts, and without change every order is as likely: which places of the pooled order
 * belong to the stream is a random subset, and their order in time a random permutation.
 */
function* simulatedThresholds(
  p: CvmOnlineParams,
  sizes: readonly number[],
  n: number,
  columns: number,
): Computation<Float64Array> {
  const rows = 2 * sizes.at(-1)! - 1
  const { rate, streams } = simulationPlan(p, columns, rows)
  const reference = cvmReference(Float64Array.from({ length: n }, (_, i) => i))
  const largest = new Float64Array(streams * rows).fill(Number.NaN)
  const marks = new Uint8Array(n + rows)
  const places = new Float64Array(rows)
  const lower = new Uint32Array(rows)
  let work = 0
  for (let b = 0; b < streams; b++) {
    const random = createRandom(p.seed, PURPOSE.simulation, b)
    markSubset(random, n + rows, rows, marks)
    work += (n + rows) / 8
    for (let place = 0, t = 0; place < marks.length; place++) {
      if (marks[place] !== 1) continue
      places[t] = place
      lower[t] = place - t
      t++
    }
    for (let i = rows - 1; i > 0; i--) {
      const j = below(random, i + 1)
      const [place, less] = [places[i]!, lower[i]!]
      places[i] = places[j]!
      lower[i] = lower[j]!
      places[j] = place
      lower[j] = less
    }
    for (const size of sizes) {
      const window = cvmWindow(size)
      for (let t = 0; t < rows; t++) {
        if (t >= size) remove(window, places[t - size]!)
        insert(window, places[t]!, lower[t]!, lower[t]!)
        if (t + 1 < size) continue
        const value = cvmStatistic(window, reference)
        const at = b * rows + t
        if (!(largest[at]! >= value)) largest[at] = value
        work += size
        if (work > 100_000) {
          work = 0
          yield { done: b, total: streams, phase: 'simulated streams' }
        }
      }
    }
  }
  const { thresholds } = yield* sequentialThresholds(
    largest,
    rows,
    sizes[0]! - 1,
    (ascending) => ({ threshold: quantile(ascending, 1 - rate), permitted: 1 }),
    () => true,
  )
  return thresholds
}

/** Between order statistics (type 7 of Hyndman & Fan 1996, doi 10.1080/00031305.1996.10473566). */
function quantile(ascending: Float64Array, level: number): number {
  const place = level * (ascending.length - 1)
  const i = Math.floor(place)
  const x = ascending[i]!
  return x + (place - i) * ((ascending[i + 1] ?? x) - x)
}

function columnOf({ rows, columns, values }: Sample, j: number): Float64Array {
  const d = columns.length
  return Float64Array.from({ length: rows }, (_, i) => values[i * d + j]!)
}

export const run = machineRun(cvmOnline, machine)
