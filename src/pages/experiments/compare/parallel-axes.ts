import type { ColouredRun } from './colouring'
import { numberInText } from '~/domain/mlflow/filter/values'
import { lastOf, type PlannedMetric } from '~/domain/mlflow/series/metric-plan'

/** An axis of the parallel picture: one value a run. */
export type RunAxis = { key: string; title: string } & (
  | { kind: 'number'; values: Float64Array }
  | { kind: 'category'; values: readonly (string | null)[] }
)

/** Axes of one picture, at most. */
const MOST_PARAMS = 5
const MOST_METRICS = 4

/** Parameters that differ, the rarest values last, then the most telling metrics; numbers where all values are numbers. */
export function parallelAxes(runs: readonly ColouredRun[], metrics: readonly PlannedMetric[]): RunAxis[] {
  const keys = [...new Set(runs.flatMap(({ run }) => run.params.map(({ key }) => key)))]
  const params = keys
    .map((key): RunAxis => paramAxis(runs, key))
    .filter(({ values }) => new Set<string | number | null>(values).size > 1)
    .slice(0, MOST_PARAMS)
  const telling = metrics
    .filter(({ isDiffering, isSystem }) => isDiffering && !isSystem)
    .slice(0, MOST_METRICS)
    .map(({ key }): RunAxis => ({
      key: `metric:${key}`,
      title: key,
      kind: 'number',
      values: Float64Array.from(runs, ({ run }) => finite(lastOf(run, key))),
    }))
  return [...params, ...telling]
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
