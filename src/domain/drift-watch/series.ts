import type { DriftRecord } from './drift-record'

/** What parts a history into lines. */
export type SeriesBy = 'none' | 'model' | 'tags' | 'model-and-tags'

export interface Series {
  /** Stable, for URLs and colours. */
  key: string
  /** "v3.1", "data-drift, MMD", "All records". */
  label: string
  records: DriftRecord[]
}

/** `Data_Drift` and `data-drift` are one tag: clients write both. */
export function normalTag(tag: string): string {
  return tag
    .trim()
    .toLowerCase()
    .replace(/[_\s-]+/g, '-')
}

/** The set of a record's tags as one string: order, case and `_` for `-` do not count. */
function tagKey(tags: readonly string[]): string {
  return JSON.stringify([...new Set(tags.map(normalTag))].toSorted())
}

/** Series in the order in which they begin; records keep theirs. */
export function seriesOf(records: readonly DriftRecord[], by: SeriesBy): Series[] {
  const series = new Map<string, Series>()
  // A history has few different lists of tags, and each is written many times.
  const keys = new Map<string, string>()
  for (const record of records) {
    const raw = JSON.stringify([record.model, ...record.tags])
    const key = keys.get(raw) ?? keyOf(record, by)
    keys.set(raw, key)
    const known = series.get(key)
    if (known) known.records.push(record)
    else series.set(key, { key, label: labelOf(record, by), records: [record] })
  }
  return [...series.values()]
}

function keyOf({ model, tags }: DriftRecord, by: SeriesBy): string {
  switch (by) {
    case 'none':
      return ''
    case 'model':
      return model
    case 'tags':
      return tagKey(tags)
    case 'model-and-tags':
      return JSON.stringify([model, tagKey(tags)])
  }
}

function labelOf({ model, tags }: DriftRecord, by: SeriesBy): string {
  const named = model === '' ? 'no model' : model
  const tagged = tags.length === 0 ? 'no tags' : tags.join(', ')
  switch (by) {
    case 'none':
      return 'All records'
    case 'model':
      return named
    case 'tags':
      return tagged
    case 'model-and-tags':
      return `${named}: ${tagged}`
  }
}

/** Tags and models that occur, most frequent first, for the filters: a server cannot count them. */
export function facetsOf(records: readonly DriftRecord[]): {
  tags: { tag: string; count: number }[]
  models: { model: string; count: number }[]
} {
  const tags = new Map<string, { tag: string; count: number }>()
  const models = new Map<string, { model: string; count: number }>()
  for (const record of records) {
    const counted = models.get(record.model)
    if (counted) counted.count++
    else models.set(record.model, { model: record.model, count: 1 })
    for (const tag of new Set(record.tags.map(normalTag))) {
      const known = tags.get(tag)
      if (known) known.count++
      else tags.set(tag, { tag: record.tags.find((t) => normalTag(t) === tag) ?? tag, count: 1 })
    }
  }
  const byCount = (a: { count: number }, b: { count: number }) => b.count - a.count
  return { tags: [...tags.values()].toSorted(byCount), models: [...models.values()].toSorted(byCount) }
}
