import { sampleRange } from '~/lib/downsample'
import type { PlotBox } from '../plane/plot-box'
import { px } from '../plane/px'
import type { Point } from '../plane/clear-place'

/** Lines of the evolution chart as paths in px, with their gaps: pure. */

export interface LimitLine {
  name: string
  level: 'drift' | 'warning' | 'centre'
  /** An SVG path, with gaps. */
  path: string
}

/** Unbroken pieces of a line. */
export type Pieces = readonly (readonly Point[])[]

/**
 * The points of a limit to draw, thinned as the statistic is: its extremes and its gaps stay. One point beyond each
 * end of [from, to) lets the line leave the view.
 */
export function limitPoints(
  x: Float64Array,
  values: Float64Array,
  from: number,
  to: number,
  most: number,
  toX: (v: number) => number,
  toY: (v: number) => number,
): Pieces {
  const inView = sampleRange(x, values, from, to, most)
  const wanted = [...(from > 0 ? [from - 1] : []), ...inView, ...(to < x.length ? [to] : [])]
  const pieces: Point[][] = [[]]
  for (const i of wanted) {
    const value = values[i]!
    if (Number.isFinite(value)) pieces.at(-1)!.push([toX(x[i]!), toY(value)])
    else if (pieces.at(-1)!.length > 0) pieces.push([])
  }
  return pieces.filter((piece) => piece.length > 0)
}

export function linePath(pieces: Pieces): string {
  return pieces
    .map((piece) => {
      const [first] = piece
      // One point alone has no length: a short line, so that it is seen.
      const points =
        piece.length === 1 && first
          ? [[first[0] - 1.5, first[1]] as const, [first[0] + 1.5, first[1]] as const]
          : piece
      return `M${points.map(pair).join('L')}`
    })
    .join('')
}

/** The points of one series of a scene, broken where it is not defined. */
export function rowPieces(
  rows: readonly Readonly<Record<string, number | null>>[],
  key: string,
  toX: (v: number) => number,
  toY: (v: number) => number,
): Pieces {
  const pieces: Point[][] = [[]]
  for (const row of rows) {
    const value = row[key] ?? null
    if (value !== null) pieces.at(-1)!.push([toX(row['x']!), toY(value)])
    else if (pieces.at(-1)!.length > 0) pieces.push([])
  }
  return pieces.filter((piece) => piece.length > 0)
}

/** What lies between a line and a height. */
export function areaPath(pieces: Pieces, base: number): string {
  return pieces
    .map((piece) => `M${px(piece[0]![0])},${px(base)}L${piece.map(pair).join('L')}V${px(base)}Z`)
    .join('')
}

const pair = ([x, y]: Point): string => `${px(x)},${px(y)}`

/**
 * Outline of the part of the plot where drift lies, a little larger than the plot's box so that no line is cut in
 * half at its edge: beyond the fixed threshold, or above the highest and below the lowest of the moving limits.
 */
export function beyondPath(
  threshold: number | null,
  limits: readonly Pieces[],
  side: 'above' | 'below',
  { left, right, top, bottom }: PlotBox,
): string | null {
  const edge = { above: top - 2, below: bottom + 2 }
  if (threshold !== null) {
    const y = Math.max(top - 2, Math.min(bottom + 2, threshold))
    return `M${left - 2},${edge[side]}H${right + 2}V${px(y)}H${left - 2}Z`
  }
  if (limits.length === 0) return null
  const towards = (pieces: Pieces, to: 'above' | 'below'): string =>
    pieces
      .map((piece) => {
        return `M${piece.map(pair).join('L')}V${edge[to]}H${px(piece[0]![0])}Z`
      })
      .join('')
  if (limits.length === 1) return towards(limits[0]!, side)
  const height = (pieces: Pieces): number => {
    const all = pieces.flat()
    return all.reduce((sum, [, y]) => sum + y, 0) / Math.max(1, all.length)
  }
  // Pixels grow downwards: the smallest is the highest.
  const ordered = limits.filter((pieces) => pieces.length > 0).toSorted((a, b) => height(a) - height(b))
  const [upper] = ordered
  const lower = ordered.at(-1)
  if (!upper || !lower) return ''
  return towards(upper, 'above') + (lower === upper ? '' : towards(lower, 'below'))
}
