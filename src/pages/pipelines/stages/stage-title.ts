import { shortNames } from '~/domain/jenkins/short-names'
import type { StageTable, TableColumn } from '~/domain/jenkins/stage-table'

/** Names of all stages for narrow places; one that a pipeline has twice is numbered. */
export function stageTitles({ columns }: Pick<StageTable, 'columns'>): string[] {
  const titles = shortNames(columns.map(({ name }) => name))
  return columns.map(({ occurrence }, at) =>
    occurrence === 0 ? titles[at]! : `${titles[at]} (${occurrence + 1})`,
  )
}

/** Of one stage; empty where the table does not have it. */
export const stageTitle = (table: StageTable, column: TableColumn): string =>
  stageTitles(table)[table.columns.indexOf(column)] ?? ''
