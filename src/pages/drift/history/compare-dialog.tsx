import { useCallback, useMemo, useState } from 'react'
import { cellOfLeaf, recordDifferences, type RecordDifference } from '~/domain/drift-watch/compare-records'
import type { DriftRecord } from '~/domain/drift-watch/drift-record'
import { csvLine } from '~/lib/csv'
import { minuteText } from '~/lib/dates'
import { safeFileName } from '~/lib/file-name'
import { formatCount } from '~/lib/format'
import { Button } from '~/ui/controls/button'
import { type GridColumn, type GridRow, printedCell } from '~/ui/grid/grid-column'
import { type GridState, PLAIN_GRID } from '~/ui/grid/grid-state'
import { GridTable } from '~/ui/grid/grid-table'
import type { CellValue } from '~/ui/lists/table-rows'
import { Dialog } from '~/ui/overlays/dialog'
import { useNarrow } from '~/ui/page/use-narrow'
import { saveFile } from '~/ui/save-file'
import { Notice } from '~/ui/states/notice'

interface CompareDialogProps {
  /** Name of the experiment. */
  name: string
  /** Ascending in time, whatever the filters leave. */
  records: readonly DriftRecord[]
  /** Which of them; one that is not among them is said to be missing. */
  ids: readonly string[]
  onClose: () => void
}

const KEY = 'key'

/** Records side by side, the oldest first: what differs, and on demand all of it. */
export default function CompareDialog({ name, records, ids, onClose }: CompareDialogProps) {
  const [showsAll, setShowsAll] = useState(false)
  const compared = useMemo(() => records.filter(({ id }) => ids.includes(id)), [records, ids])
  const all = useMemo(() => recordDifferences(compared), [compared])
  const rows = showsAll ? all : all.filter(({ isIdentical }) => !isIdentical)
  const same = all.filter(({ isIdentical }) => isIdentical).length
  const missing = ids.length - compared.length
  return (
    <Dialog
      open
      size={960}
      title={`${formatCount(compared.length)} records side by side`}
      subtitle={`${name}: ${formatCount(all.length - same)} of ${formatCount(all.length)} rows differ. Times are UTC.`}
      onClose={onClose}
      actions={
        <>
          <Button aria-pressed={showsAll} onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? 'Only what differs' : `Show ${formatCount(same)} identical`}
          </Button>
          <Button
            onClick={() =>
              saveFile(
                new Blob([csvOf(compared, rows)], { type: 'text/csv;charset=utf-8' }),
                `${safeFileName(name, 'compared-records')}.csv`,
              )
            }
          >
            Save as CSV
          </Button>
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      {missing === 0 ? null : (
        <Notice tone="warning">
          {missing === 1 ? 'One record' : `${formatCount(missing)} records`} of this link{' '}
          {missing === 1 ? 'is' : 'are'} not here: deleted, or not read yet.
        </Notice>
      )}
      <Differences compared={compared} rows={rows} />
    </Dialog>
  )
}

function Differences({
  compared,
  rows,
}: {
  compared: readonly DriftRecord[]
  rows: readonly RecordDifference[]
}) {
  const narrow = useNarrow()
  const [grid, setGrid] = useState<GridState>(() => ({ ...PLAIN_GRID, pinned: [KEY] }))
  const columns = useMemo<GridColumn[]>(
    () => [
      { key: KEY, title: 'What', kind: 'code', width: narrow ? 132 : 220, isUnsortable: true },
      ...compared.map(({ id, createdAt }): GridColumn => ({
        key: id,
        title: minuteText(createdAt),
        kind: 'text',
        width: 184,
        isUnsortable: true,
        // Longer than its column: whole under the pointer, and in the CSV.
        render: (cell) => (
          <span title={typeof cell === 'string' ? cell : undefined}>{printedCell(cell)}</span>
        ),
      })),
    ],
    [compared, narrow],
  )
  const places = useMemo(() => new Map(compared.map(({ id }, place) => [id, place])), [compared])
  const row = useCallback(
    (index: number): GridRow | null => (rows[index] ? { id: rows[index].id } : null),
    [rows],
  )
  const value = useCallback(
    (index: number, key: string): CellValue => {
      const own = rows[index]
      if (!own) return null
      return key === KEY ? own.key : cellAt(own, places.get(key) ?? -1)
    },
    [rows, places],
  )
  return (
    <GridTable
      label="Differences between records"
      columns={columns}
      rowCount={rows.length}
      row={row}
      value={value}
      state={grid}
      onState={setGrid}
      emptyState="These records are identical."
      maxHeight={480}
    />
  )
}

function cellAt({ cells }: RecordDifference, place: number): string | number | null {
  const leaf = cells[place] ?? null
  return leaf === null ? null : cellOfLeaf(leaf)
}

function csvOf(compared: readonly DriftRecord[], rows: readonly RecordDifference[]): string {
  return [
    csvLine(['what', ...compared.map(({ createdAt }) => new Date(createdAt).toISOString())]),
    csvLine(['id', ...compared.map(({ id }) => id)]),
    ...rows.map((row) =>
      csvLine([row.key, ...row.cells.map((_, place) => String(cellAt(row, place) ?? ''))]),
    ),
  ].join('')
}
