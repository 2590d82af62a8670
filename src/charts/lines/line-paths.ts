import { linePath } from '../history/history-paths'
import { rangeInView } from '~/lib/downsample'
import { px } from '../plane/px'
import type { LineSeries } from './line-series'
import type { LinesScene } from './lines-scene'

/** Points that are drawn, [first, end): those in view, and one neighbour on each side, so that lines run to the edges. */
export function drawnRange(x: Float64Array, view: readonly [number, number]): { first: number; end: number } {
  const [from, to] = rangeInView(x, view)
  return { first: Math.max(0, from - 1), end: Math.min(x.length, to + 1) }
}

/** Values of a line as SVG path data; a gap where there is no value or no place for it. */
export function seriesPath(x: Float64Array, values: Float64Array, scene: LinesScene): string {
  const placed = values.map((v) => scene.axis.toY(v))
  const { first, end } = drawnRange(x, scene.domainX)
  const kept = Array.from({ length: Math.max(0, end - first) }, (_, k) => first + k)
  return linePath({ x, values: placed, kept, toX: scene.toX, toY: (y) => y })
}

/** Points in view without a neighbour to be joined to: as a line they would be nothing. */
export function lonePoints({ x, y }: LineSeries, { axis, domainX, toX, top, bottom }: LinesScene): Point[] {
  const [from, to] = rangeInView(x, domainX)
  const isPlaced = (i: number) => i >= 0 && i < y.length && Number.isFinite(axis.toY(y[i]!))
  const points: Point[] = []
  for (let i = from; i < to; i++) {
    if (!isPlaced(i) || isPlaced(i - 1) || isPlaced(i + 1)) continue
    const at = { x: toX(x[i]!), y: axis.toY(y[i]!) }
    if (at.y >= top - 1 && at.y <= bottom + 1) points.push(at)
  }
  return points
}

interface Point {
  x: number
  y: number
}

/** The area between two bounds, piece by piece where both have a place. */
export function bandPath({ x, band }: LineSeries, scene: LinesScene): string {
  if (!band) return ''
  let path = ''
  let up: string[] = []
  let down: string[] = []
  const close = () => {
    if (up.length > 1) path += `M${up.join('L')}L${down.toReversed().join('L')}Z`
    up = []
    down = []
  }
  const { first, end } = drawnRange(x, scene.domainX)
  for (let i = first; i < end; i++) {
    const high = scene.axis.toY(band.high[i]!)
    const low = scene.axis.toY(band.low[i]!)
    if (!Number.isFinite(high) || !Number.isFinite(low)) {
      close()
      continue
    }
    const at = px(scene.toX(x[i]!))
    up.push(`${at},${px(high)}`)
    down.push(`${at},${px(low)}`)
  }
  close()
  return path
}

/** Draws a line on a canvas: the same points and gaps as its path. */
export function traceSeries(
  context: Pick<CanvasRenderingContext2D, 'moveTo' | 'lineTo'>,
  { x, y }: Pick<LineSeries, 'x' | 'y'>,
  scene: LinesScene,
): void {
  const { first, end } = drawnRange(x, scene.domainX)
  let isOpen = false
  for (let i = first; i < end; i++) {
    const at = scene.axis.toY(y[i]!)
    if (!Number.isFinite(at)) isOpen = false
    else if (isOpen) context.lineTo(scene.toX(x[i]!), at)
    else {
      context.moveTo(scene.toX(x[i]!), at)
      isOpen = true
    }
  }
}
