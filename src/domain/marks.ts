import type { DriftRecord } from './drift-record'
import { normalTag } from './series'

/** A moment of the history that is worth a line in the chart. */
export interface HistoryMark {
  /** Milliseconds since 1970 UTC of the first record with it. */
  at: number
  /** "v3.1, lens cleaned". */
  label: string
}

/** Where the model changes, with the `note` that the first record of the new one carries. @param records ascending in time */
export function modelMarks(records: readonly DriftRecord[]): HistoryMark[] {
  return records.flatMap((record, i) => {
    const before = records[i - 1]
    if (!before || before.model === record.model || record.model === '') return []
    const { note } = record.parameters
    const words = typeof note === 'string' && note.trim() !== '' ? `, ${note.trim().slice(0, 60)}` : ''
    return [{ at: record.createdAt, label: `${record.model}${words}` }]
  })
}

/** The records at the beginning of a history that carry the tag `baseline`: what is usual. Null where there are none. */
export function baselineOf(
  records: readonly DriftRecord[],
): { from: number; to: number; count: number } | null {
  const isBaseline = ({ tags }: DriftRecord) => tags.some((tag) => normalTag(tag) === 'baseline')
  const end = records.findIndex((record) => !isBaseline(record))
  const count = end === -1 ? records.length : end
  const [first, last] = [records[0], records[count - 1]]
  return count === 0 || !first || !last ? null : { from: first.createdAt, to: last.createdAt, count }
}

const DAY_MS = 86_400_000

/** A run that was logged as running this long ago was probably abandoned: clients that die never say so. */
export function isAbandoned({ state, createdAt }: DriftRecord, now: number): boolean {
  return state === 'running' && now - createdAt > DAY_MS
}
