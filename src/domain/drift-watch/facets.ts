import type { DriftRecord } from './drift-record'

/** `Data_Drift` and `data-drift` are one tag: clients write both. */
export function normalTag(tag: string): string {
  return tag
    .trim()
    .toLowerCase()
    .replace(/[_\s-]+/g, '-')
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
