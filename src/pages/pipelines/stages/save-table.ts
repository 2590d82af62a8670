import { csvText } from '~/charts/frame/export'
import type { StageTable } from '~/domain/jenkins/stage-table'
import { saveFile } from '~/ui/save-file'
import { cellValue, tableKeys } from './stage-grid'

/** Saves the builds with their stages' times as a CSV file named after the pipeline. */
export function saveTable(table: StageTable, name: string): void {
  const keys = tableKeys(table)
  const titles = ['build', 'started', 'total']
  const stages = table.columns.map((column) =>
    column.occurrence === 0 ? column.name : `${column.name} (${column.occurrence + 1})`,
  )
  const head = [...titles, ...stages, 'sum of stages', 'side by side', 'outside', 'queue', 'paused']
  const text = csvText(
    head.map((title, at) => (at < 2 ? title : `${title} (ms)`)),
    table.builds.map((build, row) =>
      keys.map((key) =>
        key === 'started' ? new Date(build.startedAt).toISOString() : cellValue(table, row, key),
      ),
    ),
  )
  saveFile(new Blob([text], { type: 'text/csv;charset=utf-8' }), `${name.replaceAll('/', '-')}-stages.csv`)
}
