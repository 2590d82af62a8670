import type { Band } from './band'
import type { ChartData, ChartSeries } from './chart-data'
import type { ThinTrace } from './thin'

/** What a chart draws of one run. */
export interface ChartLine {
  x: Float64Array
  /** NaN: a gap; ±Infinity: a mark at the edge. */
  y: Float64Array
  /** Before smoothing, at each x. */
  raw?: Float64Array
}

/** What a line is called and how it looks, on all charts of a page. */
export interface LineLook {
  /** Unique on the page. */
  name: string
  /** Places in the palette and among the line styles, from 0. */
  colour: number
  style: number
}

/**
 * The lines of one chart: a group's mean with its area where groups were asked for, else one line a run.
 * @param looks by run id, and by a group's name
 * @param toShown an x of the data as the chart shows it, where that is not the same
 */
export function linesOf(
  { series, bands }: ChartData,
  looks: ReadonlyMap<string, LineLook>,
  toShown: ((x: number) => number) | null,
): (LineLook & ChartLine & { band?: { low: Float64Array; high: Float64Array } })[] {
  const scaled = <T extends { x: Float64Array }>(line: T): T =>
    toShown === null ? line : { ...line, x: line.x.map(toShown) }
  if (bands.length > 0)
    return bands.flatMap(({ name, band }) => {
      const look = looks.get(name)
      return look && band.x.length > 0 ? [{ ...look, ...scaled(bandLine(band)) }] : []
    })
  return series.flatMap((one) => {
    const look = looks.get(one.runId)
    const line = lineOf(one)
    return look && line.x.length > 0 ? [{ ...look, ...scaled(line) }] : []
  })
}

/**
 * The value of each line, where all have one alone and at the same x, as what is logged once at the end of a training: over
 * an axis of steps they would be one above the other. Null for other lines, and for fewer than two.
 */
export function oneValueEach(
  lines: readonly (LineLook & ChartLine)[],
): (LineLook & { value: number })[] | null {
  const at = lines[0]?.x[0]
  if (lines.length < 2 || !lines.every(({ x }) => x.length === 1 && x[0] === at)) return null
  return lines.map(({ name, colour, style, y }) => ({ name, colour, style, value: y[0]! }))
}

/** The unit in which a time since the first value is told. */
export function relativeUnit(longestMs: number): { label: string; unitMs: number } {
  if (longestMs >= 3 * 3_600_000) return { label: 'hours', unitMs: 3_600_000 }
  if (longestMs >= 3 * 60_000) return { label: 'minutes', unitMs: 60_000 }
  return { label: 'seconds', unitMs: 1000 }
}

/**
 * A thinned run as a line. Where it is smoothed, both curves stand over the x of both: each keeps all of its points, and
 * between two of them lies where its straight line is anyway.
 */
export function lineOf({ raw, smooth }: Pick<ChartSeries, 'raw' | 'smooth'>): ChartLine {
  if (!smooth) return withMarks(raw)
  const { x, first, second } = overlaid(smooth, raw)
  return { x, y: first, raw: second }
}

/** Mean of a group with the area of one standard deviation around it; no area where fewer than two runs are. */
export function bandLine({ x, mean, sd }: Band): {
  x: Float64Array
  y: Float64Array
  band: { low: Float64Array; high: Float64Array }
} {
  return {
    x,
    y: mean,
    band: { low: mean.map((value, i) => value - sd[i]!), high: mean.map((value, i) => value + sd[i]!) },
  }
}

/** Infinite values come beside the points: they are put back to their x, in place of the gap there. */
function withMarks({ x, y, infinities }: ThinTrace): ChartLine {
  if (infinities.length === 0) return { x, y }
  const xs: number[] = []
  const ys: number[] = []
  let mark = 0
  const flush = (to: number) => {
    for (; mark < infinities.length && infinities[mark]!.x < to; mark++) push(infinities[mark]!.x, mark)
  }
  const push = (at: number, k: number) => {
    xs.push(at)
    ys.push(infinities[k]!.sign * Number.POSITIVE_INFINITY)
  }
  for (let i = 0; i < x.length; i++) {
    flush(x[i]!)
    if (Number.isNaN(y[i]!) && infinities[mark]?.x === x[i]) {
      push(x[i]!, mark)
      mark++
      continue
    }
    xs.push(x[i]!)
    ys.push(y[i]!)
  }
  flush(Number.POSITIVE_INFINITY)
  return { x: Float64Array.from(xs), y: Float64Array.from(ys) }
}

function overlaid(a: Pick<ThinTrace, 'x' | 'y'>, b: Pick<ThinTrace, 'x' | 'y'>) {
  const x: number[] = []
  const first: number[] = []
  const second: number[] = []
  let [i, j] = [0, 0]
  while (i < a.x.length || j < b.x.length) {
    const [atA, atB] = [a.x[i] ?? Number.POSITIVE_INFINITY, b.x[j] ?? Number.POSITIVE_INFINITY]
    const at = Math.min(atA, atB)
    x.push(at)
    first.push(atA === at ? a.y[i]! : between(a, i, at))
    second.push(atB === at ? b.y[j]! : between(b, j, at))
    if (atA === at) i++
    if (atB === at) j++
  }
  return { x: Float64Array.from(x), first: Float64Array.from(first), second: Float64Array.from(second) }
}

/** On the straight line to the point `next` from the one before it; NaN beyond the ends, and beside a gap. */
function between({ x, y }: Pick<ThinTrace, 'x' | 'y'>, next: number, at: number): number {
  if (next === 0 || next >= x.length) return Number.NaN
  const [from, to] = [x[next - 1]!, x[next]!]
  const share = to > from ? (at - from) / (to - from) : 0
  return y[next - 1]! + share * (y[next]! - y[next - 1]!)
}
