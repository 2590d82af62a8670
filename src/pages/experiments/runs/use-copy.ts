import type { ColumnChoice } from '~/domain/mlflow/table/column-id'
import { formatCount } from '~/lib/format'
import type { LoadedRuns, TableWindow } from '~/queries/mlflow/runs'
import { ended } from '~/queries/mlflow/run-pages'
import { useAction } from '~/scaffold/use-action'
import { toast } from '~/stores/toasts'
import type { GridColumn } from '~/ui/grid/grid-column'
import { copiedTable } from '~/ui/grid/grid-keys'
import type { CellValue } from '~/ui/lists/table-rows'
import { NOT_LOADED } from './cells'
import { countOf } from './change-words'
import { isGroupId, type Line, type Lines, selectedLines } from './layout'

interface Copied {
  lines: Lines
  choices: readonly ColumnChoice[]
  selected: ReadonlySet<string>
  /** What a line holds in a column. */
  cell: (line: Line, window: TableWindow, key: string) => CellValue
}

/**
 * Copies all selected runs, in their order, where the table has only those in view: the others are asked of the worker.
 * What the filter leaves out, or stands below a closed parent, the worker's rows do not hold: that is told.
 */
export function useCopy(
  { table }: LoadedRuns,
  { lines, choices, selected, cell }: Copied,
): (columns: readonly GridColumn[]) => void {
  const copy = useAction(
    async (columns: readonly GridColumn[]) => {
      const made = table.window(choices, { from: 0, to: Number.MAX_SAFE_INTEGER }).then((outcome) => {
        const all = ended(outcome)
        const found = selectedLines(lines, all.ids, selected)
        const rows = [...found.keys()]
        let unloaded = 0
        const text = copiedTable(columns, rows, (row, key) => {
          const line = found[row]
          const value = line ? cell(line, all, key) : null
          if (value === NOT_LOADED) unloaded += 1
          return value
        })
        return { text, runs: found.filter(({ kind }) => kind === 'run').length, unloaded }
      })
      try {
        // A promise of the text: some browsers take none that comes after the key was pressed.
        const text = made.then((one) => new Blob([one.text], { type: 'text/plain' }))
        await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })])
      } catch {
        await made
        // No permission, or a page that is not served over https or from localhost.
        return null
      }
      return made
    },
    {
      failure: { toast: 'The runs were not copied' },
      onDone: (done) => {
        if (done === null) return void toast(NOT_ALLOWED)
        const hidden = [...selected].filter((id) => !isGroupId(id)).length - done.runs
        const text = [hidden > 0 ? hiddenWords(hidden) : '', done.unloaded > 0 ? UNLOADED : '']
          .filter(Boolean)
          .join(' ')
        toast({ tone: text === '' ? 'ok' : 'warn', title: `${countOf(done.runs)} copied`, text })
      },
    },
  )
  return copy.run
}

const NOT_ALLOWED = {
  tone: 'warn',
  title: 'The browser does not allow copying',
  text: 'Export the runs as CSV instead.',
} as const

const UNLOADED = 'Cells with … need histories that are not loaded yet: Export CSV loads them.'

const hiddenWords = (runs: number): string =>
  `${formatCount(runs)} more ${runs === 1 ? 'is' : 'are'} selected and hidden by the filter or below a closed parent: ${runs === 1 ? 'it was' : 'they were'} left out.`
