import { useMemo } from 'react'
import { NullHistogram } from '~/charts/findings/null-histogram'
import type { HistoryPoint } from '~/domain/drift-watch/history'
import { isAbandoned } from '~/domain/drift-watch/notable-records'
import { remarksOf } from '~/domain/drift-watch/record-remarks'
import { flatten, type MetricChoice, permutedIn } from '~/domain/drift-watch/readings'
import { wholeP } from '~/domain/detection/column-words'
import { formatNumber, significant } from '~/lib/format'
import { formatP } from '~/lib/p-value'
import { Notice } from '~/ui/states/notice'
import { minuteText, instantText } from '~/lib/dates'
import { timeAgo } from '~/ui/words/relative-time'
import { RecordBadge } from '../record-state'
import { useNow } from '~/ui/words/use-now'
import styles from './record-panel.module.css'
import { thresholdBar, timesThreshold } from './words'

interface FindingProps {
  point: HistoryPoint
  choice: MetricChoice | null
  /** How the metric is called: "MMD²". */
  metricWord: string
}

/** Verdict, value against threshold, and where the value would lie without drift, as far as that was logged. */
export function RecordFinding({ point, choice, metricWord }: FindingProps) {
  const now = useNow()
  const { record, value, threshold } = point
  const times = timesThreshold(value, threshold)
  return (
    <section aria-label="Finding" className={styles['finding']}>
      <p className={styles['when']}>
        <RecordBadge state={point.state} />
        <span>
          <time
            dateTime={new Date(record.createdAt).toISOString()}
            title={`${instantText(record.createdAt, 'UTC')} UTC`}
          >
            {minuteText(record.createdAt)} UTC
          </time>{' '}
          · {timeAgo(record.createdAt, now)}
        </span>
      </p>
      {value === null ? (
        <p className={styles['noValue']}>{noValue(point, choice, now)}</p>
      ) : (
        <p className={styles['value']}>
          <b title={String(value)}>{choice?.sense === 'below' ? formatP(value) : formatNumber(value)}</b>{' '}
          {metricWord}
          {times === null ? null : `, ${formatNumber(significant(times, 2))} × its threshold`}
        </p>
      )}
      {value === null || threshold === null ? null : (
        <Bar point={point} value={value} threshold={threshold} />
      )}
      {point.mismatch ? (
        <Notice tone="warning" plain>
          The logged verdict contradicts the value and the threshold.
        </Notice>
      ) : null}
      {remarksOf(record.parameters).map((remark) => (
        <Notice key={remark} tone="warning" plain>
          {remark}
        </Notice>
      ))}
      {record.notes?.map((note) => (
        <Notice key={note} plain>
          {note}
        </Notice>
      ))}
      <NullDistribution point={point} metricWord={metricWord} />
    </section>
  )
}

function noValue({ state, record }: HistoryPoint, choice: MetricChoice | null, now: number): string {
  if (state === 'running')
    return isAbandoned(record, now)
      ? 'This record never said that it ended, and is probably abandoned: a client that dies logs nothing more.'
      : 'Still running: no values yet.'
  if (state === 'failed') return 'It failed and logged no values.'
  return choice ? `This record logged no ${choice.metric}.` : 'This record logged no number.'
}

function Bar({ point, value, threshold }: { point: HistoryPoint; value: number; threshold: number }) {
  const bar = thresholdBar(value, threshold)
  const percent = (share: number) => `${share * 100}%`
  const from = Math.min(bar.zero, bar.value)
  return (
    <div
      className={styles['bar']}
      role="img"
      aria-label={`${formatNumber(value)} on a bar from ${formatNumber(bar.low)} to ${formatNumber(bar.high)}; its threshold is ${formatNumber(threshold)}`}
    >
      <div className={styles['track']}>
        <span
          className={styles['fill']}
          data-state={point.state}
          style={{ left: percent(from), width: percent(Math.abs(bar.value - bar.zero)) }}
        />
        <span className={styles['tick']} style={{ left: percent(bar.threshold) }} />
      </div>
      <div className={styles['scale']}>
        <span>{formatNumber(bar.low)}</span>
        <span
          className={styles['limit']}
          style={{ left: `clamp(64px, ${percent(bar.threshold)}, calc(100% - 64px))` }}
        >
          threshold {formatNumber(threshold)}
        </span>
        <span>{formatNumber(bar.high)}</span>
      </div>
    </div>
  )
}

function NullDistribution({ point: { record, value, state }, metricWord }: Omit<FindingProps, 'choice'>) {
  const found = useMemo(() => {
    const permuted = permutedIn(flatten(record.parameters))
    const values = Float64Array.from(permuted?.values.filter(Number.isFinite) ?? [])
    return values.length >= 2 ? values : null
  }, [record])
  if (!found || value === null) return null
  const p = record.parameters['p_value']
  const logged = record.parameters['alpha']
  const alpha = typeof logged === 'number' && logged > 0 && logged < 1 ? logged : 0.05
  // The 1 − α quantile of what was logged. It need not be the threshold, which may be the client's own.
  const limit = found.toSorted()[Math.ceil((1 - alpha) * found.length) - 1] ?? 0
  return (
    <div className={styles['null']}>
      <NullHistogram
        title="Null distribution"
        subtitle={typeof p === 'number' ? wholeP({ pValue: p, nullDistribution: found }) : 'as it was logged'}
        nullDistribution={found}
        observed={value}
        drift={state === 'drift'}
        threshold={limit}
        alpha={alpha}
        xLabel={`${metricWord} with labels permuted`}
        fileName={`null-distribution-${record.id}`}
      />
    </div>
  )
}
