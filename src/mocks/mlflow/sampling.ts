import type { MetricRow } from './tables'

type Range = readonly [first: number, last: number] | null

const rank = ({ value }: MetricRow): number => (typeof value === 'number' ? value : 0)

const byStep = (a: MetricRow, b: MetricRow): number =>
  a.step - b.step || a.timestamp - b.timestamp || rank(a) - rank(b)

/**
 * How servers before 3.5 thin histories: at equal strides over the steps of all runs together, and with the first and
 * last step of each run. In the later part of a range a stride falls behind the number of steps and is lost, so that
 * zooming in shows the end alone; steps below 0 come only where a range is given.
 * Source: mlflow 2.21.3, server/handlers.py, `_get_sampled_steps_from_steps`.
 * @param runs a history each, in any order
 */
export function sampledByStep(
  runs: readonly (readonly MetricRow[])[],
  most: number,
  range: Range,
): MetricRow[][] {
  const all = [...new Set(runs.flat().map(({ step }) => step))].sort((a, b) => a - b)
  const [first, last] = range ?? [0, all.at(-1) ?? 0]
  const inRange = all.filter((step) => step >= first && step <= last)
  const ends = runs.flatMap((metrics) => endsOf(metrics.map(({ step }) => step)))
  const kept = new Set(ends.filter((step) => step >= first && step <= last))
  if (inRange.length <= most) for (const step of inRange) kept.add(step)
  else {
    const start = all.findIndex((step) => step >= first)
    for (let i = 0; i < most; i += 1) {
      const at = start + Math.floor((i * inRange.length) / most)
      const step = all[at]
      // The server's fault: `at` counts from the first step of all, what it is held to from the first of the range.
      if (at < inRange.length && step !== undefined) kept.add(step)
    }
    for (const step of inRange.slice(-1)) kept.add(step)
  }
  return runs.map((metrics) => metrics.filter(({ step }) => kept.has(step)).toSorted(byStep))
}

/**
 * How servers from 3.15 on thin a history: into equal parts by rows, of which each gives its first row, and the last row
 * of all. Source: mlflow 3.17.2, store/tracking/sqlalchemy_store.py, `_sample_rows_with_window_functions`.
 */
export function sampledByRow(metrics: readonly MetricRow[], most: number, range: Range): MetricRow[] {
  const [first, last] = range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  const rows = metrics.filter(({ step }) => step >= first && step <= last).toSorted(byStep)
  const end = rows.at(-1)
  if (!end || rows.length <= most) return rows
  // SQL's NTILE: the first parts are one row longer where it does not divide.
  const [size, longer] = [Math.floor(rows.length / most), rows.length % most]
  const starts = new Set(Array.from({ length: most }, (_, i) => i * size + Math.min(i, longer)))
  return [...rows.filter((_, i) => starts.has(i)).slice(0, -1), end]
}

function endsOf(steps: readonly number[]): number[] {
  if (steps.length === 0) return []
  return [steps.reduce((a, b) => Math.min(a, b)), steps.reduce((a, b) => Math.max(a, b))]
}
