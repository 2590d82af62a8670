import styles from './charts.module.css'
import type { EvolutionChartProps } from './evolution-chart'
import { peakValue, placeText, rowsText } from './evolution-words'
import { grouped, significant } from './numbers'
import { ValueTable } from './value-table'

/** What the evolution chart shows, as two tables: its alarms, and every point. */
export function EvolutionTables({ data }: { data: EvolutionChartProps }) {
  const { alarms, series, threshold } = data
  const windowed = data.windowStarts.some((start, i) => start !== data.rowNumbers[i])
  const place = (i: number) => placeText(data, i) ?? rowsText(data, i)
  const alarmAt = (k: number) => alarms[k]!
  return (
    <div className={styles.tables}>
      <ValueTable
        caption={`Alarms (${grouped(alarms.length)})`}
        rows={alarms.length}
        empty="The statistic never went above its threshold."
        columns={[
          { head: 'Start', cell: (k) => place(alarmAt(k).start) },
          { head: 'End', cell: (k) => place(alarmAt(k).end) },
          { head: 'Peak', cell: (k) => place(alarmAt(k).peak) },
          { head: 'Peak value', numeric: true, cell: (k) => significant(peakValue(data, alarmAt(k))) },
          {
            head: windowed ? 'Windows' : 'Points',
            numeric: true,
            cell: (k) => grouped(alarmAt(k).end - alarmAt(k).start + 1),
          },
          ...(series.length > 1 ? [{ head: 'Series', cell: (k: number) => alarmAt(k).series }] : []),
        ]}
      />
      <ValueTable
        caption={`All ${windowed ? 'windows' : 'points'} (${grouped(data.x.length)})`}
        rows={data.x.length}
        empty="No value is known yet."
        columns={[
          { head: 'Rows', cell: (i) => rowsText(data, i) },
          ...(data.xKind === 'row'
            ? []
            : [
                {
                  head: data.xKind === 'time' ? `Time (${data.timeZone ?? 'UTC'})` : data.xLabel,
                  cell: (i: number) => placeText(data, i) ?? '',
                },
              ]),
          ...series.map((s) => ({
            head: s.name,
            numeric: true,
            cell: (i: number) => significant(s.values[i]!),
          })),
          ...(threshold
            ? [
                {
                  head: `Against ${threshold.label} ${significant(threshold.value)}`,
                  cell: (i: number) => side(series, threshold.value, i),
                },
              ]
            : []),
        ]}
      />
    </div>
  )
}

function side(series: EvolutionChartProps['series'], threshold: number, i: number): string {
  if (series.some((s) => s.values[i]! > threshold)) return '◆ above'
  return series.every((s) => Number.isNaN(s.values[i]!)) ? '–' : 'below'
}
