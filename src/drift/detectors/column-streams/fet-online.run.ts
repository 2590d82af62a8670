import { formatCount } from '~/lib/format'
import type { Computation } from '../../define'
import { DriftError } from '../../errors'
import type { Machine, MachineState } from '../../machine'
import { machineRun } from '../../machine-run'
import { hypergeometricCdf, hypergeometricTail } from '../../math/hypergeometric'
import { integersOf } from '../../params'
import { createRandom, PURPOSE, uniform } from '../../random'
import type { Sample } from '../../sample'
import { checkBit } from '../check-bit'
import { checkFinite, checkRows } from '../check-samples'
import { fetOnline, type FetOnlineParams } from './fet-online'
import { sequentialThresholds, type Stop, simulationPlan } from './run-time-thresholds'

interface Calibration {
  /** For each window, 1 − p by its number of ones. */
  tables: Float64Array[]
  /** For row t (from 1) of a stream entry t − 1, the last one for all later rows; NaN where no window is full. */
  thresholds: Float64Array
  /** With what probability a statistic that equals the threshold is no alarm. */
  permitted: Float64Array
}

interface FetOnlineState extends MachineState {
  /** The newest values, a ring of the largest window. */
  newest: Float64Array
  /** Of each window: its ones, missing values and smoothed 1 − p. */
  ones: number[]
  missing: number[]
  statistics: number[]
  largest: number
  threshold: number
}

/** Coins of a stream have their own numbers, beyond those of simulated streams. */
const COIN = 2 ** 31

/**
 * Online Fisher exact test as in Alibi Detect (after Ross, Tasoulis & Adams 2013, doi 10.1007/s00180-012-0311-7): 1 − p of
 * the one-sided test of each window against the reference, smoothed, the largest of them against a threshold of the
 * row. The statistic takes few values, so that a threshold is often one of them: on it, a seeded coin decides, with
 * the probability that keeps the expected run time.
 */
export const machine: Machine<FetOnlineParams, FetOnlineState, Calibration> = {
  *calibrate(p, { reference }) {
    const sample = reference!
    const ones = onesOf(sample)
    const sizes = integersOf(p.windows)
    const tables: Float64Array[] = []
    for (const size of sizes) tables.push(yield* tableOf(size, sample.rows, ones, p.direction))
    return { tables, ...(yield* simulated(p, sizes, tables, ones / sample.rows)) }
  },

  start: (p) => {
    const sizes = integersOf(p.windows)
    return {
      n: 0,
      drift: false,
      warning: false,
      newest: new Float64Array(sizes.at(-1)!),
      ones: sizes.map(() => 0),
      missing: sizes.map(() => 0),
      statistics: sizes.map(() => Number.NaN),
      largest: Number.NaN,
      threshold: Number.NaN,
    }
  },

  update(s, row, p, { calibration: { tables, thresholds, permitted } }) {
    const x = row[0]!
    checkBit(fetOnline.name, 'A value', x)
    const at = Math.min(s.n, thresholds.length - 1)
    s.threshold = thresholds[at]!
    s.largest = Number.NaN
    for (const [k, table] of tables.entries()) {
      const size = table.length - 1
      if (s.n >= size) count(s, k, s.newest[(s.n - size) % s.newest.length]!, -1)
      count(s, k, x, 1)
      if (s.n + 1 < size) continue
      const value = s.missing[k]! > 0 ? Number.NaN : smooth(s.statistics[k]!, table[s.ones[k]!]!, p.smoothing)
      s.statistics[k] = value
      if (value > s.largest || Number.isNaN(s.largest)) s.largest = value
    }
    s.newest[s.n % s.newest.length] = x
    s.drift =
      s.largest > s.threshold ||
      (s.largest === s.threshold &&
        uniform(createRandom(p.seed, PURPOSE.simulation, COIN + (s.n % COIN))) >= permitted[at]!)
    s.n++
  },

  layout: (p) => {
    const sizes = integersOf(p.windows)
    return {
      statisticName: '1 − p, smoothed',
      unit: '',
      series: ['largest of the windows'],
      threshold: null,
      side: 'above',
      limits: [{ name: 'threshold', level: 'drift' }],
      lines: [
        { title: 'By window', yLabel: '1 − p, smoothed', series: sizes.map((size) => `${size} rows`) },
        { title: 'Share of ones', yLabel: 'share', series: sizes.map((size) => `${size} rows`) },
      ],
      thresholdRule: `Alarm above the threshold of the row, and on it with the probability that a seeded coin gives; from ${formatCount(simulationPlan(p, 1, 2 * sizes.at(-1)! - 1).streams)} simulated streams without change, for one false alarm in ${formatCount(p.runTime)} rows on average${p.reset === 'auto' ? '; after an alarm the windows start empty' : ''}.`,
      warmUp: sizes[0]!,
      heldToReference: sizes.at(-1)!,
    }
  },

  read(s, p, into) {
    into[0] = s.largest
    into[1] = s.threshold
    const sizes = integersOf(p.windows)
    sizes.forEach((size, k) => {
      into[2 + k] = s.statistics[k]!
      if (s.n >= size && s.missing[k] === 0) into[2 + sizes.length + k] = s.ones[k]! / size
    })
  },

  internals: (s, p) => ({
    n: s.n,
    threshold: s.threshold,
    largest: s.largest,
    ...Object.fromEntries(integersOf(p.windows).map((size, k) => [`w${size}`, s.statistics[k]!])),
  }),
}

