import { useDeferredValue, useId, useMemo, useState } from 'react'
import { instantText, type Zone } from '~/lib/dates'
import { formatCount, formatNumber } from '~/lib/format'
import { nameInText } from '~/lib/name-in-text'
import { type DataColumn, DataTable } from '~/ui/lists/data-table'
import { ChartFrame, type ChartPin } from '../frame/chart-frame'
import charts from '../frame/charts.module.css'
import { csvText } from '../frame/export'
import { useTall, useWidth } from '../frame/use-size'
import type { View } from '../plane/zoom'
import { type LineLook, type LineSeries, loggedX, type ValueScale, type XKind } from './line-series'
import { Dash, LinesOverlay } from './lines-overlay'
import { LinesPlot } from './lines-plot'
import { type LinesScene, linesScene, linesSummary, wholeX } from './lines-scene'
import { stepsOf } from './steps'
import { useDrawnView, useSamePair } from './use-drawn-view'

export interface LinesChartProps {
  /** The finding where there is one, else the plain name of what is drawn. */
  title: string
  /** Under the title; where it is left out, what the lines end at. */
  subtitle?: string | undefined
  /** Memoise it: a new array is a new drawing. About 800 points a line; resampled by the owner when `view` changes. */
  series: readonly LineSeries[]
  /** Where nothing is drawn, yet or at all, room of the final size is kept. */
  state?: 'ready' | 'loading' | 'missing'
  xKind?: XKind
  /** Points that a logarithmic x axis has no place for. */
  unplacedX?: number
  /** "round", "step". */
  xLabel: string
  /** Above the axis, with its unit; where it is the title, once is enough. */
  yLabel: string
  yScale?: ValueScale
  /** Of values, where outliers are not to set the axis; null: all of them. */
  rangeY?: readonly [number, number] | null
  timeZone?: Zone
  /** All of x, where the series hold a part of it. */
  wholeX?: readonly [number, number]
  /** What is shown; null: all. The owner resamples. */
  view: View
  /** What the series were made for, where that may still be another view: the picture waits a moment for its points. */
  madeFor?: View
  onView: (view: View) => void
  /** One crosshair for all charts of a page: held by the page. */
  crosshair: number | null
  onCrosshair: (at: number | null) => void
  /** All lines that are to be in sight, also those whose points have not come: the legend has their room. Left out: `series`. */
  looks?: readonly LineLook[]
  /** What each colour stands for, where several lines share one and their names do not tell it: said under the picture. */
  colours?: readonly LineLook[]
  /** Lines that are out of sight for now: the legend offers them. */
  aside?: readonly LineLook[]
  /**
   * Of all lines of all charts of the page, those aside too: whether they stand at the ends of lines or in legends, all
   * charts do alike, and legends keep their order. Left out: the lines of this chart. Memoise it.
   */
  names?: readonly string[]
  /** A press on the name of a line, or of one that is aside. Left out: names are no buttons. Memoise it. */
  onToggle?: ((name: string) => void) | undefined
  /** Base name of exported files, without extension. */
  fileName: string
  onCopyLink?: (() => void) | undefined
  pin?: ChartPin | undefined
  /** Of the picture, in px. */
  height?: number
}

