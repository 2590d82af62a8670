import { numberInText } from '~/domain/mlflow/filter/values'
import { lastOf, type PlannedMetric } from '~/domain/mlflow/series/metric-plan'
import { formatCount } from '~/lib/format'
import type { ColouredRun } from './colouring'

/** A parameter or metric that an axis of the scatter may show. */
export interface ScatterKey {
  /** "param:" or "metric:" and the key, as the URL has it. */
  id: string
  title: string
  kind: 'parameter' | 'metric'
}

/** One number a run, and how many have none, by the reason. */
export interface ScatterValues {
  title: string
  /** NaN: none. */
  values: Float64Array
  missing: number
  /** Logged as text that is no number: one of these texts, too. */
  texts: number
  text: string | null
  /** NaN and ±Infinity. */
  unplaced: number
}

const PARAM = 'param:'
const METRIC = 'metric:'

/** Everything that the runs logged: parameters in their order, then metrics, the most telling first. */
export function scatterKeys(runs: readonly ColouredRun[], metrics: readonly PlannedMetric[]): ScatterKey[] {
  const params = new Set(runs.flatMap(({ run }) => run.params.map(({ key }) => key)))
  return [
    ...Array.from(params, (key): ScatterKey => ({ id: PARAM + key, title: key, kind: 'parameter' })),
    ...metrics.map(({ key }): ScatterKey => ({ id: METRIC + key, title: key, kind: 'metric' })),
  ]
}

/** The values of one key; parameters are text, and those that stand for numbers are numbers. */
export function scatterValues(runs: readonly ColouredRun[], id: string): ScatterValues {
  const isParam = id.startsWith(PARAM)
  const title = id.slice(isParam ? PARAM.length : METRIC.length)
  const found: ScatterValues = {
    title,
    values: new Float64Array(runs.length).fill(Number.NaN),
    missing: 0,
    texts: 0,
    text: null,
    unplaced: 0,
  }
  for (const [k, { run }] of runs.entries()) {
    const logged = isParam ? run.params.find(({ key }) => key === title)?.value : lastOf(run, title)
    const value = typeof logged === 'string' ? (numberInText(logged) ?? unplacedIn(logged)) : logged
    if (value === undefined) found.missing++
    else if (value === null) {
      found.texts++
      found.text ??= String(logged)
    } else if (Number.isFinite(value)) found.values[k] = value
    else found.unplaced++
  }
  return found
}

/** Python prints these as numbers. */
const unplacedIn = (text: string): number | null =>
  /^\s*[+-]?(?:nan|inf|infinity)\s*$/i.test(text) ? Number.NaN : null

/** What two axes show first: a parameter of numbers that differ, against the most telling metric. */
export function firstAxes(
  runs: readonly ColouredRun[],
  metrics: readonly PlannedMetric[],
): { across: string; up: string } | null {
  const differing = ({ id }: ScatterKey) =>
    new Set(scatterValues(runs, id).values.filter((value) => !Number.isNaN(value))).size > 1
  const own = metrics.filter(({ isSystem }) => !isSystem)
  const keys = scatterKeys(runs, own.length > 0 ? own : metrics)
  const up = keys.find((key) => key.kind === 'metric' && differing(key)) ?? keys.findLast(differing)
  if (!up) return null
  const across = keys.find((key) => key.id !== up.id && differing(key)) ?? keys.find(({ id }) => id !== up.id)
  return across ? { across: across.id, up: up.id } : null
}

/** Why an axis cannot be drawn; null where it can. */
export function refusalOf({ title, values, text }: ScatterValues): string | null {
  if (values.some((value) => !Number.isNaN(value))) return null
  if (text !== null)
    return `${title} is text (“${text.slice(0, 40)}”), which cannot be placed on an axis. Colour the runs by it, or choose another axis.`
  return `None of these runs has a finite value of ${title}. Choose another axis.`
}

/** Which runs have no number on an axis, and why; empty where all have. */
export function leftOutWords({ title, missing, texts, text, unplaced }: ScatterValues): string {
  const parts = [
    ...(missing > 0 ? [`not logged in ${formatCount(missing)}`] : []),
    ...(texts > 0 ? [`text in ${formatCount(texts)} (“${(text ?? '').slice(0, 40)}”)`] : []),
    ...(unplaced > 0 ? [`not finite in ${formatCount(unplaced)}`] : []),
  ]
  return parts.length === 0 ? '' : `${title}: ${parts.join(', ')}.`
}
