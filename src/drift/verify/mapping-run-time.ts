import type { Sample } from '../sample'
import { type Json, toJson } from '../snapshot'
import { type DetectorStream, openStream, restoreStream } from '../stream'
import { decode, type GoldenCase, type GoldenFile, inputNames, inputOf } from './cases'
import { compare, toleranceOf } from './compare'
import type { Mapped } from './mapped'
import { renamed } from './mapped'
import { sampleOfRows } from './samples'
import { log } from '../math/log'
import { power } from '../math/power'

/**
 * Online CvM and FET of Alibi Detect. Their thresholds are simulated, so that they differ from run to run: the
 * statistics are compared as they are, our thresholds with the library's within what simulation allows, and the flags
 * with the library's thresholds put into a snapshot of our stream.
 */

/** Arguments that choose how and what is computed elsewhere, and no number. */
const NO_NUMBER = ['verbose', 'batch_size', 'n_features', 'input_shape', 'data_type', 't_max']

export function mapCvmOnline(c: GoldenCase, file: GoldenFile): Mapped {
  return mapRunTime(c, file, 'cvm-online', {})
}

export function mapFetOnline(c: GoldenCase, file: GoldenFile): Mapped {
  const { alternative = 'greater', ...params } = c.params
  const direction = { greater: 'up', increase: 'up', less: 'down', decrease: 'down' }[String(alternative)]
  if (direction === undefined)
    throw new Error(`nothing says what the alternative '${String(alternative)}' is`)
  return mapRunTime({ ...c, params }, file, 'fet-online', { direction })
}

function mapRunTime(c: GoldenCase, file: GoldenFile, detector: string, more: { direction?: string }): Mapped {
  const { window_sizes: sizes, ...rest } = c.params
  if (!Array.isArray(sizes)) throw new Error('the case has no window_sizes')
  const named = Object.fromEntries(Object.entries(rest).filter(([name]) => !NO_NUMBER.includes(name)))
  const params = renamed(
    { ...c, params: named },
    {
      ert: 'runTime',
      n_bootstraps: 'simulations',
      ...(detector === 'fet-online' ? { lam: 'smoothing' } : {}),
    },
    {
      ...more,
      windows: sizes
        .map(Number)
        .toSorted((a, b) => a - b)
        .join(','),
    },
  )
  return {
    kind: 'custom',
    detector,
    check: () => checkRunTime(c, file, detector, params, sizes.map(Number)),
  }
}

async function checkRunTime(
  c: GoldenCase,
  file: GoldenFile,
  detector: string,
  params: Record<string, number | string | boolean>,
  sizes: readonly number[],
): Promise<string[]> {
  const [first = '', second = ''] = inputNames(c)
  const reference = sampleOfRows(inputOf(file, first))
  const rows = inputOf(file, second).map((row) => row.map(Number))
  const d = reference.columns.length
  const theirs = (decode(c.expected['thresholds']) as (number | number[])[]).map((x) =>
    Array.isArray(x) ? x[0]! : x,
  )
  // As many streams as the library drew, or what we ask for where that is more.
  const rate = 1 - power(1 - 1 / Number(params['runTime']), 1 / d)
  const drawn = Number(params['simulations'] ?? 10_000)
  const simulations = Math.max(200, drawn, Math.ceil(20 / rate))
  const ours = await openStream(
    detector,
    { ...params, simulations, reset: 'none', missing: 'propagate' },
    { reference },
  )
  const wrong = compareThresholds(ours, theirs, c, rate * Math.min(drawn, simulations))
  const stream = await withThresholds(ours, theirs, reference)
  const seen = rows.map((row) => {
    const step = stream.update(row)
    const internals = stream.internals()
    const statistics = sizes.map((size) =>
      Array.from(
        { length: d },
        (_, j) => internals[detector === 'fet-online' ? `w${size}` : `w${size}_${j}`]!,
      ),
    )
    return { drift: step.drift, statistics }
  })
  for (const [field, value] of Object.entries(c.expected)) {
    if (field === 'stats_per_window')
      wrong.push(
        ...compare(
          field,
          seen.map((s) => s.statistics.map(([x]) => x)),
          value,
          toleranceOf(c),
        ),
      )
    else if (field === 'stats_per_window_and_feature')
      wrong.push(
        ...compare(
          field,
          seen.map((s) => s.statistics),
          value,
          toleranceOf(c),
        ),
      )
    else if (field === 'drift') wrong.push(...compareFlags(seen, theirs, value as [number, number][], c))
    else if (field !== 'thresholds' && field !== 'permit_probs') wrong.push(`nothing says what '${field}' is`)
  }
  return wrong
}