/** @throws DriftError `too-few-rows`, `not-finite`, `not-binary`, `constant-reference` */
function onesOf(reference: Sample): number {
  checkRows(fetOnline.name, 'reference', reference, 2)
  checkFinite('reference', reference)
  let ones = 0
  reference.values.forEach((x, i) => {
    checkBit(fetOnline.name, `Row ${formatCount(reference.rowNumbers[i])} of the reference`, x)
    ones += x
  })
  if (ones === 0 || ones === reference.rows)
    throw new DriftError(
      'constant-reference',
      `The reference holds only ${ones === 0 ? 'zeros' : 'ones'}, from which no threshold can be found. Choose a reference that has zeros and ones.`,
    )
  return ones
}

/** A value enters a window (1) or leaves it (−1). */
function count(s: FetOnlineState, k: number, x: number, sign: 1 | -1): void {
  if (Number.isNaN(x)) s.missing[k]! += sign
  else s.ones[k]! += sign * x
}

/** Of a window that was full before; its first statistic stands as it is. Simulation and stream take the same steps. */
function smooth(before: number, value: number, weight: number): number {
  return Number.isNaN(before) ? value : (1 - weight) * before + weight * value
}

/** 1 − p of Fisher's one-sided test, for 0 … w ones in a window against `ones` in n reference rows. */
function* tableOf(w: number, n: number, ones: number, direction: 'up' | 'down'): Computation<Float64Array> {
  const table = new Float64Array(w + 1)
  for (let k = 0; k <= w; k++) {
    const urn = { total: n + w, marked: ones + k, drawn: w }
    table[k] = 1 - (direction === 'up' ? hypergeometricTail(k, urn) : hypergeometricCdf(k, urn))
    yield { done: k, total: w, phase: 'tables' }
  }
  return table
}

function* simulated(
  p: FetOnlineParams,
  sizes: readonly number[],
  tables: readonly Float64Array[],
  share: number,
): Computation<Pick<Calibration, 'thresholds' | 'permitted'>> {
  const rows = 2 * sizes.at(-1)! - 1
  const { rate, streams } = simulationPlan(p, 1, rows)
  const largest = new Float64Array(streams * rows).fill(Number.NaN)
  const stream = new Uint8Array(rows)
  for (let b = 0; b < streams; b++) {
    const random = createRandom(p.seed, PURPOSE.simulation, b)
    for (let t = 0; t < rows; t++) stream[t] = uniform(random) < share ? 1 : 0
    for (const [k, size] of sizes.entries()) {
      let ones = 0
      let value = Number.NaN
      for (let t = 0; t < rows; t++) {
        ones += stream[t]! - (t >= size ? stream[t - size]! : 0)
        if (t + 1 < size) continue
        value = smooth(value, tables[k]![ones]!, p.smoothing)
        const at = b * rows + t
        if (!(largest[at]! >= value)) largest[at] = value
      }
    }
    yield { done: b, total: streams, phase: 'simulated streams' }
  }
  const coin = createRandom(p.seed, PURPOSE.simulation, COIN - 1)
  return yield* sequentialThresholds(
    largest,
    rows,
    sizes[0]! - 1,
    (ascending) => stopAt(ascending, 1 - rate),
    (_stream, _row, permitted) => uniform(coin) < permitted,
  )
}

/** The smallest statistic that a share of `level` does not exceed, and how many of those on it go on to make it exact. */
function stopAt(ascending: Float64Array, level: number): Stop {
  const n = ascending.length
  const threshold = ascending[Math.min(n - 1, Math.ceil(level * n) - 1)]!
  const less = ascending.findIndex((x) => x >= threshold)
  const equal = ascending.findLastIndex((x) => x === threshold) + 1 - less
  return { threshold, permitted: Math.min(1, Math.max(0, (level * n - less) / equal)) }
}

export const run = machineRun(fetOnline, machine)
