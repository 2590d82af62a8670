import { formatNumber, significant } from '~/lib/format'
import type {
  ColumnFinding,
  ColumnView,
  DetectorResult,
  TraceResult,
  TraceView,
  TwoSampleView,
} from './results'
import type { ColumnScaling } from './sample'

/**
 * The same result with the pictures of its standardised columns in the unit of the data: x = mean + sd · z. So are
 * statistics of a stream that are linear in the column, and their limits (`inDataUnit`). Settings, p-values and all other
 * statistics and thresholds stay as they were computed.
 * @param scaling the columns that were standardised before the detector saw them; none: the result itself
 */
export function inDataUnits<R extends DetectorResult>(result: R, scaling: readonly ColumnScaling[]): R {
  if (scaling.length === 0) return result
  const of = byColumn(scaling)
  switch (result.shape) {
    case 'per-column':
      return {
        ...result,
        columns: result.columns.map((column): ColumnFinding => {
          const own = of.get(column.name)
          return own && column.view ? { ...column, view: columnView(column.view, own) } : column
        }),
      }
    case 'two-sample':
      return { ...result, views: result.views.map((view) => viewInDataUnits(view, scaling)) }
    case 'trace': {
      const own = result.column === undefined ? undefined : of.get(result.column)
      if (!own) return result
      const pictured = { ...result, views: result.views.map((view) => traceView(view, own)) }
      return result.inDataUnit === undefined
        ? pictured
        : { ...pictured, ...linearInDataUnits(result, result.inDataUnit, own) }
    }
  }
}

function byColumn(scaling: readonly ColumnScaling[]): ReadonlyMap<string, ColumnScaling> {
  return new Map(scaling.map((one) => [one.column, one]))
}

function columnView(view: ColumnView, own: ColumnScaling): ColumnView {
  switch (view.kind) {
    case 'cdf':
      return { ...view, x: allBack(view.x, own), gapAt: back(view.gapAt, own) }
    case 'histogram':
      return { ...view, edges: allBack(view.edges, own) }
    case 'categories':
      return view.values === undefined ? view : numbersAsCategories(view, allBack(view.values, own))
  }
}

function numbersAsCategories(
  view: Extract<ColumnView, { kind: 'categories' }>,
  values: Float64Array,
): ColumnView {
  const names = view.names.map((name, k) => (Number.isFinite(values[k]) ? formatNumber(values[k]) : name))
  return { ...view, values, names }
}

/** The same of one picture: a witness function lies over columns, or over principal components, which have no unit. */
export function viewInDataUnits(view: TwoSampleView, scaling: readonly ColumnScaling[]): TwoSampleView {
  if (view.kind !== 'witness') return view
  const of = byColumn(scaling)
  const [first, second] = view.axes.map((name) => of.get(name))
  return {
    ...view,
    x: first ? allBack(view.x, first) : view.x,
    y: second ? allBack(view.y, second) : view.y,
  }
}

function traceView(view: TraceView, own: ColumnScaling): TraceView {
  if (view.kind !== 'lines' || view.inDataUnit !== true) return view
  return { ...view, series: view.series.map((one) => ({ ...one, values: allBack(one.values, own) })) }
}

/** Statistic and limits; the rule behind these says in which unit the settings are. */
function linearInDataUnits(
  { series, limits, threshold, thresholdRule }: TraceResult,
  as: NonNullable<TraceResult['inDataUnit']>,
  own: ColumnScaling,
): Pick<TraceResult, 'series' | 'limits' | 'threshold' | 'thresholdRule'> {
  // Between two values the mean is gone.
  const scaling = as === 'value' ? own : { ...own, mean: 0 }
  const convert = <T extends { values: Float64Array }>(one: T): T => ({
    ...one,
    values: allBack(one.values, scaling),
  })
  return {
    series: series.map(convert),
    limits: limits.map(convert),
    threshold: threshold === null ? null : back(threshold, scaling),
    thresholdRule: `${thresholdRule} The column was standardised, so that settings are in standard deviations of the reference: ${formatNumber(own.sd)} in the unit of ${own.column}.`,
  }
}

function allBack(values: Float64Array, own: ColumnScaling): Float64Array {
  return values.map((z) => back(z, own))
}

/** To 12 digits, more than any picture shows: 12.3 stays 12.3. Infinite ends of cells and unknown values stay. */
function back(z: number, { mean, sd }: ColumnScaling): number {
  return Number.isFinite(z) ? significant(mean + sd * z, 12) : z
}
