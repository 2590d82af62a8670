import { memo, useCallback, useMemo } from 'react'
import { Dash } from '~/charts/lines/lines-overlay'
import { counted, formatCount, formatNumber } from '~/lib/format'
import { useGrid } from '~/scaffold/use-grid'
import { Button } from '~/ui/controls/button'
import { CopyButton } from '~/ui/controls/copy-button'
import { Frame } from '~/ui/page/frame'
import type { GridColumn } from '~/ui/grid/grid-column'
import { GridTable } from '~/ui/grid/grid-table'
import { saveFile } from '~/ui/save-file'
import type { ColouredRun } from './colouring'
import { type DifferenceRow, differenceRows, tableText } from './difference-table'
import styles from './page.module.css'

interface DifferencesProps {
  runs: readonly ColouredRun[]
  /** "parameters": state, duration and parameters alone, as they stand below the charts. */
  of: 'all' | 'parameters'
  showsIdentical: boolean
  onIdentical: (shows: boolean) => void
}

const KEY = 'key'
const PINNED = [KEY]
const WORDS = { attribute: '', dataset: 'data set', param: 'parameter', metric: 'metric' } as const

/**
 * Data sets, parameters and last values as rows, a column a run; what is the same in all is hidden until it is asked for.
 * Below the charts it is not rendered anew while they are zoomed.
 */
export const Differences = memo(function Differences(props: DifferencesProps) {
  const { runs, of, showsIdentical, onIdentical } = props
  const [grid, setGrid] = useGrid('differences', PINNED)
  const all = useMemo(() => {
    const every = differenceRows(runs.map(({ run }) => run))
    return of === 'all' ? every : every.filter(({ kind }) => kind === 'attribute' || kind === 'param')
  }, [runs, of])
  const rows = useMemo(
    () => (showsIdentical ? all : all.filter(({ isIdentical }) => !isIdentical)),
    [all, showsIdentical],
  )
  const identical = all.filter(({ isIdentical }) => isIdentical).length
  const columns = useMemo<GridColumn[]>(
    () => [
      { key: KEY, title: 'Key', kind: 'code', width: widthOfKeys(rows), isUnsortable: true },
      ...(of === 'all'
        ? [{ key: 'kind', title: 'Kind', kind: 'text', width: 96, isUnsortable: true } as const]
        : []),
      ...runs.map(({ run, look }, place): GridColumn => ({
        key: run.id,
        title: look.name,
        mark: <Dash series={look} />,
        kind: 'text',
        width: Math.min(240, Math.max(120, look.name.length * 7 + 48)),
        isUnsortable: true,
        renderRow: (index, value) => {
          const text = typeof value === 'number' ? formatNumber(value) : (value ?? '–')
          const isBest = rows[index]?.best.includes(place) ?? false
          return isBest ? <b className={styles['best']}>{text} best</b> : text
        },
      })),
    ],
    [runs, rows, of],
  )
  const places = useMemo(() => new Map(runs.map(({ run }, place) => [run.id, place])), [runs])
  const row = useCallback((index: number) => (rows[index] ? { id: rows[index].id } : null), [rows])
  const value = useCallback(
    (index: number, key: string) => {
      const own = rows[index]
      if (!own) return null
      if (key === KEY) return own.key
      if (key === 'kind') return WORDS[own.kind]
      const cell = own.cells[places.get(key) ?? -1] ?? null
      return typeof cell === 'number' && !Number.isFinite(cell) ? String(cell).replace('Infinity', '∞') : cell
    },
    [rows, places],
  )
  const text = (between: ',' | '\t') =>
    tableText(
      runs.map(({ look }) => look.name),
      rows,
      between,
    )
  return (
    <Frame
      title={of === 'all' ? 'Differences' : 'Parameters'}
      subtitle={
        showsIdentical
          ? `${counted(all.length, 'row')}, ${formatCount(identical)} of them the same in all runs`
          : `${formatCount(rows.length)} ${rows.length === 1 ? 'row differs' : 'rows differ'}; ${formatCount(identical)} identical hidden`
      }
      flush
      actions={
        <span className={styles['actions']}>
          <Button size={28} aria-pressed={showsIdentical} onClick={() => onIdentical(!showsIdentical)}>
            {showsIdentical ? 'Hide identical' : 'Show identical'}
          </Button>
          <CopyButton size={28} text={() => text('\t')}>
            Copy
          </CopyButton>
          <Button
            size={28}
            onClick={() =>
              saveFile(
                new Blob([text(',')], { type: 'text/csv;charset=utf-8' }),
                of === 'all' ? 'compare.csv' : 'parameters.csv',
              )
            }
          >
            Save as CSV
          </Button>
        </span>
      }
    >
      <GridTable
        label={of === 'all' ? 'Differences between runs' : 'Parameters of the runs'}
        columns={columns}
        rowCount={rows.length}
        row={row}
        value={value}
        state={grid}
        onState={setGrid}
        emptyState="All parameters and metrics are the same in these runs."
        maxHeight={640}
      />
    </Frame>
  )
})

/** In px, for the longest key. */
function widthOfKeys(rows: readonly DifferenceRow[]): number {
  const longest = Math.max(0, ...rows.map(({ key }) => key.length))
  return Math.min(260, Math.max(120, Math.ceil(longest * 7.3) + 28))
}
