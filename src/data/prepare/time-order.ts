import type { TableSummary } from '../columns'

/**
 * The time column that the rows of a file are not in the order of; null where they are in the order of any time
 * column, or there is none. A column that says when each row was is meant where it is the only one, else the first.
 */
export function unorderedTime({ columns, rows }: Pick<TableSummary, 'columns' | 'rows'>): string | null {
  const times = columns.filter((c) => c.type === 'time' && c.missing < rows)
  if (times.some((c) => c.type === 'time' && c.ascending)) return null
  return times[0]?.name ?? null
}
