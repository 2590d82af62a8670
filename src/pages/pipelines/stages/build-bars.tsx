import { type KeyboardEvent, type PointerEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import charts from '~/charts/frame/charts.module.css'
import { leftWithin, useWidth } from '~/charts/frame/use-size'
import { isExecuted, STATUS_WORDS, workMs } from '~/domain/jenkins/build'
import type { StageFinding } from '~/domain/jenkins/stage-finding'
import type { StageTable } from '~/domain/jenkins/stage-table'
import { counted, formatDuration } from '~/lib/format'
import { BARS_HEIGHT, type BarsScene, barsScene, MOST_BARS } from './bars-scene'
import styles from './build-bars.module.css'
import { stageTitle } from './stage-title'

/** Rows of the table, both ends included: the oldest is the larger. */
export interface BuildRange {
  oldest: number
  newest: number
}

interface BuildBarsProps {
  table: StageTable
  /** The stage that is drawn dark within its builds, with where it changed. */
  finding: StageFinding | null
  /** Builds that the table below shows; null: all. */
  range: BuildRange | null
  onRange: (range: BuildRange | null) => void
}

/** The newest builds as bars, oldest first, with the stage that changed in them. A stretch of them can be marked: the table below shows those. */
export function BuildBars({ table, finding, range, onRange }: BuildBarsProps) {
  const [body, setBody] = useState<HTMLDivElement | null>(null)
  const width = useWidth(body)
  const title = finding === null ? '' : stageTitle(table, finding.column)
  const scene = useMemo(
    () => (width > 0 ? barsScene(table, finding, title, width) : null),
    [table, finding, title, width],
  )
  const count = Math.min(MOST_BARS, table.builds.length)
  const label = `Durations of ${table.builds.length > count ? 'the last ' : ''}${counted(count, 'build')}${
    finding === null ? '' : `; dark: ${finding.column.name}, changed at ${finding.since.name}`
  }`
  return (
    <figure className={styles['figure']}>
      <div ref={setBody} className={styles['body']} style={{ height: BARS_HEIGHT }}>
        {scene === null ? null : (
          <Brush table={table} scene={scene} count={count} range={range} onRange={onRange}>
            <Plot table={table} finding={finding} scene={scene} label={label} />
          </Brush>
        )}
      </div>
      <figcaption className={styles['note']}>
        {finding === null ? '' : `Dark: ${title}, with its median before and after. `}
        Outlined: not successful. Drag over builds, or move the handles, to show only those in the table.
      </figcaption>
    </figure>
  )
}

interface PlotProps {
  table: StageTable
  finding: StageFinding | null
  scene: BarsScene
  label: string
}

function Plot({ table, finding, scene, label }: PlotProps) {
  const { left, right, top, bottom, changeX } = scene
  const column = finding === null ? -1 : table.columns.indexOf(finding.column)
  return (
    <svg className={styles['plot']} width={scene.width} height={scene.height} role="img" aria-label={label}>
      {scene.yTicks.map(({ y, label: text }) => (
        <g key={y}>
          <line className={styles['grid']} x1={left} x2={right} y1={y} y2={y} />
          <text x={left - 8} y={y} dy="0.35em" textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {scene.bars.map((bar) => {
        const { x0, x1, row, kind } = bar
        const build = table.builds[row]!
        const stage = column < 0 ? null : table.cell(row, column)
        const did =
          stage && isExecuted(stage) ? `, ${formatDuration(workMs(stage))} of it in ${stage.name}` : ''
        return (
          <g key={build.id} className={styles['bar']} data-kind={kind}>
            <title>{`${build.name}, ${STATUS_WORDS[build.status]}: ${formatDuration(build.durationMs)}${did}`}</title>
            <rect className={styles['whole']} x={x0} y={bar.y} width={x1 - x0} height={bottom - bar.y} />
            {bar.stageY === null || kind !== 'good' ? null : (
              <rect
                className={styles['stage']}
                x={x0}
                y={bar.stageY}
                width={x1 - x0}
                height={bottom - bar.stageY}
              />
            )}
            {bar.isCut ? (
              <line className={styles['cut']} x1={x0} x2={x1} y1={bar.y + 5} y2={bar.y + 2} />
            ) : null}
            {kind === 'failed' ? <Cross x={(x0 + x1) / 2} y={Math.max(top - 6, bar.y - 8)} /> : null}
          </g>
        )
      })}
      <line className={styles['axis']} x1={left} x2={right} y1={bottom} y2={bottom} />
      {scene.xTicks.map(({ x, label: text }) => (
        <text key={x} x={x} y={bottom + 16} textAnchor="middle">
          {text}
        </text>
      ))}
      {changeX === null ? null : (
        <g className={styles['change']}>
          <line x1={changeX} x2={changeX} y1={6} y2={bottom} />
          <path d={`M${changeX} 1l5 5l-5 5l-5 -5z`} />
        </g>
      )}
      {scene.levels.map(({ x0, x1, y }) => (
        <g key={x0}>
          <line className={styles['halo']} x1={x0} x2={x1} y1={y} y2={y} />
          <line className={styles['level']} x1={x0} x2={x1} y1={y} y2={y} />
        </g>
      ))}
      {scene.labels.map(({ y, text, isStage }) => (
        <text key={text} className={styles['label']} data-stage={isStage} x={right + 8} y={y} dy="0.35em">
          {text}
        </text>
      ))}
    </svg>
  )
}

const Cross = ({ x, y }: { x: number; y: number }) => (
  <path className={styles['cross']} d={`M${x - 3.5} ${y - 3.5}l7 7m0 -7l-7 7`} />
)

interface BrushProps extends Pick<BuildBarsProps, 'table' | 'range' | 'onRange'> {
  scene: BarsScene
  count: number
  /** What is under it: its bars say their numbers. */
  children: ReactNode
}

/** A click is not a stretch, in px. */
const LEAST_DRAG = 6

/** Handles at both ends of what the table shows; a drag over the bars marks another stretch. */
function Brush({ table, scene, count, range, onRange, children }: BrushProps) {
  const element = useRef<HTMLDivElement>(null)
  const [held, setHeld] = useState<{ grip: 'from' | 'to' | 'new'; startX: number; start: number } | null>(
    null,
  )
  // Places are edges of bars, the oldest at 0; builds older than the bars are shown from 0 on.
  const from = range === null ? 0 : Math.max(0, count - 1 - range.oldest)
  const to = range === null ? count : Math.max(from + 1, count - range.newest)
  const show = (a: number, b: number) => {
    const [first, last] = [Math.max(0, Math.min(a, b)), Math.min(count, Math.max(a, b))]
    if (last <= first) return
    if (first === 0 && last === count) return onRange(null)
    onRange({ oldest: count - 1 - first, newest: count - last })
  }
  const at = (event: PointerEvent) => leftWithin(element.current, event.clientX)
  const take = (grip: 'from' | 'to' | 'new') => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || (grip === 'new' && event.pointerType === 'touch')) return
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    setHeld({ grip, startX: at(event), start: scene.placeAt(at(event)) })
  }
  const move = (event: PointerEvent) => {
    if (!held) return
    event.stopPropagation()
    const x = at(event)
    const place = scene.placeAt(x)
    if (held.grip === 'from') show(Math.min(place, to - 1), to)
    else if (held.grip === 'to') show(from, Math.max(place, from + 1))
    else if (Math.abs(x - held.startX) >= LEAST_DRAG && place !== held.start) show(held.start, place)
  }
  const holding = {
    onPointerMove: move,
    onPointerUp: () => setHeld(null),
    onPointerCancel: () => setHeld(null),
  }
  const onKey = (grip: 'from' | 'to') => (event: KeyboardEvent) => {
    const own = grip === 'from' ? from : to
    const step = event.shiftKey ? 10 : 1
    const next = {
      ArrowLeft: own - step,
      ArrowDown: own - step,
      ArrowRight: own + step,
      ArrowUp: own + step,
      Home: grip === 'from' ? 0 : from + 1,
      End: grip === 'from' ? to - 1 : count,
    }[event.key]
    if (event.key === 'Escape' && range !== null) onRange(null)
    else if (next === undefined) return
    else if (grip === 'from') show(Math.min(next, to - 1), to)
    else show(from, Math.max(next, from + 1))
    event.preventDefault()
  }
  const handle = (grip: 'from' | 'to') => {
    const place = grip === 'from' ? from : to
    const row = grip === 'from' ? count - 1 - from : count - to
    return (
      <div
        role="slider"
        tabIndex={0}
        className={charts['handle']}
        style={{ left: scene.edge(place) - 12, top: (scene.top + scene.bottom) / 2 - 12 }}
        aria-label={grip === 'from' ? 'Oldest build in the table' : 'Newest build in the table'}
        aria-valuemin={grip === 'from' ? 1 : from + 1}
        aria-valuemax={grip === 'from' ? to : count}
        aria-valuenow={grip === 'from' ? from + 1 : to}
        aria-valuetext={table.builds[row]?.name ?? ''}
        onPointerDown={take(grip)}
        onKeyDown={onKey(grip)}
        {...holding}
      />
    )
  }
  const box = { top: scene.top - 8, height: scene.bottom - scene.top + 8 }
  const [x0, x1] = [scene.edge(from), scene.edge(to)]
  return (
    <div
      ref={element}
      className={styles['brush']}
      role="group"
      aria-label="Builds in the table"
      onPointerDown={take('new')}
      onDoubleClick={() => onRange(null)}
      {...holding}
    >
      {children}
      {range === null ? null : (
        <>
          <div className={styles['outside']} style={{ ...box, left: scene.left, width: x0 - scene.left }} />
          <div className={styles['outside']} style={{ ...box, left: x1, width: scene.right - x1 }} />
          <div className={styles['inside']} style={{ ...box, left: x0, width: x1 - x0 }} />
        </>
      )}
      {handle('from')}
      {handle('to')}
    </div>
  )
}
