import type { Known } from '~/domain/mlflow/filter/complete'
import type { ColumnInfo } from '~/domain/mlflow/table/column-choice'

/** What the loaded runs hold, for the completion of a filter: the keys of most runs first. */
export function knownOf(infos: readonly ColumnInfo[]): Known {
  const keysOf = (kind: ColumnInfo['kind']) =>
    infos
      .filter((info) => info.kind === kind)
      .toSorted((a, b) => b.count - a.count)
      .map(({ key }) => ({ key, examples: [] }))
  return {
    metrics: keysOf('metric'),
    params: keysOf('param'),
    tags: keysOf('tag'),
    attributes: { status: ['FINISHED', 'FAILED', 'RUNNING', 'KILLED', 'SCHEDULED'] },
    datasets: {},
  }
}
