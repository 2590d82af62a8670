import { useCallback, useMemo, useState } from 'react'
import { formatCount } from '~/lib/format'
import { type DataColumn, DataTable } from '~/ui/lists/data-table'
import { CanvasImage, type CanvasTools } from '../frame/canvas-image'
import { ChartFrame } from '../frame/chart-frame'
import charts from '../frame/charts.module.css'
import { csvText } from '../frame/export'
import { Label } from '../frame/symbols'
import { ink } from '../frame/theme'
import { useTall, useWidth } from '../frame/use-size'
import { AxisControls } from './axis-controls'
import {
  type Brushes,
  itemPath,
  type ParallelAxis,
  parallelScene,
  type ParallelScene,
  passing,
} from './parallel-scene'

/** A line from axis to axis. */
export interface ParallelItem {
  id: string
  name: string
  /** Place of its colour in the palette, from 0. */
  colour: number
}

export interface ParallelChartProps {
  title: string
  /** Where it is left out: how many items pass. */
  subtitle?: string | undefined
  items: readonly ParallelItem[]
  /** Two or more, each with a value of every item. Memoise them. */
  axes: readonly ParallelAxis[]
  brushes: Brushes
  onBrushes: (brushes: Brushes) => void
  /** A press, or Enter, on an item's row of the table. */
  onChoose?: ((id: string) => void) | undefined
  fileName: string
  onCopyLink?: (() => void) | undefined
  /** Of the picture, in px. */
  height?: number
}

/** More items than this are drawn as one image. */
const MOST_PATHS = 50

/** Many values of many items: a line each, axes side by side; what an axis' brush does not let through stands back. */
export function ParallelChart(props: ParallelChartProps) {
  const { title, items, axes, brushes, height = 320 } = props
  const [body, setBody] = useState<HTMLDivElement | null>(null)
  const width = useWidth(body)
  const tall = useTall(body)
  const scene = useMemo(
    () => (width > 0 ? parallelScene(axes, { width, height: tall ?? height }) : null),
    [axes, width, tall, height],
  )
  const passes = useMemo(() => passing(axes, brushes, items.length), [axes, brushes, items.length])
  const passed = passes.filter(Boolean).length
  const said =
    passed === items.length
      ? `${formatCount(items.length)} over ${formatCount(axes.length)} axes.`
      : `${formatCount(passed)} of ${formatCount(items.length)} pass.`
  const subtitle = props.subtitle ?? said
  return (
    <ChartFrame
      title={title}
      subtitle={subtitle}
      fileName={props.fileName}
      csv={() => csvOf(props, passes)}
      table={<ItemsTable {...props} passes={passes} />}
      onCopyLink={props.onCopyLink}
      foot={
        passed < items.length || Object.keys(brushes).length > 0 ? (
          <div className={charts['foot']}>
            {/* Where the subtitle says it, once is enough for the eye. */}
            <span aria-live="polite" className={subtitle === said ? charts['unseen'] : undefined}>
              {said}
            </span>
            <button type="button" className={charts['more']} onClick={() => props.onBrushes({})}>
              Show all
            </button>
          </div>
        ) : null
      }
    >
      <div ref={setBody} className={charts['fill']} style={{ minHeight: tall ?? height }}>
        {scene && (
          <div className={charts['plot']}>
            <svg width={scene.width} height={scene.height} role="img" aria-label={`${title}. ${said}`}>
              <Items items={items} passes={passes} scene={scene} />
              <Axes scene={scene} />
            </svg>
            <AxisControls scene={scene} brushes={brushes} onBrushes={props.onBrushes} />
          </div>
        )}
      </div>
    </ChartFrame>
  )
}

interface ItemsProps {
  items: readonly ParallelItem[]
  passes: readonly boolean[]
  scene: ParallelScene
}

