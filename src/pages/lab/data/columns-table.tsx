import { memo } from 'react'
import { MiniHistogram } from '~/charts/inline/mini-histogram'
import type { LeftOutColumn } from '~/data/prepare/column-choices'
import type { ColumnSummary, TableSummary } from '~/data/columns'
import { dayText } from '~/lib/dates'
import { formatCount, formatNumber } from '~/lib/format'
import { Button } from '~/ui/controls/button'
import { Checkbox } from '~/ui/controls/checkbox'
import { type DataColumn, DataTable } from '~/ui/lists/data-table'
import { Frame } from '~/ui/page/frame'
import styles from './columns-table.module.css'

interface ColumnsTableProps {
  reference: TableSummary
  test: TableSummary | null
  /** Columns that can be compared. */
  available: readonly string[]
  chosen: readonly string[]
  /** Columns that are compared where nobody chose. */
  standard: readonly string[]
  /** Why the others are not. */
  leftOut: readonly LeftOutColumn[]
  /** The detector looks at one column: choosing another replaces it. */
  single: boolean
  onChoose(names: string[] | null): void
}

interface Row {
  name: string
  reference: ColumnSummary | undefined
  test: ColumnSummary | undefined
  comparable: boolean
}

/**
 * Every column of both files: type, missing values, and how their values lie; where columns are chosen. Kept while a
 * job begins and ends: drawing it again held a cancelled job on the screen.
 */
export const ColumnsTable = memo(function ColumnsTable({
  reference,
  test,
  available,
  chosen,
  standard,
  leftOut,
  single,
  onChoose,
}: ColumnsTableProps) {
  const comparable = new Set(available)
  // Chosen for an earlier file, a column may not be in this one.
  const picked = new Set(chosen.filter((name) => comparable.has(name)))
  const reasons = new Map(leftOut.map(({ column, reason }) => [column, reason]))
  const rows = rowsOf(reference, test, comparable)
  const usual = new Set(standard)
  const isStandard = (names: readonly string[]): boolean =>
    names.length === usual.size && names.every((name) => usual.has(name))

  const toggle = (name: string): void => {
    if (!comparable.has(name)) return
    if (single) {
      onChoose([name])
      return
    }
    const next = available.filter((c) => (c === name ? !picked.has(c) : picked.has(c)))
    // What is compared where nobody chose is the shorter link.
    if (next.length > 0) onChoose(isStandard(next) ? null : next)
  }
  const missing = rows.reduce((sum, r) => sum + (r.reference?.missing ?? 0) + (r.test?.missing ?? 0), 0)
  return (
    <Frame
      title="Columns"
      subtitle={`${formatCount(picked.size)} of ${formatCount(available.length)} comparable columns chosen; ${missing === 0 ? 'no missing values' : `${formatCount(missing)} missing values`}.`}
      {...(single || (chosen.length === picked.size && isStandard([...picked]))
        ? {}
        : {
            actions: (
              <Button size={28} variant="quiet" onClick={() => onChoose(null)}>
                {standard.length === available.length ? 'Choose all' : 'Choose the defaults'}
              </Button>
            ),
          })}
      flush
    >
      <DataTable
        label="Columns of the files"
        rows={rows}
        columns={columnsOf(test !== null, picked, reasons, toggle)}
        rowKey={(row) => row.name}
        emptyState="These files have no columns."
        maxHeight={356}
        onRow={(row) => toggle(row.name)}
      />
    </Frame>
  )
})

function rowsOf(reference: TableSummary, test: TableSummary | null, comparable: ReadonlySet<string>): Row[] {
  const inTest = new Map(test?.columns.map((c) => [c.name, c]))
  const inReference = new Set(reference.columns.map((c) => c.name))
  const rows = reference.columns.map((c): Row => ({
    name: c.name,
    reference: c,
    test: inTest.get(c.name),
    comparable: comparable.has(c.name),
  }))
  const onlyTest = (test?.columns ?? []).filter((c) => !inReference.has(c.name))
  return [
    ...rows,
    ...onlyTest.map((c): Row => ({ name: c.name, reference: undefined, test: c, comparable: false })),
  ]
}

