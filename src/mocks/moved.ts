import type { Scenario } from './table'

const DAY_MS = 86_400_000

/** Fields of rows that hold an instant: milliseconds since 1970, or UTC as the server writes it, without a zone. */
const INSTANTS = new Set([
  'created_at',
  'creation_time',
  'last_update_time',
  'creation_timestamp',
  'last_updated_timestamp',
  'start_time',
  'end_time',
  'timestamp',
])

/** How the demo's rows come to end today. */
export interface Ageing {
  /** When the newest of them was made, in milliseconds since 1970 UTC. */
  newest: number
  /** Rows that keep their dates: they tell what was told on a certain day. Absent: none. */
  keeps?: (row: object) => boolean
}

/**
 * The same rows, whole days later: so many that the newest is of the last 24 hours. Times of day stay, and what lies
 * between any two rows.
 * @param now in milliseconds since 1970 UTC; before the newest row nothing is moved
 */
export function movedTo(now: number, scenario: Scenario, { newest, keeps = () => false }: Ageing): Scenario {
  const days = Math.max(0, Math.floor((now - newest) / DAY_MS))
  if (days === 0) return scenario
  const shift: Shift = { by: days * DAY_MS, days: new Map() }
  return scenario.map(({ name, load }) => ({
    name,
    load: async () => {
      const rows = new Map<string, object>()
      for (const [key, row] of await load()) rows.set(key, keeps(row) ? row : (later(row, shift) as object))
      return rows
    },
  }))
}

interface Shift {
  /** In milliseconds. */
  by: number
  /** Each day that was met, as text, and the one that it becomes. */
  days: Map<string, string>
}

/** What holds no instant is the same object: of 10,000 rows the parts that stay are not made again. */
function later(value: unknown, shift: Shift): unknown {
  if (typeof value !== 'object' || value === null) return value
  let moved: Record<string, unknown> | unknown[] | null = null
  const fields = value as Record<string, unknown>
  for (const key in fields) {
    const inner = fields[key]
    const next = INSTANTS.has(key) ? laterInstant(inner, shift) : later(inner, shift)
    if (next === inner) continue
    moved ??= Array.isArray(value) ? [...(value as unknown[])] : { ...fields }
    ;(moved as Record<string, unknown>)[key] = next
  }
  return moved ?? value
}

/** "2024-10-03T04:12:07.118204": its time of day stays as it is written, to the microsecond. */
const NAIVE = /^\d{4}-\d{2}-\d{2}T/

function laterInstant(value: unknown, { by, days }: Shift): unknown {
  if (typeof value === 'number') return value > 0 ? value + by : value
  if (typeof value !== 'string' || !NAIVE.test(value)) return value
  const day = value.slice(0, 10)
  let moved = days.get(day)
  if (moved === undefined) {
    moved = new Date(Date.parse(`${day}T00:00:00Z`) + by).toISOString().slice(0, 10)
    days.set(day, moved)
  }
  return moved + value.slice(10)
}
