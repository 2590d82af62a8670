import type { ColumnInfo } from '~/domain/mlflow/table/column-choice'
import { titleOf } from './cells'

/** What runs can be grouped by: keys that some runs share and not all. */
export function groupChoices(infos: readonly ColumnInfo[]): { id: string; title: string }[] {
  const hasParents = infos.some(({ column, count }) => column === 'tag:mlflow.parentRunId' && count > 0)
  const keys = infos
    .filter(
      ({ kind, key, count, distinct }) =>
        (kind === 'param' || kind === 'tag') &&
        !key.startsWith('mlflow.') &&
        distinct > 1 &&
        distinct * 1.5 <= count,
    )
    .slice(0, 30)
  return [
    { id: 'flat', title: 'none' },
    ...(hasParents ? [{ id: 'nested', title: 'parent run' }] : []),
    { id: 'federation', title: 'federation' },
    { id: 'attribute:status', title: 'state' },
    ...keys.map(({ column }) => ({ id: column, title: titleOf(column) })),
  ]
}
