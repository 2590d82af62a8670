/** What a column of the table of runs can hold. */
export type ColumnKind = 'attribute' | 'metric' | 'param' | 'tag'

/** A column by its kind and key: `metric:val/loss`, `attribute:start_time`. The key may hold colons. */
export type ColumnId = `${ColumnKind}:${string}`

const KINDS: readonly string[] = ['attribute', 'metric', 'param', 'tag']

export function columnId(kind: ColumnKind, key: string): ColumnId {
  return `${kind}:${key}`
}

/** Kind and key of a column; null where the text is no column. */
export function partsOfColumn(id: string): { kind: ColumnKind; key: string } | null {
  const colon = id.indexOf(':')
  const kind = id.slice(0, Math.max(0, colon))
  return KINDS.includes(kind) ? { kind: kind as ColumnKind, key: id.slice(colon + 1) } : null
}

/** Which value of a metric counts: the last one, an extreme of its history, that of a step, or all of them as a curve. */
export type MetricMode = 'last' | 'min' | 'max' | 'curve' | { step: number }

/** One value, which only the history tells. */
export type AggregateMode = Exclude<MetricMode, 'last' | 'curve'>

/** How a metric of a run went, thinned to what a word's room shows: steps that ascend, and the value at each; NaN: a gap. */
export interface Curve {
  x: Float64Array
  y: Float64Array
}

/** Values of metrics that only their whole histories tell. */
export interface MetricAggregates {
  /** Null where the history has no such value; undefined where it is not loaded. */
  aggregate(runId: string, key: string, mode: AggregateMode): number | null | undefined
  /** Null and undefined as above. */
  curve(runId: string, key: string): Curve | null | undefined
}

/** A column, and for a metric which of its values. `last` where nothing is said. */
export interface ColumnChoice {
  column: ColumnId
  mode?: MetricMode
}

/** Whether sorting and summing up by a column takes whole histories. A curve is only looked at. */
export const isFromHistories = ({ mode = 'last' }: ColumnChoice): boolean =>
  mode !== 'last' && mode !== 'curve'

/** A choice as it stands in addresses: `metric:loss` for the last value, `min:loss`, `max:loss`, `curve:loss`, `step100:loss`. */
export function textOfChoice({ column, mode = 'last' }: ColumnChoice): string {
  const parts = partsOfColumn(column)
  if (parts?.kind !== 'metric' || mode === 'last') return column
  return `${typeof mode === 'string' ? mode : `step${mode.step}`}:${parts.key}`
}

/** The inverse; null where the text is no column. */
export function choiceOfText(text: string): ColumnChoice | null {
  if (partsOfColumn(text)) return { column: text as ColumnId }
  const [, word = '', step, key] = /^(min|max|curve|step(-?\d{1,15})):(.+)$/s.exec(text) ?? []
  if (key === undefined) return null
  const column = columnId('metric', key)
  return step === undefined
    ? { column, mode: word as 'min' | 'max' | 'curve' }
    : { column, mode: { step: Number(step) } }
}
