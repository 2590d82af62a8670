import { axisOf, type ChartSettings, roundedZoom } from './chart-settings'

type Range = readonly [number, number]
type View = Range | null

/**
 * The x axis of a page's metric charts. A zoom stands in the address in the axis's own units (steps, minutes); a chart
 * whose axis is logarithmic has their exponents of ten; the worker has both in what was logged: milliseconds, for a time.
 */
export interface ChartX {
  label: string
  kind: 'number' | 'time' | 'log'
  axis: ReturnType<typeof axisOf>
  xScale: 'linear' | 'log'
  /** What the worker is asked for a zoom. */
  requested: (zoom: View) => View
  /** What a chart shows of a zoom. */
  shown: (zoom: View) => View
  /** The zoom that a chart asks for, as it is written. */
  zoomOf: (shown: View) => View
  /** An x of the worker on the chart; null: they are the same. */
  toShown: ((x: number) => number) | null
}

/**
 * @param relative the unit that tells the time since the first value, and its milliseconds
 */
export function chartX(
  { x, log }: Pick<ChartSettings, 'x' | 'log'>,
  relative: { label: string; unitMs: number },
): ChartX {
  const axis = axisOf(x)
  const { label, unitMs } =
    axis === 'relative' ? relative : { label: typeof axis === 'object' ? axis.metric : axis, unitMs: 1 }
  // The instants of some hours are all far from 1970: no logarithm of them says anything.
  if (!log || axis === 'time')
    return {
      label,
      kind: axis === 'time' ? 'time' : 'number',
      axis,
      xScale: 'linear',
      requested: (zoom) => mapped(zoom, (at) => at * unitMs),
      shown: (zoom) => zoom,
      zoomOf: roundedZoom,
      toShown: unitMs === 1 ? null : (at) => at / unitMs,
    }
  const unit = Math.log10(unitMs)
  const exponents = (zoom: View) => (zoom !== null && zoom[0] > 0 ? mapped(zoom, Math.log10) : null)
  return {
    label,
    kind: 'log',
    axis,
    xScale: 'log',
    requested: (zoom) => mapped(exponents(zoom), (at) => at + unit),
    shown: exponents,
    zoomOf: (shown) => roundedZoom(mapped(shown, (at) => 10 ** at)),
    toShown: unit === 0 ? null : (at) => at - unit,
  }
}

/** Both ends of a range. */
export function mapped<Some extends View>(range: Some, to: (at: number) => number): Some | Range {
  return range === null ? range : [to(range[0]), to(range[1])]
}
