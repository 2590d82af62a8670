import { flatten, type Leaf } from './readings'

/** What a record says of one column of the data, or of one member of an ensemble. */
export interface ColumnFinding {
  name: string
  statistic: number | null
  /** The one that is held against α: corrected for many columns where that was done. */
  pValue: number | null
  effect: number | null
  threshold: number | null
  /** Null: the record does not say. */
  drift: boolean | null
}

export interface ColumnFindings {
  of: 'column' | 'member'
  /** As they were logged: the strongest first. */
  rows: readonly ColumnFinding[]
  /** What the effects are called: "Cliff's δ"; null where that was not logged. */
  effect: string | null
  /** Whether p-values were corrected for many columns. */
  isCorrected: boolean
}

type Parameters = Readonly<Record<string, unknown>>

const LISTS = { by_column: 'column', by_member: 'member' } as const
/** Names of what `ColumnFindings` shows in the place of paths. */
const SHOWN = new Set(['features_analyzed', 'effect'])

/**
 * The findings by column (or by member) that the Lab and the command line log, as `recordFor` writes them; null for a
 * record that has none. It comes from anyone: what is no such list is left to the paths.
 */
export function columnFindings(parameters: Parameters): ColumnFindings | null {
  for (const [key, of] of Object.entries(LISTS)) {
    const named = namedRows(Object.hasOwn(parameters, key) ? parameters[key] : null)
    if (!named) continue
    const effect = Object.hasOwn(parameters, 'effect') ? parameters['effect'] : null
    return {
      of,
      rows: named.map(([name, row]) => ({
        name,
        statistic: numberIn(row, 'statistic'),
        pValue: numberIn(row, 'adjusted_p_value') ?? numberIn(row, 'p_value') ?? numberIn(row, 'raw_p_value'),
        effect: numberIn(row, 'effect_size'),
        threshold: numberIn(row, 'threshold'),
        drift: typeof row['drift'] === 'boolean' ? row['drift'] : null,
      })),
      effect: typeof effect === 'string' && effect !== '' ? effect : null,
      isCorrected: named.some(
        ([, row]) => numberIn(row, 'adjusted_p_value') !== numberIn(row, 'raw_p_value'),
      ),
    }
  }
  return null
}

/** Everything else of such a record: what a table of its columns does not show. */
export function leavesBeside(parameters: Parameters): Leaf[] {
  const others = Object.entries(parameters).filter(([key]) => !Object.hasOwn(LISTS, key) && !SHOWN.has(key))
  return recordLeaves(Object.fromEntries(others))
}

/**
 * All leaves of a record, as they are compared with another's: findings by column stand under the column's name, not
 * under their place (the strongest comes first, which one that is changes), and a list of texts is one text.
 */
export function recordLeaves(parameters: Parameters): Leaf[] {
  return flatten(
    Object.fromEntries(
      Object.entries(parameters).map(([key, value]) => {
        const named = Object.hasOwn(LISTS, key) ? namedRows(value) : null
        if (named) return [key, Object.fromEntries(named.map(([name, row]) => [name, withoutName(row)]))]
        return [key, areTexts(value) ? value.join(', ') : value]
      }),
    ),
  )
}

/** Objects with a name each, no name twice; null for anything else. */
function namedRows(value: unknown): [name: string, row: Record<string, unknown>][] | null {
  if (!Array.isArray(value) || value.length === 0) return null
  const rows = new Map<string, Record<string, unknown>>()
  for (const item of value as unknown[]) {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return null
    const row = item as Record<string, unknown>
    const name = Object.hasOwn(row, 'name') ? row['name'] : null
    if (typeof name !== 'string' || rows.has(name)) return null
    rows.set(name, row)
  }
  return [...rows]
}

function withoutName(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([key]) => key !== 'name'))
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string')
}

function numberIn(row: Record<string, unknown>, key: string): number | null {
  const value = Object.hasOwn(row, key) ? row[key] : null
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