function Items(props: ItemsProps) {
  const { items, passes, scene } = props
  if (items.length > MOST_PATHS) return <ItemsImage {...props} />
  // What passes lies over what does not.
  const order = items.map((_, k) => k).sort((a, b) => Number(passes[a]) - Number(passes[b]) || a - b)
  return (
    <g fill="none" strokeLinejoin="round">
      {order.map((k) => (
        <path
          key={items[k]!.id}
          data-part={passes[k] ? 'passes' : 'stands-back'}
          d={itemPath(scene, k)}
          stroke={passes[k] ? `var(--series-${(items[k]!.colour % 8) + 1})` : ink.bars}
          strokeOpacity={passes[k] ? 0.85 : 0.25}
          strokeWidth={passes[k] ? 1.5 : 1}
        >
          <title>{items[k]!.name}</title>
        </path>
      ))}
    </g>
  )
}

function ItemsImage({ items, passes, scene }: ItemsProps) {
  const draw = useCallback(
    (context: CanvasRenderingContext2D, colours: CanvasTools) => {
      context.lineJoin = 'round'
      context.lineWidth = 1
      for (const isOver of [false, true]) {
        // The more lines, the thinner each: the eye reads density.
        context.globalAlpha = isOver ? Math.max(0.12, Math.min(0.7, 60 / items.length)) : 0.06
        for (const [k, { colour }] of items.entries()) {
          if (passes[k] !== isOver) continue
          context.strokeStyle = isOver ? (colours.series[colour % 8] ?? colours.quiet) : colours.quiet
          context.beginPath()
          for (const { x, ys } of scene.axes) context.lineTo(x, ys[k]!)
          context.stroke()
        }
      }
    },
    [items, passes, scene],
  )
  return <CanvasImage width={scene.width} height={scene.height} draw={draw} />
}

function Axes({ scene }: { scene: ParallelScene }) {
  const { top, bottom, unknownY, axes } = scene
  const isSomeUnknown = axes.some(({ ys }) => ys.includes(unknownY))
  return (
    <g>
      {axes.map(({ axis, x, title, titleX, ticks, ys }) => {
        return (
          <g key={axis.key}>
            <line x1={x} x2={x} y1={top} y2={bottom} stroke={ink.axis} />
            <Label x={titleX} y={12} fill={ink.text1} weight={550} anchor="middle">
              {title}
              {title === axis.title ? null : <title>{axis.title}</title>}
            </Label>
            {ticks.map((t) => (
              <g key={t.name ?? t.label}>
                <line x1={x - 3} x2={x + 3} y1={t.y} y2={t.y} stroke={ink.axis} />
                {axis.kind === 'number' && (
                  <Label x={x + 6} y={t.y + 4} fill={ink.text2} halo>
                    {t.label}
                  </Label>
                )}
              </g>
            ))}
            {ys.includes(unknownY) && (
              <circle
                cx={x}
                cy={unknownY}
                r={3}
                fill={ink.surface}
                stroke={ink.bars}
                strokeDasharray="1.5 1.5"
              />
            )}
          </g>
        )
      })}
      {isSomeUnknown && (
        <Label x={0} y={unknownY + 4} fill={ink.text3}>
          unknown
        </Label>
      )}
    </g>
  )
}

function ItemsTable(props: ParallelChartProps & { passes: readonly boolean[] }) {
  const { title, items, axes, passes, onChoose } = props
  const columns: DataColumn<number>[] = [
    { key: 'name', title: 'Name', width: 200, value: (k) => items[k]!.name },
    ...axes.map((axis): DataColumn<number> => ({
      key: axis.key,
      title: axis.title,
      width: 120,
      value: (k) => axis.values[k] ?? null,
    })),
  ]
  const rows = useMemo(() => items.map((_, k) => k).filter((k) => passes[k]), [items, passes])
  return (
    <div className={charts['table']}>
      <DataTable
        label={`Values of ${title}`}
        compact
        maxHeight={340}
        rows={rows}
        columns={columns}
        rowKey={(k) => items[k]!.id}
        {...(onChoose ? { onRow: (k: number) => onChoose(items[k]!.id) } : {})}
        emptyState={<p className={charts['empty']}>Nothing passes.</p>}
      />
    </div>
  )
}

function csvOf({ items, axes }: ParallelChartProps, passes: readonly boolean[]): string {
  return csvText(
    ['id', 'name', ...axes.map(({ key }) => key), 'passes'],
    items.map(({ id, name }, k) => [
      id,
      name,
      ...axes.map((axis) => axis.values[k] ?? null),
      passes[k] ? 'yes' : 'no',
    ]),
  )
}
