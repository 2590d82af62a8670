import { significant } from '~/lib/format'

/** One line of a chart of many: a metric of a run. Values are drawn as they are given: the owner thins and resamples. */
export interface LineSeries {
  /** Unique; what it is called everywhere. */
  name: string
  /** Place of its colour in the palette, from 0: the same for all members of a group, and on every chart of a page. */
  colour: number
  /** Place of its line style (solid, dash, dot, dash-dot, then again), from 0: the member of the group. */
  style: number
  /** Ascending: steps, epochs, ms since 1970, or the exponents of ten of what a logarithmic axis says. */
  x: Float64Array
  /** At each x. NaN is a gap; ±Infinity is a mark at the edge. */
  y: Float64Array
  /** Before smoothing, at each x: drawn faint under the line. */
  raw?: Float64Array
  /** Mean − sd and mean + sd at each x: drawn as an area. */
  band?: { low: Float64Array; high: Float64Array }
}

/** What a line is called and how it looks. */
export type LineLook = Pick<LineSeries, 'name' | 'colour' | 'style'>

export type ValueScale = 'linear' | 'log' | 'symlog'

/** What x is: numbers, ms since 1970, or exponents of ten: the axis is logarithmic then. */
export type XKind = 'number' | 'time' | 'log'

/** An x as it was logged: of an exponent, in twelve digits, which a step of whole numbers keeps. */
export function loggedX(kind: XKind, x: number): number {
  return kind === 'log' ? significant(10 ** x, 12) : x
}

/** Line styles as stroke-dasharray; the canvas takes the same numbers. */
const DASHES = [[], [6, 3], [2, 3], [8, 3, 2, 3]] as const satisfies readonly (readonly number[])[]

export function dashOf(style: number): readonly number[] {
  return DASHES[style % DASHES.length]!
}
