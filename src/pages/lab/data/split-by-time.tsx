import { useState } from 'react'
import type { ColumnSummary, TableSummary } from '~/data/columns'
import type { Split, TimeCut } from '~/data/prepare/selection'
import { instantOf, spanWords, timeSpans } from '~/data/prepare/split-time'
import { instantText } from '~/lib/dates'
import { parseSpan, spanText } from '~/lib/span'
import { TextField } from '~/ui/controls/field'
import { Segmented } from '~/ui/controls/segmented'
import { SelectField } from '~/ui/controls/select'
import styles from './split-form.module.css'

type TimeSplit = Extract<Split, { by: 'time' }>
type Times = Extract<ColumnSummary, { type: 'time' }>

const DAY = 86_400_000

interface SplitByTimeProps {
  summary: TableSummary
  split: TimeSplit
  onChange(split: Split): void
}

/** One file cut at an instant, or its newest days against those before. */
export function SplitByTime({ summary, split, onChange }: SplitByTimeProps) {
  const times = timesOf(summary)
  const column = times.find(({ name }) => name === split.column)
  const { cut } = split
  const set = (next: TimeCut) => onChange({ ...split, cut: next })
  return (
    <div className={styles['grid']}>
      <div className={styles['full']}>
        <SelectField
          label="Time column"
          value={split.column}
          options={times.map(({ name }) => ({ value: name, label: name }))}
          onChange={(name) => {
            const other = times.find((c) => c.name === name)
            if (other) onChange({ by: 'time', column: name, cut: cutAtMiddle(other) })
          }}
        />
      </div>
      {column ? (
        <>
          <div className={styles['full']}>
            <Segmented
              label="Where the time is cut"
              wide
              value={cut.kind}
              options={[
                { value: 'at', label: 'At a date' },
                { value: 'last', label: 'The last days' },
              ]}
              onChange={(kind) => set(kind === 'at' ? cutAtMiddle(column) : lastDays(column))}
            />
          </div>
          {cut.kind === 'at' ? (
            <div className={styles['full']}>
              <DraftField
                key={split.column}
                label="Test begins (UTC)"
                text={isoText(cut.at)}
                help="A date, or date and time: 2024-09-02 or 2024-09-02 14:30."
                whyNot={(text) => whyNotAt(text, column)}
                onChange={(text) => set({ kind: 'at', at: instantOf(text) ?? cut.at })}
              />
            </div>
          ) : (
            <>
              <DraftField
                label="Test: the last"
                text={spanText(cut.last)}
                whyNot={(text) => whyNotLast(text, column)}
                onChange={(text) => set({ ...cut, last: parseSpan(text) ?? cut.last })}
              />
              <DraftField
                label="Reference: before that"
                text={cut.against === null ? '' : spanText(cut.against)}
                placeholder="all"
                whyNot={(text) => (text.trim() === '' || parseSpan(text) !== null ? null : SPANS)}
                onChange={(text) => set({ ...cut, against: parseSpan(text) })}
              />
            </>
          )}
          <p className={`${styles['hint']} ${styles['full']}`}>{endsWords(cut, column)}</p>
        </>
      ) : (
        <p className={`${styles['hint']} ${styles['full']}`}>
          This file has no times in {split.column}: choose another column.
        </p>
      )}
    </div>
  )
}

/** The columns of a file that can split it by time, in its order. */
export function timesOf(summary: TableSummary): Times[] {
  return summary.columns.filter((c): c is Times => c.type === 'time' && c.min < c.max)
}

/** Half of the time each; null where the file has no times to split by. */
export function byTime(summary: TableSummary): TimeSplit | null {
  const [column] = timesOf(summary)
  return column ? { by: 'time', column: column.name, cut: cutAtMiddle(column) } : null
}

/** The middle of the time, at midnight where it runs over days. */
function cutAtMiddle({ min, max }: Times): TimeCut {
  const middle = min + (max - min) / 2
  const midnight = Math.round(middle / DAY) * DAY
  return { kind: 'at', at: midnight > min && midnight <= max ? midnight : Math.round(middle / 1000) * 1000 }
}

/** A week against the month before it, or the last fifth of a shorter time against all before. */
function lastDays({ min, max }: Times): TimeCut {
  const all = max - min
  if (all >= 37 * DAY) return { kind: 'last', last: 7 * DAY, against: 30 * DAY }
  const unit = all >= 5 * DAY ? DAY : all >= 5 * 3_600_000 ? 3_600_000 : 1000
  return { kind: 'last', last: Math.max(unit, Math.floor(all / 5 / unit) * unit), against: null }
}

const SPANS = 'Type a duration, for example 7d, 12h or 90min.'

function whyNotAt(text: string, { min, max }: Times): string | null {
  const at = instantOf(text)
  if (at === null) return 'Type a date, for example 2024-09-02, or a date and time: 2024-09-02 14:30.'
  if (at <= min) return `No row is before it: the times begin ${instantText(min)}.`
  return at > max ? `No row is at it or later: the times end ${instantText(max)}.` : null
}

function whyNotLast(text: string, { min, max }: Times): string | null {
  const last = parseSpan(text)
  if (last === null) return SPANS
  return max - last < min
    ? `No row is before the last ${text.trim()}: the times begin ${instantText(min)}.`
    : null
}

/** "Reference from 1 Aug 2024 to before 2 Sep 2024; test from 2 Sep 2024 up to 9 Sep 2024 (UTC)." */
function endsWords(cut: TimeCut, { min, max }: Times): string {
  const { reference, test } = timeSpans(cut, min, max)
  return `Reference ${spanWords(reference)}; test ${spanWords(test)} (UTC).`
}

/** What `instantOf` reads back: "2024-09-02", "2024-09-02 14:30", seconds where there are any. */
function isoText(at: number): string {
  const [day = '', time = ''] = new Date(at).toISOString().replace('.000Z', 'Z').replace('Z', '').split('T')
  if (time === '00:00:00') return day
  return `${day} ${time.endsWith(':00') ? time.slice(0, -3) : time}`
}

interface DraftFieldProps {
  label: string
  text: string
  help?: string
  placeholder?: string
  /** What is wrong with a text, as a sentence; null where it can be used. */
  whyNot(text: string): string | null
  onChange(text: string): void
}

/** What is typed stays as typed while it cannot be used; the last that could holds. */
function DraftField({ label, text, help, placeholder, whyNot, onChange }: DraftFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const shown = draft ?? text
  // Also what a link brought may be out of the file's time.
  const error = whyNot(shown)
  return (
    <TextField
      label={label}
      value={shown}
      error={error}
      {...(help === undefined ? {} : { help })}
      {...(placeholder === undefined ? {} : { placeholder })}
      onChange={(next) => {
        setDraft(next)
        if (whyNot(next) === null) onChange(next)
      }}
      onBlur={() => {
        if (error === null) setDraft(null)
      }}
    />
  )
}
