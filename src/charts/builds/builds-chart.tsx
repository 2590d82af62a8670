import { useId, useMemo, useState } from 'react'
import { instantText } from '~/lib/dates'
import { formatDuration, formatPercent } from '~/lib/format'
import { classNames } from '~/ui/class-names'
import { type DataColumn, DataTable } from '~/ui/lists/data-table'
import { ChartFrame } from '../frame/chart-frame'
import charts from '../frame/charts.module.css'
import { csvText } from '../frame/export'
import { seriesStyle } from '../frame/theme'
import { useTall, useWidth } from '../frame/use-size'
import type { View } from '../plane/zoom'
import {
  type BuildColumns,
  type BuildMarkKind,
  type BuildsView,
  fillOf,
  opacityOf,
  type StageSeries,
  valuesOf,
} from './build-columns'
import { BuildsOverlay } from './builds-overlay'
import { BuildMarkShape, BuildsPlot } from './builds-plot'
import { buildsScene, wholeOf } from './builds-scene'

export interface BuildsChartProps {
  title: string
  subtitle: string
  /** Memoise both. */
  builds: BuildColumns
  /** All stages; `hidden` ones stay in the legend. */
  series: readonly StageSeries[]
  hidden: ReadonlySet<string>
  onHidden: (hidden: ReadonlySet<string>) => void
  /** Its name among the hidden. */
  totalName: string
  /** Of whole builds, in ms; null: no limit. */
  totalBudget: number | null
  form: BuildsView
  xKind: 'build' | 'time'
  fileName: string
  /** A press, or Enter, on a build. */
  onChoose: (id: string) => void
  onCopyLink: () => void
}

const HEIGHT = 340

/** Durations of builds by stage, on each other or beside each other. */
export function BuildsChart(props: BuildsChartProps) {
  const { title, subtitle, builds, hidden, form, xKind, totalName, totalBudget } = props
  const id = useId()
  const [body, setBody] = useState<HTMLDivElement | null>(null)
  const [view, setView] = useState<View>(null)
  const width = useWidth(body)
  const height = useTall(body) ?? HEIGHT
  const full = useMemo(() => wholeOf(builds, xKind), [builds, xKind])
  // What was zoomed into on another axis is no part of this one.
  const own = view !== null && view[0] >= full[0] && view[1] <= full[1] ? view : null
  const series = useMemo(() => props.series.filter(({ name }) => !hidden.has(name)), [props.series, hidden])
  const hasTotal = !hidden.has(totalName)
  const scene = useMemo(
    () =>
      width > 0
        ? buildsScene({ builds, series, hasTotal, totalBudget, view: own, form, xKind }, { width, height })
        : null,
    [builds, series, hasTotal, totalBudget, own, form, xKind, width, height],
  )
  return (
    <ChartFrame
      title={title}
      subtitle={subtitle}
      fileName={props.fileName}
      csv={() => csvOf(builds, series, form)}
      table={<BuildsTable {...props} series={series} />}
      onCopyLink={props.onCopyLink}
      foot={<Foot {...props} isZoomed={own !== null} onAll={() => setView(null)} />}
    >
      <div ref={setBody} className={charts['fill']} style={{ minHeight: height }}>
        {scene && (
          <BuildsOverlay
            builds={builds}
            series={series}
            scene={scene}
            view={own}
            full={full}
            onView={setView}
            onChoose={(i) => props.onChoose(builds.ids[i]!)}
          >
            <BuildsPlot
              scene={scene}
              series={series}
              form={form}
              xLabel={xKind === 'build' ? 'build' : 'UTC'}
              id={id}
              name={`${title}. ${subtitle}`}
            />
          </BuildsOverlay>
        )}
      </div>
    </ChartFrame>
  )
}

