import { RUN_TAGS } from '~/domain/mlflow/run'
import { type ColumnInfo, defaultColumns } from '~/domain/mlflow/table/column-choice'
import {
  choiceOfText,
  type ColumnChoice,
  type ColumnId,
  type MetricMode,
  partsOfColumn,
  textOfChoice,
} from '~/domain/mlflow/table/column-id'
import { NAME_COLUMN } from './settings'

interface ColumnsAsked {
  chosen: readonly string[]
  differing: boolean
  group: string
  /** On a phone: what was measured stands beside the name, not when. */
  isNarrow: boolean
}

const TIMES: readonly string[] = ['attribute:start_time', 'attribute:duration']

/** The columns of the table: those chosen, else the most telling; the one grouped by stands in the name already. */
export function columnsOf(
  infos: readonly ColumnInfo[],
  runs: number,
  { chosen, differing, group, isNarrow }: ColumnsAsked,
): readonly string[] {
  if (chosen.length > 0)
    return [NAME_COLUMN, ...chosen.filter((one) => one !== NAME_COLUMN && choiceOfText(one) !== null)]
  const telling: readonly string[] = differing
    ? defaultColumns(infos, runs)
    : [...new Set([...defaultColumns(infos, runs), ...infos.filter(isPlain).map(({ column }) => column)])]
  const shown = withCurve(
    telling.filter((one) => one !== group),
    isNarrow ? [] : infos,
  )
  return isNarrow
    ? [...shown.filter((one) => !TIMES.includes(one)), ...shown.filter((one) => TIMES.includes(one))]
    : shown
}

/**
 * Curves of histories that are longer are not asked for unasked: a server reads all points to give some of them. MLflow
 * 2.21.3, beside other work, took 1.6 s at the least for 30 runs of 200 steps, and 3.8 s for 2,000.
 */
const MOST_STEPS = 1000

/** How the first metric went stands before its number, where it was logged step by step. */
function withCurve(shown: readonly string[], infos: readonly ColumnInfo[]): readonly string[] {
  const first = shown.findIndex((one) => partsOfColumn(one)?.kind === 'metric')
  const info = infos.find(({ column }) => column === shown[first])
  return info && info.lastStep > 0 && info.lastStep <= MOST_STEPS
    ? shown.toSpliced(first, 0, textOfChoice({ column: info.column, mode: 'curve' }))
    : shown
}

/**
 * The columns of a file: those of the table without its pictures, and the id, since several runs may have one name. A file
 * has no lines of groups: what the table is grouped by, or the parent's id where it is nested, is a column.
 */
export function exportedColumns(shown: readonly ColumnChoice[], group: string): ColumnChoice[] {
  const by = group === 'nested' ? PARENT_COLUMN : partsOfColumn(group) ? (group as ColumnId) : null
  const columns = shown.filter(({ mode, column }) => mode !== 'curve' && column !== ID_COLUMN)
  const isShown = columns.some(({ column, mode = 'last' }) => column === by && mode === 'last')
  const added = [{ column: ID_COLUMN }, ...(by === null || isShown ? [] : [{ column: by }])]
  return [...columns.slice(0, 1), ...added, ...columns.slice(1)]
}

const ID_COLUMN: ColumnId = 'attribute:run_id'
const PARENT_COLUMN: ColumnId = `tag:${RUN_TAGS.parent}`

/** Worth a column where all are asked for: not what stands in other columns already. */
function isPlain({ kind, key, count }: ColumnInfo): boolean {
  return count > 0 && kind !== 'attribute' && !key.startsWith('mlflow.')
}

/** Adds a column for another value of a metric, beside what is shown of that metric; takes it away where it is shown. */
export function withMode(shown: readonly string[], key: string, mode: MetricMode): readonly string[] {
  const text = textOfChoice({ column: `metric:${key}`, mode })
  if (shown.includes(text)) return shown.filter((one) => one !== text)
  const last = shown.findLastIndex((one) => {
    const choice = choiceOfText(one)
    const parts = choice && partsOfColumn(choice.column)
    return parts?.kind === 'metric' && parts.key === key
  })
  return last < 0 ? [...shown, text] : shown.toSpliced(last + 1, 0, text)
}