/** The same stream with other thresholds; where a statistic equals one, it goes on. */
function withThresholds(
  stream: DetectorStream,
  thresholds: readonly number[],
  reference: Sample,
): Promise<DetectorStream> {
  const kept = stream.snapshot() as Record<string, Json>
  const calibration = kept['calibration'] as Record<string, Json>
  const permitted =
    'permitted' in calibration ? { permitted: toJson(new Float64Array(thresholds.length).fill(1)) } : {}
  return restoreStream(
    {
      ...kept,
      calibration: { ...calibration, ...permitted, thresholds: toJson(Float64Array.from(thresholds)) },
    },
    reference,
  )
}

/** Flags are exact where no statistic lies on its threshold: there the library throws a coin, in single precision. */
function compareFlags(
  seen: readonly { drift: boolean; statistics: number[][] }[],
  thresholds: readonly number[],
  ranges: readonly (readonly [number, number])[],
  c: GoldenCase,
): string[] {
  const tolerance = toleranceOf(c)
  return seen.flatMap(({ drift, statistics }, t) => {
    const threshold = thresholds[Math.min(t, thresholds.length - 1)]!
    const values = statistics.flat().filter((x) => !Number.isNaN(x))
    const largest = Math.max(...values)
    const onIt = Math.abs(largest - threshold) <= Math.max(tolerance.abs, tolerance.rel * Math.abs(largest))
    const expected = ranges.some(([from, to]) => from <= t && t <= to)
    return onIt || drift === expected ? [] : [`drift at row ${t}: ${drift}, expected ${expected}`]
  })
}

/**
 * Both are quantiles of simulated streams at the same rate. In the tail, where P(statistic > x) falls like e^(−λx) or
 * faster, the standard error of a quantile is about its size / ln(1/rate) / √(streams beyond it): six of them are let
 * pass, and for FET, whose statistic takes few values, one such value to either side.
 */
function compareThresholds(
  stream: DetectorStream,
  theirs: readonly number[],
  c: GoldenCase,
  beyond: number,
): string[] {
  const kept = stream.snapshot() as { calibration: { thresholds: { values: Json[] }; tables?: unknown[] } }
  const ours = kept.calibration.thresholds.values.map((x) => (typeof x === 'number' ? x : Number.NaN))
  // A longer horizon (t_max) repeats what the last rows say.
  if (ours.length > theirs.length) return [`${ours.length} thresholds, expected ${theirs.length}`]
  const rate = 1 / Number(c.params['ert'])
  const share = (6 * Math.sqrt(2 / beyond)) / log(1 / rate)
  return ours.flatMap((x, t) => {
    const y = theirs[t]!
    if (Number.isNaN(x) && Number.isNaN(y)) return []
    // 1 − p: what is small is p, and a neighbouring value of it is up to three times as large.
    const near = kept.calibration.tables
      ? Math.abs(log((1 - x) / (1 - y))) <= log(3)
      : Math.abs(x - y) <= share * Math.max(Math.abs(x), Math.abs(y))
    return near ? [] : [`threshold of row ${t}: ${x}, expected about ${y}`]
  })
}
