/** A history of records as columns: what the history chart draws. */

/** What became of a run. `undecided`: it completed with too few data; `unplotted`: without logging the metric. */
export type RecordState = 'ok' | 'warning' | 'drift' | 'failed' | 'running' | 'unplotted' | 'undecided'

/** All of length n, in the order of time. NaN: not known, drawn as a gap and never as zero. */
export interface HistoryColumns {
  /** Ids of the records: for the table and the CSV. */
  ids: readonly string[]
  /** ms since 1970 UTC, ascending; equal ones are allowed. */
  times: Float64Array
  /** The metric. */
  values: Float64Array
  /** The threshold that each record logged. */
  thresholds: Float64Array
  /** The warning threshold that each record logged. */
  warnings: Float64Array
  states: readonly RecordState[]
}

/** One record, as `domain/history` has it. */
export interface HistoryPointLike {
  record: { id: string }
  at: number
  value: number | null
  threshold: number | null
  warning: number | null
  state: RecordState
}

/** Points, ascending in time, as columns. */
export function columnsOf(points: readonly HistoryPointLike[]): HistoryColumns {
  const column = (read: (point: HistoryPointLike) => number | null) =>
    Float64Array.from(points, (point) => read(point) ?? NaN)
  return {
    ids: points.map((p) => p.record.id),
    times: column((p) => p.at),
    values: column((p) => p.value),
    thresholds: column((p) => p.threshold),
    warnings: column((p) => p.warning),
    states: points.map((p) => p.state),
  }
}

/** Whether a value is on the far side of a threshold; false where either is not known. */
export function isFar(value: number, threshold: number, sense: 'above' | 'below'): boolean {
  return sense === 'above' ? value > threshold : value < threshold
}
