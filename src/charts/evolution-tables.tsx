import { useMemo } from 'react'
import { formatCount, formatNumber } from '~/lib/format'
import { type DataColumn, DataTable } from '~/ui/data-table'
import type { Alarm } from '~/drift/results'
import styles from './charts.module.css'
import type { EvolutionChartProps } from './evolution-chart'
import { peakValue, placeText, rowsText } from './evolution-words'

/** What the evolution chart shows, as two tables: its alarms, and every point. */
export function EvolutionTables({ data }: { data: EvolutionChartProps }) {
  const { alarms, threshold } = data
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
          emptyState={<p className={styles['empty']}>The statistic never went above its threshold.</p>}
        />
      </div>
      <div className={styles['table']}>
        <DataTable
          label={`${what} of ${data.title}`}
          caption={`${what}: ${formatCount(data.x.length)}${threshold ? `, ${threshold.label} above ${formatNumber(threshold.value)}` : ''}`}
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
  const { series, threshold } = data
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
    ...(threshold
      ? [
          {
            key: 'side',
            title: 'Threshold',
            width: 110,
            value: (i: number) => side(series, threshold.value, i),
          },
        ]
      : []),
  ]
}

function side(series: EvolutionChartProps['series'], threshold: number, i: number): string {
  if (series.some((s) => s.values[i]! > threshold)) return '◆ above'
  return series.every((s) => Number.isNaN(s.values[i]!)) ? '–' : 'below'
}