/** Colours, which show and hide; what the marks mean. */
function Foot(props: BuildsChartProps & { isZoomed: boolean; onAll: () => void }) {
  const { builds, series, hidden, onHidden, form, totalName } = props
  const toggle = (name: string) => {
    const next = new Set(hidden)
    if (!next.delete(name)) next.add(name)
    onHidden(next)
  }
  return (
    <>
      <div
        className={classNames(charts['legend'], charts['below'])}
        data-legend=""
        role="group"
        aria-label="Stages that are shown"
      >
        {form.unit === 'time' && (
          <button
            type="button"
            className={charts['key']}
            aria-pressed={!hidden.has(totalName)}
            onClick={() => toggle(totalName)}
          >
            <svg width={12} height={10} aria-hidden="true">
              <line x1={0} x2={12} y1={5} y2={5} stroke="var(--text-1)" strokeWidth={2} />
            </svg>
            {totalName}
          </button>
        )}
        {series.map(({ name, colour }) => (
          <button
            key={name}
            type="button"
            className={charts['key']}
            aria-pressed={!hidden.has(name)}
            onClick={() => toggle(name)}
          >
            <svg width={form.mode === 'stacked' ? 12 : 16} height={10} aria-hidden="true">
              {form.mode === 'stacked' ? (
                <rect width={12} height={10} rx={2} fill={fillOf(colour)} fillOpacity={opacityOf(colour)} />
              ) : (
                <line
                  x2={16}
                  y1={5}
                  y2={5}
                  stroke={fillOf(colour)}
                  strokeWidth={2}
                  strokeDasharray={seriesStyle(colour).dash}
                />
              )}
            </svg>
            {name}
          </button>
        ))}
      </div>
      <div className={charts['foot']}>
        <span className={charts['notes']}>
          {MARKS.filter(([kind]) => builds.kinds.includes(kind)).map(([kind, word]) => (
            <span key={kind} className={charts['sign']}>
              <svg width={12} height={10} aria-hidden="true">
                <BuildMarkShape x={6} y={5} kind={kind} />
              </svg>
              {word}
            </span>
          ))}
          <span>{noteOf(props)}</span>
        </span>
        {props.isZoomed && (
          <button type="button" className={charts['more']} onClick={props.onAll}>
            Show all
          </button>
        )}
      </div>
    </>
  )
}

const MARKS: readonly (readonly [BuildMarkKind, string])[] = [
  ['failed', 'failed'],
  ['aborted', 'aborted'],
  ['unstable', 'unstable'],
  ['running', 'under way'],
]

function noteOf({ form, series, totalBudget }: BuildsChartProps): string {
  const hasBudget = totalBudget !== null || series.some(({ budget }) => budget !== null)
  if (form.unit === 'share') return hasBudget ? 'Budgets are durations: they are not drawn among shares.' : ''
  if (form.mode === 'separate')
    return `Lines join successful executions; rings mark those that did not succeed${hasBudget ? '; ◆ over budget' : ''}.`
  return `The line across a column is how long the whole build took. Parallel stages are added up, so a column may be taller.${hasBudget ? ' Red rims: over budget.' : ''}`
}

interface Row {
  at: number
}

function BuildsTable({ builds, series, form, title, onChoose }: BuildsChartProps) {
  const rows = useMemo(() => builds.ids.map((_, i): Row => ({ at: builds.ids.length - 1 - i })), [builds])
  const columns: DataColumn<Row>[] = [
    { key: 'build', title: 'Build', width: 90, value: ({ at }) => builds.names[at]! },
    { key: 'state', title: 'State', width: 100, value: ({ at }) => builds.words[at]! },
    {
      key: 'started',
      title: 'Started (UTC)',
      width: 160,
      value: ({ at }) => builds.startedAt[at]!,
      render: ({ at }) => instantText(builds.startedAt[at]!, 'UTC'),
    },
    {
      key: 'total',
      title: 'Whole build',
      width: 120,
      value: ({ at }) => builds.totals[at]!,
      render: ({ at }) => formatDuration(builds.totals[at]),
    },
    ...series.map((one): DataColumn<Row> => {
      const values = valuesOf(one, form.unit)
      return {
        key: `stage ${one.name}`,
        title: one.name,
        width: Math.max(110, Math.min(240, 30 + one.name.length * 7)),
        align: 'end',
        value: ({ at }) => values[at]!,
        render: ({ at }) => (form.unit === 'time' ? formatDuration(values[at]) : formatPercent(values[at])),
      }
    }),
  ]
  return (
    <div className={charts['table']}>
      <DataTable
        label={`Values of ${title}`}
        compact
        maxHeight={340}
        rows={rows}
        columns={columns}
        rowKey={({ at }) => builds.ids[at]!}
        onRow={({ at }) => onChoose(builds.ids[at]!)}
        emptyState={<p className={charts['empty']}>There is no build.</p>}
      />
    </div>
  )
}

function csvOf(builds: BuildColumns, series: readonly StageSeries[], { unit }: BuildsView): string {
  const head = series.map(({ name }) => (unit === 'time' ? `${name} (ms)` : `${name} (share)`))
  return csvText(
    ['build', 'state', 'started', 'whole build (ms)', ...head],
    builds.ids.map((_, i) => [
      builds.names[i]!,
      builds.words[i]!,
      new Date(builds.startedAt[i]!).toISOString(),
      builds.totals[i]!,
      ...series.map((one) => valuesOf(one, unit)[i]!),
    ]),
  )
}
