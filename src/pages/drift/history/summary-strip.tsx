import { useState } from 'react'
import type { HistoryPoint, HistorySummary } from '~/domain/drift-watch/history'
import { whatIf } from '~/domain/drift-watch/what-if'
import type { Sense } from '~/domain/drift-watch/readings'
import { spokenDay } from '~/lib/dates'
import { formatCount, formatPercent } from '~/lib/format'
import { TextInput } from '~/ui/controls/field'
import { numberFromText } from '~/lib/url-codec'
import styles from './summary-strip.module.css'

interface StripProps {
  points: readonly HistoryPoint[]
  /** What lies before this record is in another unit: no threshold is tried on it. 0: all compare. */
  comparable: number
  summary: HistorySummary
  /** When the first of the records began that should have ended long ago; null: none. */
  overdueSince: number | null
  sense: Sense
  threshold: number | null
  onThreshold: (threshold: number | null) => void
}

/** Under the chart: the rates of the records that are shown, and what another threshold would make of them. */
export function SummaryStrip({ summary, overdueSince, ...tried }: StripProps) {
  const { driftRate, streak, failed, running, undecided } = summary
  return (
    <div className={styles['strip']}>
      <span>
        <b>{formatPercent(driftRate)}</b> drift rate
      </span>
      <span>
        <b>{formatCount(streak)}</b> {streak === 1 ? 'drift' : 'drifts'} in a row
      </span>
      <span>
        <b>{formatCount(failed)}</b> failed {failed === 1 ? 'record' : 'records'}
      </span>
      {undecided === 0 ? null : (
        <span>
          <b>{formatCount(undecided)}</b> with not enough data
        </span>
      )}
      <span>
        <b>{formatCount(running)}</b> running
        {overdueSince === null ? '' : `, overdue since ${spokenDay(overdueSince, { year: true })}`}
      </span>
      <WhatIf {...tried} />
    </div>
  )
}

function WhatIf({
  points,
  comparable,
  sense,
  threshold,
  onThreshold,
}: Omit<StripProps, 'summary' | 'overdueSince'>) {
  const [typed, setTyped] = useState<string | null>(null)
  // What is typed is kept as it is for as long as it means what the address says.
  const text =
    typed !== null && numberFromText(typed) === threshold
      ? typed
      : threshold === null
        ? (typed ?? '').trim() === ''
          ? ''
          : 'not a number'
        : String(threshold)
  const result = threshold === null ? null : whatIf(points, threshold, sense, comparable)
  return (
    <label className={styles['whatIf']} {...(threshold === null ? { 'data-unprinted': '' } : {})}>
      What if the threshold were
      <span className={styles['input']}>
        <TextInput
          kind="number"
          size={28}
          value={text}
          placeholder="0.1"
          onChange={(now) => {
            setTyped(now)
            onThreshold(numberFromText(now))
          }}
        />
      </span>
      <output className={styles['result']}>
        {result === null
          ? (typed ?? '').trim() === ''
            ? ''
            : 'not a number'
          : `${formatCount(result.drifts)} ${result.drifts === 1 ? 'drift' : 'drifts'}${differs(result.gained, result.lost)}${since(points[comparable], comparable)}`}
      </output>
    </label>
  )
}

/** ", 3 more, 8 fewer" */
function differs(gained: number, lost: number): string {
  return `${gained > 0 ? `, ${formatCount(gained)} new` : ''}${lost > 0 ? `, ${formatCount(lost)} gone` : ''}`
}

/** " since 3 October 2024": of which records that is, where not all compare. */
function since(first: HistoryPoint | undefined, comparable: number): string {
  return comparable === 0 || !first ? '' : `, since ${spokenDay(first.at, { year: true })}`
}
