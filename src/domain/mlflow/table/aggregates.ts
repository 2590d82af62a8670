import { significant } from '~/lib/format'
import { bandOf } from '../series/band'
import { CURVE_POINTS } from '../series/history-store'
import { cellOf } from './column'
import {
  isFromHistories,
  partsOfColumn,
  type ColumnChoice,
  type ColumnId,
  type Curve,
  type MetricAggregates,
} from './column-id'
import type { RunIndex } from './run-index'

/** The history of a metric of a run, which a table needs. */
export interface NeededHistory {
  runId: string
  key: string
  /** What of it: all that was logged, or as much as a curve in a cell shows. */
  part: HistoryPart
  /** It may grow yet. */
  isRunning: boolean
  isLoaded: boolean
}

/** A whole history tells the curve too. */
export type HistoryPart = 'whole' | 'curve'

/** Of a run that goes on, or will. */
export const LIVE_STATUSES: readonly string[] = ['RUNNING', 'SCHEDULED']

/** Null: the run has none. Undefined: its history is not loaded. */
export type AggregateReader = (row: number) => number | null | undefined

/** Reads what only the history of a metric tells; null for a column whose values the runs hold themselves. */
export function aggregateReader(
  index: RunIndex,
  { column, mode = 'last' }: ColumnChoice,
  aggregates: MetricAggregates | null,
): AggregateReader | null {
  const parts = partsOfColumn(column)
  if (parts?.kind !== 'metric' || mode === 'last' || mode === 'curve') return null
  const cells = index.column(column)?.cells
  return (row) => {
    const runId = index.idOf(row)
    // A run without a last value logged nothing: nothing is to be loaded.
    if (runId === null || cells?.get(row) === undefined) return null
    return aggregates?.aggregate(runId, parts.key, mode)
  }
}

/**
 * The curve of a metric of a run as a cell's text: its values with spaces between. Null: the run has none. Undefined:
 * its history is not loaded.
 */
export function curveReader(
  index: RunIndex,
  column: ColumnId,
  aggregates: MetricAggregates | null,
): (row: number) => string | null | undefined {
  const key = partsOfColumn(column)?.key ?? ''
  const cells = index.column(column)?.cells
  return (row) => {
    const runId = index.idOf(row)
    if (runId === null || cells?.get(row) === undefined) return null
    const curve = aggregates?.curve(runId, key)
    return curve && textOfValues(curve.y)
  }
}

/**
 * The curves of a metric of some runs as one, in the same form: their mean, and behind a ± their standard deviation at
 * each place where there are two curves. Null: none of the runs has one. Undefined: they are not all loaded; the mean of
 * some of them would be another one.
 */
export function meanCurve(
  index: RunIndex,
  rows: Uint32Array,
  column: ColumnId,
  aggregates: MetricAggregates | null,
): string | null | undefined {
  const key = partsOfColumn(column)?.key ?? ''
  const cells = index.column(column)?.cells
  const curves: Curve[] = []
  for (const row of rows) {
    const runId = index.idOf(row)
    if (runId === null || cells?.get(row) === undefined) continue
    const curve = aggregates?.curve(runId, key)
    if (curve === undefined) return undefined
    if (curve !== null) curves.push(curve)
  }
  if (curves.length === 0) return null
  const { mean, sd } = bandOf(curves, null, CURVE_POINTS)
  return curves.length < 2 ? textOfValues(mean) : `${textOfValues(mean)} ± ${textOfValues(sd)}`
}

const textOfValues = (values: Float64Array): string =>
  Array.from(values, (value) => significant(value, 5)).join(' ')

/** The values of a cell of `curveReader` or `meanCurve`, and around them the deviation; null where there is none. */
export function curveOfText(text: string): { values: Float64Array; sd: Float64Array | null } {
  const [values = new Float64Array(0), sd = null] = text
    .split(' ± ')
    .map((part) => Float64Array.from(part.split(' '), Number))
  return { values, sd }
}

/**
 * The histories that columns need for some rows, each once, in the order of the rows. A curve takes no history of its own
 * beside a column that needs the whole of it.
 */
export function neededHistories(
  index: RunIndex,
  rows: ArrayLike<number>,
  choices: readonly ColumnChoice[],
  isLoaded: (runId: string, key: string, part: HistoryPart) => boolean,
): NeededHistory[] {
  const metrics = new Map(
    choices.flatMap(({ column, mode = 'last' }) => {
      const parts = partsOfColumn(column)
      const cells = index.column(column)?.cells
      return parts?.kind === 'metric' && mode !== 'last' && cells ? [[parts.key, cells] as const] : []
    }),
  )
  const whole = new Set(choices.filter(isFromHistories).map(({ column }) => partsOfColumn(column)?.key))
  if (metrics.size === 0) return []
  const status = index.column('attribute:status')
  const needed: NeededHistory[] = []
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const runId = index.idOf(row)
    if (runId === null) continue
    const state = status && cellOf(status, row)
    const isRunning = typeof state === 'string' && LIVE_STATUSES.includes(state)
    for (const [key, cells] of metrics) {
      if (cells.get(row) === undefined) continue
      const part = whole.has(key) ? 'whole' : 'curve'
      needed.push({ runId, key, part, isRunning, isLoaded: isLoaded(runId, key, part) })
    }
  }
  return needed
}
