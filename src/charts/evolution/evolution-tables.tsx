import { useMemo } from 'react'
import { isBeyond } from '~/lib/bounds'
import { formatCount, formatNumber } from '~/lib/format'
import { type DataColumn, DataTable } from '~/ui/lists/data-table'
import type { Alarm } from '~/drift/results'
import styles from '../frame/charts.module.css'
import type { EvolutionChartProps } from './evolution-data'
import { boundsOf, peakValue, placeText, rowsText } from './evolution-words'

/** What the evolution chart shows, as two tables: its alarms, and every point. */
export function EvolutionTables({ data }: { data: EvolutionChartProps }) {
  const { alarms, warnings = [], threshold, side = 'above' } = data
  const windowed = useMemo(
    () => data.windowStarts.some((start, i) => start !== data.rowNumbers[i]),
    [data.windowStarts, data.rowNumbers],
  )
  const points = useMemo(() => Array.from({ length: data.x.length }, (_, i) => i), [data.x.length])
  const what = windowed ? 'Windows' : 'Points'
  return (
    <div className={styles['tables']}>
      <div className={styles['table']}>
        <DataTable
          label={`Alarms of ${data.title}`}
          caption={`Alarms: ${formatCount(alarms.length)}`}
          compact
          maxHeight={230}
          rows={alarms}
          columns={alarmColumns(data, what)}
          rowKey={(a) => `${a.series}-${a.start}`}
          emptyState={<p className={styles['empty']}>{quiet(data)}</p>}
        />
      </div>
      {warnings.length > 0 ? (
        <div className={styles['table']}>
          <DataTable
            label={`Warnings of ${data.title}`}
            caption={`Warnings: ${formatCount(warnings.length)}`}
            compact
            maxHeight={200}
            rows={warnings}
            columns={alarmColumns(data, what)}
            rowKey={(a) => `${a.series}-${a.start}`}
            emptyState={null}
          />
        </div>
      ) : null}
      <div className={styles['table']}>
        <DataTable
          label={`${what} of ${data.title}`}
          caption={`${what}: ${formatCount(data.x.length)}${threshold ? `, ${threshold.label} ${side} ${formatNumber(threshold.value)}` : ''}`}
          compact
          maxHeight={288}
          rows={points}
          columns={pointColumns(data)}
          rowKey={String}
          emptyState={<p className={styles['empty']}>No value is known yet.</p>}
        />
      </div>
    </div>
  )
}

function quiet({ threshold, side = 'above', limits = [] }: EvolutionChartProps): string {
  if (threshold) return `The statistic never went ${side} its threshold.`
  const drift = limits.filter(({ level }) => level === 'drift').length
  return drift === 1
    ? `The statistic never went ${side} its limit.`
    : drift > 1
      ? 'The statistic never left its limits.'
      : 'There was no alarm.'
}

function alarmColumns(data: EvolutionChartProps, what: string): DataColumn<Alarm>[] {
  const at = (key: 'start' | 'end' | 'peak', title: string): DataColumn<Alarm> => ({
    key,
    title,
    width: 150,
    value: (a) => (data.xKind === 'row' ? data.rowNumbers[a[key]]! : data.x[a[key]]!),
    align: 'start',
    render: (a) => placeText(data, a[key]) ?? rowsText(data, a[key]),
  })
  return [
    at('start', 'Start'),
    at('end', 'End'),
    at('peak', 'Peak'),
    { key: 'value', title: 'Peak value', width: 110, value: (a) => peakValue(data, a) },
    { key: 'count', title: what, width: 90, value: (a) => a.end - a.start + 1 },
    ...(data.series.length > 1
      ? [{ key: 'series', title: 'Series', width: 120, value: (a: Alarm) => a.series }]
      : []),
  ]
}

function pointColumns(data: EvolutionChartProps): DataColumn<number>[] {
  const { series, threshold, limits = [] } = data
  return [
    {
      key: 'rows',
      title: 'Rows',
      width: 130,
      align: 'start',
      value: (i) => data.rowNumbers[i]!,
      render: (i) => rowsText(data, i),
    },
    ...(data.xKind === 'row'
      ? []
      : [
          {
            key: 'x',
            title: data.xKind === 'time' ? 'Time' : data.xLabel,
            ...(data.xKind === 'time' ? { unit: data.timeZone ?? 'UTC' } : {}),
            width: 170,
            align: 'start' as const,
            value: (i: number) => data.x[i]!,
            render: (i: number) => placeText(data, i),
          },
        ]),
    ...series.map((s, k) => ({
      key: `series-${k}`,
      title: s.name,
      width: 120,
      align: 'end' as const,
      value: (i: number) => s.values[i]!,
    })),
    ...limits.map((l, k) => ({
      key: `limit-${k}`,
      title: l.name,
      width: 120,
      align: 'end' as const,
      value: (i: number) => l.values[i]!,
    })),
    ...(threshold || limits.some(({ level }) => level === 'drift')
      ? [{ key: 'side', title: threshold ? 'Threshold' : 'Limit', width: 110, value: sideAt(data) }]
      : []),
  ]
}

/** "◆ above", "below": on which side of what decides a point lies. */
function sideAt(data: EvolutionChartProps): (i: number) => string {
  return (i) => {
    const defined = data.series.filter((s) => !Number.isNaN(s.values[i]!))
    const bounds = boundsOf(data, i)
    const band = !Number.isNaN(bounds.upper) && !Number.isNaN(bounds.lower)
    const [beyond, within] = band
      ? ['outside', 'within']
      : Number.isNaN(bounds.lower)
        ? ['above', 'below']
        : ['below', 'above']
    if (defined.some((s) => isBeyond(s.values[i]!, bounds))) return `◆ ${beyond}`
    const bounded = !Number.isNaN(bounds.upper) || !Number.isNaN(bounds.lower)
    return defined.length === 0 || !bounded ? '–' : within
  }
}
