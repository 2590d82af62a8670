import { formatCount } from '~/lib/format'
import type { DriftRecord } from './drift-record'
import { normalTag } from './facets'

interface ModelChange {
  index: number
  label: string
  /** Where the label does not fit. */
  shortLabel?: string
}

/**
 * Where another model than before logs: "v3.1" at its first record, with what that record notes: "v3.1, lens cleaned". More
 * than eight would say nothing: then none. Indices into the records, which are ascending in time.
 */
export function modelChanges(records: readonly DriftRecord[]): ModelChange[] {
  const changes: ModelChange[] = []
  let model: string | null = null
  for (const [index, record] of records.entries()) {
    if (record.model === '' || record.model === model) continue
    if (model !== null) changes.push({ index, ...labelsOf(record) })
    model = record.model
  }
  return changes.length > 8 ? [] : changes
}

/** The records at the beginning that are tagged `baseline`: what the later ones are held against. Null where none is. */
export function baselineOf(
  records: readonly DriftRecord[],
): { start: number; end: number; label: string; shortLabel: string } | null {
  const isBaseline = ({ tags }: DriftRecord) => tags.some((tag) => normalTag(tag) === 'baseline')
  const start = records.findIndex(isBaseline)
  if (start < 0) return null
  const after = records.findIndex((record, i) => i > start && !isBaseline(record))
  const end = (after < 0 ? records.length : after) - 1
  // Where every record is one, there is nothing that it is the baseline of.
  if (end === records.length - 1 || end === start) return null
  return { start, end, label: `Baseline, ${formatCount(end - start + 1)} records`, shortLabel: 'Baseline' }
}

function labelsOf({ model, parameters }: DriftRecord): Omit<ModelChange, 'index'> {
  const note = Object.hasOwn(parameters, 'note') ? parameters['note'] : null
  const words = typeof note === 'string' ? note.trim().slice(0, 60) : ''
  return words === '' ? { label: model } : { label: `${model}, ${words}`, shortLabel: model }
}

const DAY_MS = 86_400_000

/** A record that was logged as running this long ago was probably abandoned: clients that die never say so. */
export function isAbandoned({ state, createdAt }: DriftRecord, now: number): boolean {
  return state === 'running' && now - createdAt > DAY_MS
}
