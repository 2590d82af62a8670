import type { ColouredRun } from './colouring'
import { numberInText } from '~/domain/mlflow/filter/values'
import { lastOf, type PlannedMetric } from '~/domain/mlflow/series/metric-plan'

/** An axis of the parallel picture: one value a run. */
export type RunAxis = { key: string; title: string } & (
  | { kind: 'number'; values: Float64Array; isLog?: boolean }
  | { kind: 'category'; values: readonly (string | null)[] }
)

/** Axes of one picture, at most, where nobody chose them. */
const MOST_PARAMS = 5
const MOST_METRICS = 4
/** Positive values of which the largest is so many times the smallest stand on a logarithmic axis. */
const MANY_TIMES = 100

/**
 * The axes of a picture: numbers where all values are numbers.
 * @param chosen "param:" or "metric:" and a key; none: parameters that differ, then the most telling metrics
 */
export function parallelAxes(
  runs: readonly ColouredRun[],
  metrics: readonly PlannedMetric[],
  chosen: readonly string[],
): RunAxis[] {
  const axes =
    chosen.length > 0
      ? chosen.map((id) =>
          id.startsWith('param:')
            ? paramAxis(runs, id.slice('param:'.length))
            : metricAxis(runs, id.replace(/^metric:/, '')),
        )
      : tellingAxes(runs, metrics)
  return axes.map((axis) =>
    axis.kind === 'number' && spansDecades(axis.values) ? { ...axis, isLog: true } : axis,
  )
}

/** Of each kind, on a phone. */
const FEW = 2

/** As many of them as a phone has room for, and those with a brush: it decides what passes. */
export function fewAxes(axes: readonly RunAxis[], brushed: readonly string[]): RunAxis[] {
  const first = (kind: string) => axes.filter(({ key }) => key.startsWith(kind)).slice(0, FEW)
  const kept = new Set([...first('param:'), ...first('metric:')].map(({ key }) => key).concat(brushed))
  return axes.filter(({ key }) => kept.has(key))
}

function tellingAxes(runs: readonly ColouredRun[], metrics: readonly PlannedMetric[]): RunAxis[] {
  const keys = [...new Set(runs.flatMap(({ run }) => run.params.map(({ key }) => key)))]
  const params = keys
    .map((key): RunAxis => paramAxis(runs, key))
    .filter(({ values }) => new Set<string | number | null>(values).size > 1)
    .slice(0, MOST_PARAMS)
  const telling = metrics
    .filter(({ isDiffering, isSystem }) => isDiffering && !isSystem)
    .slice(0, MOST_METRICS)
    .map(({ key }) => metricAxis(runs, key))
  return [...params, ...telling]
}

const metricAxis = (runs: readonly ColouredRun[], key: string): RunAxis => ({
  key: `metric:${key}`,
  title: key,
  kind: 'number',
  values: Float64Array.from(runs, ({ run }) => finite(lastOf(run, key))),
})

/** Whether values, unknown ones aside, are read by their magnitude: all positive, and of several decades. */
export function spansDecades(values: Float64Array): boolean {
  const known = values.filter((value) => !Number.isNaN(value))
  const least = Math.min(...known)
  return known.length > 0 && least > 0 && Math.max(...known) >= MANY_TIMES * least
}

function paramAxis(runs: readonly ColouredRun[], key: string): RunAxis {
  const texts = runs.map(({ run }) => run.params.find((param) => param.key === key)?.value ?? null)
  const numbers = texts.map((text) => (text === null ? Number.NaN : (numberInText(text) ?? null)))
  const base = { key: `param:${key}`, title: key }
  return numbers.includes(null)
    ? { ...base, kind: 'category', values: texts }
    : { ...base, kind: 'number', values: Float64Array.from(numbers, (value) => value ?? Number.NaN) }
}

/** Infinite values have no place on an axis: they stand with the unknown ones. */
const finite = (value: number | undefined): number =>
  value !== undefined && Number.isFinite(value) ? value : Number.NaN