/** Many lines over one axis: metrics of runs. Up to 20 are paths, up to 200 one image under the same axes. */
export function LinesChart(props: LinesChartProps) {
  const { series, title, yScale = 'linear', xKind = 'number', timeZone = 'UTC' } = props
  const yLabel = props.yLabel === title ? '' : props.yLabel
  const { height = 220, state = 'ready', aside = NOTHING } = props
  const names = useMemo(
    () => props.names ?? [...series, ...aside].map(({ name }) => name),
    [props.names, series, aside],
  )
  const rangeY = useSamePair(props.rangeY ?? null)
  const view = useDrawnView(props.view, props.madeFor === undefined ? props.view : props.madeFor)
  const id = useId()
  const [body, setBody] = useState<HTMLDivElement | null>(null)
  const width = useWidth(body)
  const tall = useTall(body)
  const full = useSamePair(useMemo(() => props.wholeX ?? wholeX(series), [props.wholeX, series]))
  // What keys walk may come after the picture.
  const walked = useDeferredValue(series)
  const steps = useMemo(() => stepsOf(walked), [walked])
  const scene = useMemo(
    () =>
      width > 0
        ? linesScene(
            { series, xKind, zone: timeZone, yScale, rangeY, yLabel, names, view: view ?? full },
            { width, height: tall ?? height },
          )
        : null,
    [series, xKind, timeZone, yScale, rangeY, yLabel, names, view, full, width, tall, height],
  )
  const summary = useMemo(
    () => (props.subtitle === undefined ? linesSummary(series) : ''),
    [props.subtitle, series],
  )
  const subtitle = props.subtitle ?? summary
  return (
    <ChartFrame
      title={nameInText(title)}
      subtitle={state === 'loading' ? 'Loading the lines …' : subtitle}
      fileName={props.fileName}
      csv={() => linesCsv(series, xKind)}
      table={<LinesTable {...props} />}
      onCopyLink={props.onCopyLink}
      pin={props.pin}
      foot={<Foot {...props} names={names} scene={scene} />}
    >
      <div ref={setBody} className={charts['fill']} style={{ minHeight: tall ?? height }}>
        {state !== 'ready' ? (
          <div className={charts['waiting']} style={{ height }} />
        ) : (
          scene && (
            <LinesOverlay {...props} steps={steps} scene={scene} full={full} xKind={xKind} zone={timeZone}>
              <LinesPlot
                series={series}
                scene={scene}
                id={id}
                xLabel={props.xLabel}
                yLabel={yLabel}
                name={`${title}. ${subtitle}`}
                onToggle={props.onToggle}
              />
            </LinesOverlay>
          )
        )}
      </div>
    </ChartFrame>
  )
}

/** Names, where they do not fit at the ends of the lines; what has no place; how to see all again. */
function Foot({
  scene,
  series,
  looks = series,
  colours = NOTHING,
  view,
  onView,
  xLabel,
  unplacedX = 0,
  aside = NOTHING,
  onToggle,
  names,
}: Pick<
  LinesChartProps,
  'series' | 'looks' | 'colours' | 'view' | 'onView' | 'xLabel' | 'unplacedX' | 'aside' | 'onToggle'
> & {
  scene: LinesScene | null
  names: readonly string[]
}) {
  const hasLegend = scene !== null && !scene.isNamedAtEnds && looks.length <= MOST_NAMED
  const notes = [
    ...(scene !== null && !scene.isNamedAtEnds && looks.length > MOST_NAMED
      ? [`${formatCount(looks.length)} lines: read them with the pointer or in the table.`]
      : []),
    ...(scene === null ? [] : valuesLeftOut(scene)),
    ...(unplacedX > 0
      ? [
          `${formatCount(unplacedX)} ${unplacedX === 1 ? 'point has' : 'points have'} no place on a logarithmic axis: ${xLabel} is 0 or less there.`,
        ]
      : []),
  ]
  const offered = onToggle && aside.length <= MOST_NAMED ? aside : NOTHING
  if (!hasLegend && [colours, offered, notes].every(({ length }) => length === 0) && view === null)
    return null
  const hidden = new Set(offered.map(({ name }) => name))
  const keys = inOrder(hasLegend ? [...looks, ...offered] : offered, names)
  return (
    <div className={charts['foot']}>
      <span className={charts['notes']} data-legend="">
        {colours.map((one) => (
          <span key={one.name} className={charts['sign']}>
            <Dash series={one} /> {nameInText(one.name)}
          </span>
        ))}
        {!hasLegend && keys.length > 0 && <span>Hidden:</span>}
        {keys.map((one) =>
          onToggle ? (
            <LineKey key={one.name} look={one} isShown={!hidden.has(one.name)} onToggle={onToggle} />
          ) : (
            <span key={one.name} className={charts['sign']}>
              <Dash series={one} /> {nameInText(one.name)}
            </span>
          ),
        )}
        {notes.map((note) => (
          <span key={note}>{note}</span>
        ))}
      </span>
      {view !== null && (
        <button type="button" className={charts['more']} onClick={() => onView(null)}>
          Show all
        </button>
      )}
    </div>
  )
}

