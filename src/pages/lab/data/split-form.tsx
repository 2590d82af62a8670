import { useState } from 'react'
import { halves } from '~/data/prepare/column-choices'
import type { ColumnSummary, TableSummary, ValueCount } from '~/data/columns'
import type { Split } from '~/data/prepare/selection'
import { counted, formatCount } from '~/lib/format'
import { TextField } from '~/ui/controls/field'
import { Segmented } from '~/ui/controls/segmented'
import { SelectField } from '~/ui/controls/select'
import { byTime, SplitByTime, timesOf } from './split-by-time'
import styles from './split-form.module.css'

interface SplitFormProps {
  summary: TableSummary
  split: Split | null
  /** The whole file may also be the stream. */
  optional: boolean
  onChange(split: Split | null): void
}

/** How one file becomes reference and test sample. */
export function SplitForm({ summary, split, optional, onChange }: SplitFormProps) {
  const parts = splittable(summary)
  const by = split?.by ?? 'none'
  const choose = (next: string): void => {
    const first = parts[0]
    if (next === 'rows') onChange(halves(summary))
    else if (next === 'column' && first) onChange(byColumn(summary, first.name))
    else onChange(next === 'time' ? byTime(summary) : null)
  }
  return (
    <div className={styles['form']} role="group" aria-label="Split this file">
      <Segmented
        label="How this file is split"
        wide
        value={by}
        options={[
          { value: 'none', label: 'Whole file' },
          { value: 'rows', label: 'Rows', disabled: summary.rows < 4 },
          { value: 'column', label: 'Value', disabled: parts.length === 0 },
          { value: 'time', label: 'Time', disabled: timesOf(summary).length === 0 },
        ]}
        onChange={choose}
      />
      {split?.by === 'rows' ? <RowRange rows={summary.rows} split={split} onChange={onChange} /> : null}
      {split?.by === 'column' ? <ByColumn summary={summary} split={split} onChange={onChange} /> : null}
      {split?.by === 'time' ? <SplitByTime summary={summary} split={split} onChange={onChange} /> : null}
      {split === null && !optional ? (
        <p className={styles['hint']}>
          One file is loaded: split it here, or drop a second one as the test sample.
        </p>
      ) : null}
    </div>
  )
}

/** The values that a column can be split by: its categories, or its few numbers. */
function valuesOf(column: ColumnSummary | undefined): readonly ValueCount[] {
  if (column?.type === 'text') return column.top
  return column?.type === 'number' ? (column.levels ?? []) : []
}

/** Texts first: a site is more often what a person parts by than a count. Not what is different in each row. */
function splittable(summary: TableSummary): ColumnSummary[] {
  const parts = summary.columns.filter(
    (c) => valuesOf(c).length >= 2 && !(c.type === 'text' && c.unique && c.distinct > 2),
  )
  return parts.toSorted((a, b) => Number(b.type === 'text') - Number(a.type === 'text'))
}

function byColumn(summary: TableSummary, column: string): Split | null {
  const [first] = valuesOf(summary.columns.find((c) => c.name === column))
  const value = first?.value
  return value === undefined ? null : { by: 'column', column, reference: value, test: null }
}

type Rows = Extract<Split, { by: 'rows' }>

function RowRange({ rows, split, onChange }: { rows: number; split: Rows; onChange(split: Split): void }) {
  const test = split.test ?? { first: split.reference.last + 1, last: rows }
  return (
    <div className={styles['grid']}>
      <RangeField
        label="Reference rows"
        range={split.reference}
        rows={rows}
        onChange={(reference) => onChange({ ...split, reference })}
      />
      <RangeField
        label="Test rows"
        range={test}
        rows={rows}
        onChange={(range) =>
          onChange({
            ...split,
            // What is simply the rest need not stand in the link.
            test: range.first === split.reference.last + 1 && range.last === rows ? null : range,
          })
        }
      />
    </div>
  )
}

interface RangeFieldProps {
  label: string
  range: { first: number; last: number }
  rows: number
  onChange(range: { first: number; last: number }): void
}

/** "1–451". What is typed stays as typed while it is not a range. */
function RangeField({ label, range, rows, onChange }: RangeFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const text = draft ?? `${range.first}–${range.last}`
  const error = draft === null ? null : rangeError(draft, rows)
  return (
    <TextField
      label={label}
      value={text}
      error={error}
      onChange={(next) => {
        setDraft(next)
        const parsed = rangeOf(next)
        if (parsed && rangeError(next, rows) === null) onChange(parsed)
      }}
      onBlur={() => {
        if (error === null) setDraft(null)
      }}
    />
  )
}

function rangeOf(text: string): { first: number; last: number } | null {
  const found = /^\s*(\d+)\s*(?:-|–|to|\.\.)\s*(\d+)\s*$/.exec(text)
  return found ? { first: Number(found[1]), last: Number(found[2]) } : null
}

function rangeError(text: string, rows: number): string | null {
  const range = rangeOf(text)
  if (!range) return 'Type two row numbers, for example 1–451.'
  if (range.first < 1 || range.last > rows) return `Rows run from 1 to ${formatCount(rows)}.`
  return range.last <= range.first ? 'The second row must come after the first.' : null
}

type ByColumnSplit = Extract<Split, { by: 'column' }>

function ByColumn({
  summary,
  split,
  onChange,
}: {
  summary: TableSummary
  split: ByColumnSplit
  onChange(split: Split | null): void
}) {
  const parts = splittable(summary)
  const column = summary.columns.find((c) => c.name === split.column)
  const values = valuesOf(column)
  const option = (v: ValueCount) => ({
    value: v.value,
    label: v.value,
    detail: counted(v.count, 'row'),
  })
  return (
    <div className={styles['grid']}>
      <div className={styles['full']}>
        <SelectField
          label="Column"
          value={split.column}
          options={parts.map((c) => ({ value: c.name, label: c.name }))}
          onChange={(name) => onChange(byColumn(summary, name))}
        />
      </div>
      <SelectField
        label="Reference is"
        value={split.reference}
        options={values.map(option)}
        onChange={(reference) =>
          onChange({ ...split, reference, test: split.test === reference ? null : split.test })
        }
      />
      <SelectField
        label="Test is"
        // A value may be the empty text; none is told apart by its own prefix.
        value={split.test === null ? '*' : `=${split.test}`}
        options={[
          { value: '*', label: 'All other rows' },
          ...values
            .filter((v) => v.value !== split.reference)
            .map((v) => ({ ...option(v), value: `=${v.value}` })),
        ]}
        onChange={(value) => onChange({ ...split, test: value === '*' ? null : value.slice(1) })}
      />
    </div>
  )
}
