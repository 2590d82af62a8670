import { factsOfDataset } from '~/domain/mlflow/dataset-facts'
import { durationMs, type Run } from '~/domain/mlflow/run'
import { compareNaturally } from '~/domain/mlflow/table/natural-compare'
import { csvCell } from '~/lib/csv'
import { formatDuration } from '~/lib/format'
import { withoutFormula } from '~/lib/formula'
import { directionOf } from './finding'

/** One key over all runs. */
export interface DifferenceRow {
  /** Unique: a parameter and a metric may have the same key. */
  id: string
  kind: 'attribute' | 'dataset' | 'param' | 'metric'
  key: string
  /** One a run; null: the run has none. */
  cells: readonly (string | number | null)[]
  isIdentical: boolean
  /** Places of the best values, where the key says which way is better and not all are the same. */
  best: readonly number[]
}

/** State and duration, then the data sets with what is known of them, then parameters, then last values of metrics, by key. */
export function differenceRows(runs: readonly Run[]): DifferenceRow[] {
  return [
    rowOf(
      'attribute',
      'state',
      runs.map(({ status }) => status.charAt(0) + status.slice(1).toLowerCase()),
    ),
    rowOf(
      'attribute',
      'duration',
      runs.map((run) => {
        const duration = durationMs(run)
        return duration === null ? null : formatDuration(duration)
      }),
    ),
    ...keyedRows(runs, 'dataset', ({ datasets }) => datasets.flatMap(factsOfDataset)),
    ...keyedRows(runs, 'param', ({ params }) => params),
    ...keyedRows(runs, 'metric', ({ metrics }) => metrics),
  ]
}

function keyedRows(
  runs: readonly Run[],
  kind: 'dataset' | 'param' | 'metric',
  valuesOf: (run: Run) => readonly { key: string; value: string | number }[],
): DifferenceRow[] {
  const cells = new Map<string, (string | number | null)[]>()
  for (const [place, run] of runs.entries())
    for (const { key, value } of valuesOf(run)) {
      const own = cells.get(key) ?? Array.from<null>({ length: runs.length }).fill(null)
      own[place] = value
      cells.set(key, own)
    }
  return Array.from(cells, ([key, own]) => rowOf(kind, key, own)).toSorted((a, b) =>
    compareNaturally(a.key, b.key),
  )
}

function rowOf(
  kind: DifferenceRow['kind'],
  key: string,
  cells: readonly (string | number | null)[],
): DifferenceRow {
  const isIdentical = cells.every((cell) => Object.is(cell, cells[0]))
  return {
    id: `${kind}:${key}`,
    kind,
    key,
    cells,
    isIdentical,
    best: isIdentical ? [] : bestPlaces(kind, key, cells),
  }
}

function bestPlaces(kind: DifferenceRow['kind'], key: string, cells: DifferenceRow['cells']): number[] {
  const direction = kind === 'metric' ? directionOf(key) : null
  if (!direction) return []
  const finite = cells.filter((cell): cell is number => typeof cell === 'number' && Number.isFinite(cell))
  if (finite.length < 2) return []
  const best = direction === 'higher' ? Math.max(...finite) : Math.min(...finite)
  return cells.flatMap((cell, place) => (cell === best ? [place] : []))
}

/** What a row is, in the exported table. */
const KIND_WORDS = {
  attribute: 'attribute',
  dataset: 'data set',
  param: 'parameter',
  metric: 'metric',
} as const

/** The table as text for a sheet, whole numbers and all. @param between "," or a tab */
export function tableText(
  names: readonly string[],
  rows: readonly DifferenceRow[],
  between: ',' | '\t',
): string {
  const line = (cells: readonly (string | number | null)[]) =>
    cells.map((cell) => textOf(cell, between)).join(between)
  return [
    line(['kind', 'key', ...names]),
    ...rows.map(({ kind, key, cells }) => line([KIND_WORDS[kind], key, ...cells])),
  ].join('\r\n')
}

function textOf(cell: string | number | null, between: ',' | '\t'): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  return between === '\t' ? withoutFormula(cell.replace(/[\t\r\n]+/g, ' ')) : csvCell(cell)
}