/** A name keeps its place in the legend while its line is out of sight. */
function inOrder(looks: readonly LineLook[], names: readonly string[]): LineLook[] {
  const places = new Map(names.map((name, place) => [name, place]))
  const placeOf = ({ name }: LineLook) => places.get(name) ?? names.length
  return looks.toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** Values that the axis has no room for. */
function valuesLeftOut({ unplaced, cutOff }: LinesScene): string[] {
  const { below, above } = cutOff
  const beyond = [
    ...(below === null ? [] : [`down to ${formatNumber(below)}`]),
    ...(above === null ? [] : [`up to ${formatNumber(above)}`]),
  ]
  return [
    ...(beyond.length > 0 ? [`Clipped: values ${beyond.join(' and ')}.`] : []),
    ...(unplaced === null
      ? []
      : [
          `Values of 0 or less${unplaced < 0 ? `, down to ${formatNumber(unplaced)},` : ''} have no place on a logarithmic axis.`,
        ]),
  ]
}

interface KeyProps {
  look: LineLook
  isShown: boolean
  onToggle: (name: string) => void
}

/** The name of a line, which takes it out of sight and back. */
function LineKey({ look, isShown, onToggle }: KeyProps) {
  return (
    <button
      type="button"
      className={charts['key']}
      aria-pressed={isShown}
      title={`${isShown ? 'Hide' : 'Show'} ${look.name}`}
      onClick={() => onToggle(look.name)}
    >
      <Dash series={look} /> {nameInText(look.name)}
    </button>
  )
}

const NOTHING: readonly LineLook[] = []

/** Names under a chart, at most. */
export const MOST_NAMED = 20

interface TableRow {
  name: string
  x: number
  y: number
}

function* rowsOf(series: readonly LineSeries[], kind: XKind): Generator<TableRow> {
  for (const { name, x, y } of series)
    for (let i = 0; i < x.length; i++) yield { name, x: loggedX(kind, x[i]!), y: y[i]! }
}

function LinesTable({ title, series, xKind = 'number', xLabel, yLabel, timeZone = 'UTC' }: LinesChartProps) {
  const rows = useMemo(() => [...rowsOf(series, xKind)], [series, xKind])
  const columns: DataColumn<TableRow>[] = [
    { key: 'name', title: 'Line', width: 200, value: ({ name }) => name },
    xKind === 'time'
      ? {
          key: 'x',
          title: xLabel,
          width: 180,
          value: ({ x }) => x,
          render: ({ x }) => instantText(x, timeZone),
        }
      : { key: 'x', title: xLabel, width: 120, value: ({ x }) => x },
    { key: 'y', title: yLabel, width: 140, value: ({ y }) => y },
  ]
  return (
    <div className={charts['table']}>
      <DataTable
        label={`Values of ${title}`}
        compact
        maxHeight={300}
        rows={rows}
        columns={columns}
        rowKey={(_, k) => String(k)}
        emptyState={<p className={charts['empty']}>No line has a value.</p>}
      />
    </div>
  )
}

function linesCsv(series: readonly LineSeries[], kind: XKind): string {
  function* lines(): Generator<(string | number)[]> {
    for (const { name, x, y, raw } of series) {
      for (let i = 0; i < x.length; i++) yield [name, loggedX(kind, x[i]!), y[i]!, raw?.[i] ?? y[i]!]
    }
  }
  return csvText(['line', 'x', 'value', 'raw'], lines())
}
