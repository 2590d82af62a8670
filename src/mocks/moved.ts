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
  const by = Math.max(0, Math.floor((now - newest) / DAY_MS) * DAY_MS)
  if (by === 0) return scenario
  return scenario.map(({ name, load }) => ({
    name,
    load: async () =>
      new Map(Array.from(await load(), ([key, row]) => [key, keeps(row) ? row : (later(row, by) as object)])),
  }))
}

function later(value: unknown, by: number): unknown {
  if (Array.isArray(value)) return value.map((one) => later(one, by))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      INSTANTS.has(key) ? laterInstant(inner, by) : later(inner, by),
    ]),
  )
}

/** "2024-10-03T04:12:07.118204": its time of day stays as it is written, to the microsecond. */
const NAIVE = /^(\d{4}-\d{2}-\d{2})(T.*)$/

function laterInstant(value: unknown, by: number): unknown {
  if (typeof value === 'number') return value > 0 ? value + by : value
  const [, day, time = ''] = typeof value === 'string' ? (NAIVE.exec(value) ?? []) : []
  if (day === undefined) return value
  return new Date(Date.parse(`${day}T00:00:00Z`) + by).toISOString().slice(0, 10) + time
}