function columnsOf(
  two: boolean,
  picked: ReadonlySet<string>,
  reasons: ReadonlyMap<string, string>,
  toggle: (name: string) => void,
): DataColumn<Row>[] {
  const sides = two ? (['reference', 'test'] as const) : (['reference'] as const)
  const of = (side: 'reference' | 'test'): string =>
    two ? `, ${side === 'reference' ? 'ref.' : 'test'}` : ''
  return [
    {
      key: 'name',
      title: 'Column',
      width: 132,
      value: (row) => row.name,
      render: (row) => (
        // A press on the box or its name is not also one on the row, which would take it back.
        <span role="presentation" onClick={(event) => event.stopPropagation()}>
          <Checkbox
            checked={picked.has(row.name)}
            disabled={!row.comparable}
            aria-label={`Compare ${row.name}`}
            onChange={() => toggle(row.name)}
          >
            <span className={styles['name']} title={row.name}>
              {row.name}
            </span>
          </Checkbox>
        </span>
      ),
    },
    { key: 'type', title: 'Type', width: 120, value: typeOf },
    ...(reasons.size === 0
      ? []
      : [
          {
            key: 'why',
            title: 'Not compared, as',
            width: 168,
            value: (row: Row) => (picked.has(row.name) ? '' : (reasons.get(row.name) ?? '')),
            render: (row: Row) => {
              const reason = picked.has(row.name) ? '' : (reasons.get(row.name) ?? '')
              return (
                <span className={styles['words']} title={reason}>
                  {reason}
                </span>
              )
            },
          },
        ]),
    ...sides.map((side): DataColumn<Row> => ({
      key: `${side}-values`,
      title: `Values${of(side)}`,
      width: 104,
      value: (row) => rangeOf(row[side]),
      render: (row) => <Shape column={row[side]} series={side === 'reference' ? 1 : 3} />,
    })),
    ...sides.map((side): DataColumn<Row> => ({
      key: `${side}-mean`,
      title: `Mean${of(side)}`,
      width: 92,
      align: 'end',
      value: (row) => meanOf(row[side]),
    })),
    ...sides.map((side): DataColumn<Row> => ({
      key: `${side}-missing`,
      title: `Missing${of(side)}`,
      width: 104,
      align: 'end',
      value: (row) => row[side]?.missing ?? null,
    })),
  ]
}

function typeOf({ reference, test }: Row): string {
  const [a, b] = [reference, test].map((c) =>
    c?.type === 'number' && c.integers
      ? 'whole number'
      : c?.type === 'text' && c.distinct === 0
        ? 'empty'
        : c?.type,
  )
  if (a !== undefined && b !== undefined && reference?.type !== test?.type) return `${a} / ${b}`
  return a ?? b ?? ''
}

function meanOf(column: ColumnSummary | undefined): number | null {
  return column?.type === 'number' ? column.mean : null
}

/** The values in words: what the histogram shows, and what is copied. */
function rangeOf(column: ColumnSummary | undefined): string {
  switch (column?.type) {
    case 'number':
      return `${formatNumber(column.min)} to ${formatNumber(column.max)}`
    case 'time':
      return Number.isNaN(column.min) ? '' : `${dayText(column.min)} to ${dayText(column.max)}`
    case 'text':
      return (
        column.top
          .map((t) => t.value)
          .slice(0, 3)
          .join(', ') + (column.distinct > 3 ? ', …' : '')
      )
    case undefined:
      return 'not there'
  }
}

function Shape({ column, series }: { column: ColumnSummary | undefined; series: 1 | 3 }) {
  const words = rangeOf(column)
  if (column === undefined || column.type === 'text' || !column.histogram) {
    return (
      <span className={styles['words']} title={words}>
        {words}
      </span>
    )
  }
  return (
    <span className={styles['shape']} title={words}>
      <MiniHistogram counts={column.histogram.counts} series={series} label={`${column.name}: ${words}`} />
    </span>
  )
}
