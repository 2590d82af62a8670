import Columns2 from 'lucide-react/icons/columns-2'
import Download from 'lucide-react/icons/download'
import { useCallback, useMemo, useState } from 'react'
import type { DriftRecord } from '~/domain/drift-watch/drift-record'
import type { HistoryPoint } from '~/domain/drift-watch/history'
import { safeFileName } from '~/lib/file-name'
import { formatCount } from '~/lib/format'
import { useGrid } from '~/scaffold/use-grid'
import { Button } from '~/ui/controls/button'
import type { GridColumn, GridRow } from '~/ui/grid/grid-column'
import { GridTable } from '~/ui/grid/grid-table'
import { sortFromTexts, sortTexts } from '~/ui/grid/sort-texts'
import { type CellValue, sortRows } from '~/ui/lists/table-rows'
import { usePrinting } from '~/ui/page/printing'
import { useNarrow } from '~/ui/page/use-narrow'
import { saveFile } from '~/ui/save-file'
import { useNow } from '~/ui/words/use-now'
import { RecordColumnPicker } from './record-column-picker'
import { chosenColumns, recordColumns, shownColumns } from './record-columns'
import { recordsCsv } from './records-csv'
import styles from './records-table.module.css'
import type { ChangeHistory, HistorySettings } from './settings'

interface RecordsTableProps {
  /** Name of the experiment: the file is called after it. */
  name: string
  /** All records, whatever the filters leave of them. */
  records: readonly DriftRecord[]
  /** What the filters leave, ascending in time; unsorted, the table shows the newest first. */
  points: readonly HistoryPoint[]
  /** Last name of the metric; null where there is none. */
  metric: string | null
  settings: HistorySettings
  change: ChangeHistory
  /** A record is to be shown beside the table. */
  onOpen: (id: string) => void
  /** The focus is to go into the record that is shown. */
  onEnter: () => void
}

/** Side by side, more columns than this are not read; their ids have to fit into a link, too. */
const MOST_COMPARED = 8

/** All records that are shown, one row each: columns chosen, moved, sized and sorted, rows compared and exported. */
export function RecordsTable(props: RecordsTableProps) {
  const { name, records, points, metric, settings, change, onOpen, onEnter } = props
  const now = useNow()
  const narrow = useNarrow()
  const printing = usePrinting()
  // Little room: a record stands beside it, or it stands on paper.
  const tight = settings.record !== null || printing
  const [grid, setGrid] = useGrid('records')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(NONE)
  const shown = shownColumns(settings.columns)
  const columns = useMemo(() => recordColumns(shown, metric, points), [shown, metric, points])
  const sort = useMemo(() => sortFromTexts(settings.sort), [settings.sort])
  const rows = useMemo(() => {
    const keys = recordColumns(
      sort.map(({ key }) => key),
      metric,
      points,
    )
    return sortRows(points.toReversed(), keys, sort)
  }, [points, metric, sort])
  const gridColumns = useMemo(
    () =>
      columns.map(
        ({
          key,
          title,
          unit,
          kind,
          render,
          width,
          besideWidth = width,
          phoneWidth = besideWidth,
        }): GridColumn => ({
          key,
          title,
          kind,
          width: narrow ? phoneWidth : tight ? besideWidth : width,
          ...(unit === undefined ? {} : { unit }),
          ...(render
            ? {
                renderRow: (index) =>
                  rows[index] ? render(rows[index], { now, short: narrow || tight }) : null,
              }
            : {}),
        }),
      ),
    [columns, rows, now, narrow, tight],
  )
  const readers = useMemo(() => new Map(columns.map(({ key, value }) => [key, value])), [columns])
  const row = useCallback(
    (index: number): GridRow | null => (rows[index] ? { id: rows[index].record.id } : null),
    [rows],
  )
  const value = useCallback(
    (index: number, key: string): CellValue => (rows[index] && readers.get(key)?.(rows[index])) ?? null,
    [rows, readers],
  )
  const state = useMemo(() => ({ ...grid, sort }), [grid, sort])
  const compared = points.filter(({ record }) => chosen.has(record.id)).map(({ record }) => record.id)
  return (
    <>
      <div className={styles['bar']}>
        <span className={styles['caption']}>
          {captionOf(points)}
          {compared.length === 0 ? '' : `, ${formatCount(compared.length)} chosen`}
        </span>
        <span className={styles['actions']} data-unprinted="">
          <Button
            size={28}
            icon={Columns2}
            disabledReason={whyNotCompared(compared.length)}
            onClick={() => change({ compare: compared })}
          >
            Compare
          </Button>
          <RecordColumnPicker
            records={records}
            metric={metric}
            shown={shown}
            onShown={(keys) => change({ columns: chosenColumns(keys) })}
          />
          <Button
            size={28}
            icon={Download}
            onClick={() =>
              saveFile(
                new Blob([recordsCsv(rows, columns)], { type: 'text/csv;charset=utf-8' }),
                `${safeFileName(name, 'records')}.csv`,
              )
            }
          >
            Export CSV
          </Button>
        </span>
      </div>
      <GridTable
        label="Records"
        columns={gridColumns}
        rowCount={rows.length}
        row={row}
        value={value}
        state={state}
        onState={(next) => {
          // Order and sort stand in the URL; widths are kept in this browser.
          setGrid({ ...next, order: [], sort: [] })
          if (next.sort !== sort) change({ sort: sortTexts(next.sort) })
          if (next.order !== state.order) change({ columns: chosenColumns(next.order) })
        }}
        selected={chosen}
        onSelected={setChosen}
        onOpen={onOpen}
        onEnter={onEnter}
        onWalk={(id) => settings.record !== null && onOpen(id)}
        openId={settings.record}
        openRow={
          settings.record === null ? -1 : rows.findIndex(({ record }) => record.id === settings.record)
        }
        emptyState="No records."
        maxHeight={460}
      />
    </>
  )
}

const NONE: ReadonlySet<string> = new Set()

function whyNotCompared(count: number): string | null {
  if (count < 2) return 'Choose two or more records by their boxes.'
  return count > MOST_COMPARED
    ? `Choose at most ${MOST_COMPARED} records: ${formatCount(count)} are chosen.`
    : null
}

/** "214 records, 7 of them without a value": running and failed ones, and those without the metric. */
function captionOf(points: readonly HistoryPoint[]): string {
  const bare = points.reduce((n, { value }) => n + (value === null ? 1 : 0), 0)
  const count = `${formatCount(points.length)} ${points.length === 1 ? 'record' : 'records'}`
  return bare === 0 ? count : `${count}, ${formatCount(bare)} of them without a value`
}
