import type { DriftRecord } from '~/domain/drift-watch/drift-record'
import { normalTag } from '~/domain/drift-watch/facets'
import type { HistorySettings } from './settings'

const DAY_MS = 86_400_000
const DAYS = { '30d': 30, '90d': 90 } as const

type Narrowing = Pick<HistorySettings, 'range' | 'tags' | 'model'>

/**
 * The records that the settings leave. A range ends with the newest record of all, not today: an experiment that
 * stopped last year still has its last 30 days.
 * @param records ascending in time
 */
export function narrowed(
  records: readonly DriftRecord[],
  { range, tags, model }: Narrowing,
): readonly DriftRecord[] {
  const end = records.at(-1)?.createdAt ?? 0
  const from = range === 'all' ? Number.NEGATIVE_INFINITY : end - DAYS[range] * DAY_MS
  const wanted = tags.map(normalTag)
  if (range === 'all' && wanted.length === 0 && model === null) return records
  return records.filter(
    (record) =>
      record.createdAt >= from &&
      (model === null || record.model === model) &&
      (wanted.length === 0 || carries(record, wanted)),
  )
}

function carries({ tags }: DriftRecord, wanted: readonly string[]): boolean {
  const own = tags.map(normalTag)
  return wanted.every((tag) => own.includes(tag))
}

export interface WayOut {
  /** "Tag KSWIN", "Model v3", "30 days". */
  label: string
  /** Without it, so many records remain. */
  left: number
  change: Partial<Narrowing>
}

/** Where nothing is left: each single filter that could be taken away, and what that would leave, most first. */
export function waysOut(records: readonly DriftRecord[], settings: Narrowing): WayOut[] {
  const ways: WayOut[] = []
  const add = (label: string, change: Partial<Narrowing>) => {
    const left = narrowed(records, { ...settings, ...change }).length
    if (left > 0) ways.push({ label, left, change })
  }
  for (const tag of settings.tags) add(`tag ${tag}`, { tags: settings.tags.filter((t) => t !== tag) })
  if (settings.model !== null) add(`model ${settings.model}`, { model: null })
  if (settings.range !== 'all') add(`the last ${DAYS[settings.range]} days`, { range: 'all' })
  return ways.toSorted((a, b) => b.left - a.left)
}
