import type { Column } from './column'
import type { ColumnId, ColumnKind } from './column-id'
import { compareNaturally } from './natural-compare'
import type { RunIndex } from './run-index'
import { isDiffering, statisticsOf, type ColumnStatistics } from './statistics'

/** A column as a column picker lists it. */
export interface ColumnInfo extends ColumnStatistics {
  column: ColumnId
  kind: ColumnKind
  key: string
  isDiffering: boolean
  /** Of a metric, the highest step that a run ends with; 0 where each logged it once: there is no curve to look at. */
  lastStep: number
}

/** All columns with what they hold, in the index's order. O(values) when much has changed, else O(columns). */
export function columnInfos(index: RunIndex): ColumnInfo[] {
  return index.columns().map((column) => columnInfo(column, index.size))
}

function columnInfo(column: Column, runs: number): ColumnInfo {
  return {
    column: column.id,
    kind: column.kind,
    key: column.key,
    isDiffering: isDiffering(column, runs),
    lastStep: column.type === 'number' ? column.lastStep : 0,
    ...statisticsOf(column),
  }
}

/** How many columns a table starts with, of each kind. */
export interface DefaultLimits {
  metrics: number
  params: number
}

const LIMITS: DefaultLimits = { metrics: 2, params: 3 }

/** Shown from the start whatever they hold. */
const ATTRIBUTES: readonly ColumnId[] = [
  'attribute:run_name',
  'attribute:status',
  'attribute:start_time',
  'attribute:duration',
]

/**
 * The columns that tell most of an experiment with many keys: what differs among runs, is there in at
 * least half of them, and is no id. Keys that more runs have go first, then validation and test values
 * before training ones, then short keys. Where none is there in half of the runs, the most frequent
 * ones are taken. Tags are never shown from the start: MLflow fills them for itself.
 */
export function defaultColumns(
  infos: readonly ColumnInfo[],
  runs: number,
  limits: DefaultLimits = LIMITS,
): ColumnId[] {
  return [
    ...ATTRIBUTES,
    ...mostTelling(infos, 'metric', runs, limits.metrics),
    ...mostTelling(infos, 'param', runs, limits.params),
  ]
}

function mostTelling(
  infos: readonly ColumnInfo[],
  kind: ColumnKind,
  runs: number,
  limit: number,
): ColumnId[] {
  const telling = infos.filter((info) => info.kind === kind && info.distinct > 1 && !isIdentifier(info))
  const frequent = telling.filter(({ count }) => count * 2 >= runs)
  const chosen = (frequent.length > 0 ? frequent : telling).toSorted(
    (a, b) =>
      b.count - a.count ||
      importance(b.key) - importance(a.key) ||
      a.key.length - b.key.length ||
      compareNaturally(a.key, b.key),
  )
  return chosen.slice(0, limit).map(({ column }) => column)
}

const ID_KEY = /(?:^|[^\p{L}\p{N}])(?:id|uuid|guid|hash|digest|sha|commit|path|dir|uri|url|host|hostname)$/iu

/** Text that is another one in almost every run, or whose key says that it is an id or a place. */
function isIdentifier({ key, kind, count, distinct, isNumeric }: ColumnInfo): boolean {
  if (kind === 'metric') return false
  return ID_KEY.test(key) || (!isNumeric && count >= 10 && distinct > 0.9 * count)
}

/** System metrics (MLflow logs them under `system/`) say least, values on held-out data most. */
export function importance(key: string): number {
  if (key.startsWith('system/')) return -1
  return /(?:^|[^\p{L}])(?:val|valid|validation|test|eval)(?:[^\p{L}]|$)/iu.test(key) ? 1 : 0
}

/** Whether two lists tell the same of the same columns. */
export function sameColumns(a: readonly ColumnInfo[], b: readonly ColumnInfo[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ column, count, distinct }, i) => {
      const other = b[i]
      return other?.column === column && other.count === count && other.distinct === distinct
    })
  )
}
