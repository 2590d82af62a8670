import type { HistoryPoint } from '~/domain/drift-watch/history'
import { csvLine } from '~/lib/csv'
import type { RecordColumn } from './record-columns'

/** All rows as they are sorted, with the columns that are shown; full numbers, times in ISO 8601 UTC, nothing for what is missing. */
export function recordsCsv(rows: readonly HistoryPoint[], columns: readonly RecordColumn[]): string {
  const head = columns.map(({ title, unit }) => (unit === undefined ? title : `${title} (${unit})`))
  return [
    csvLine(head),
    ...rows.map((row) =>
      csvLine(
        columns.map(({ value }) => {
          const cell = value(row)
          return cell === null ? '' : String(cell)
        }),
      ),
    ),
  ].join('')
}
