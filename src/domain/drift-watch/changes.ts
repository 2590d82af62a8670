import type { DriftRecord } from './drift-record'
import type { Leaf } from './readings'
import { recordLeaves } from './record-leaves'

/** One parameter that is not what it was in the record before. */
export interface Change {
  path: string
  /** Null: it was, or is, not there. */
  before: Leaf | null
  after: Leaf | null
  /** After minus before, where both are finite numbers. */
  delta: number | null
}

export interface RunChanges {
  parameters: Change[]
  model: { before: string; after: string } | null
  tags: { added: string[]; removed: string[] }
}

/**
 * The completed one before a record, of the same model where there is one before it: what it is compared with.
 * @param records ascending in time
 */
export function runBefore(records: readonly DriftRecord[], record: DriftRecord): DriftRecord | null {
  const end = records.findIndex(({ id }) => id === record.id)
  const earlier = records.slice(0, Math.max(0, end)).filter(({ state }) => state === 'completed')
  return earlier.findLast(({ model }) => model === record.model) ?? earlier.at(-1) ?? null
}

/** What changed since another run. Paths in the order of the newer record, then those that are gone. */
export function changesSince(before: DriftRecord, after: DriftRecord): RunChanges {
  const was = new Map(recordLeaves(before.parameters).map((leaf) => [leaf.path, leaf]))
  const is = new Map(recordLeaves(after.parameters).map((leaf) => [leaf.path, leaf]))
  const parameters: Change[] = []
  for (const path of new Set([...is.keys(), ...was.keys()])) {
    const [old, now] = [was.get(path) ?? null, is.get(path) ?? null]
    if (old && now && isSame(old, now)) continue
    parameters.push({ path, before: old, after: now, delta: deltaOf(old, now) })
  }
  return {
    parameters,
    model: before.model === after.model ? null : { before: before.model, after: after.model },
    tags: {
      added: after.tags.filter((tag) => !before.tags.includes(tag)),
      removed: before.tags.filter((tag) => !after.tags.includes(tag)),
    },
  }
}

/** Whether two leaves hold the same, NaN and NaN included. */
export function isSame(a: Leaf, b: Leaf): boolean {
  if (a.kind !== b.kind) return false
  if (a.kind === 'numbers' && b.kind === 'numbers')
    return a.value.length === b.value.length && a.value.every((x, i) => Object.is(x, b.value[i]))
  if (a.kind === 'json') return isSameJson(a.value, b.value)
  return Object.is(a.value, b.value)
}

/** Whatever is one `json` leaf may lie deeper than a recursion can follow. */
function isSameJson(a: unknown, b: unknown): boolean {
  const pending: [unknown, unknown][] = [[a, b]]
  for (let pair = pending.pop(); pair; pair = pending.pop()) {
    const [x, y] = pair
    if (Object.is(x, y)) continue
    if (typeof x !== 'object' || typeof y !== 'object' || x === null || y === null) return false
    if (Array.isArray(x) !== Array.isArray(y)) return false
    const entries = Object.entries(x)
    const others = new Map(Object.entries(y))
    if (entries.length !== others.size) return false
    for (const [key, value] of entries) {
      if (!others.has(key)) return false
      pending.push([value, others.get(key)])
    }
  }
  return true
}

function deltaOf(before: Leaf | null, after: Leaf | null): number | null {
  if (before?.kind !== 'number' || after?.kind !== 'number') return null
  const delta = after.value - before.value
  return Number.isFinite(delta) ? delta : null
}
