import type { BundledSample } from '~/data/samples'
import type { ColumnSummary } from '~/data/columns'
import { columnPlaces, type OrderingColumn, placeOn } from '~/domain/detection/column-places'
import { rowPlaces } from '~/domain/detection/row-places'
import type { Places } from '~/domain/detection/trace-words'
import type { TraceResult } from '~/drift/results'
import { formatCount } from '~/lib/format'
import type { JobResult } from '~/queries/lab'
import type { LabSettings } from '../settings'

/** The axis along which a trace is drawn and spoken of. */
export interface Axis {
  kind: 'row' | 'time' | 'number'
  /** At the end of the axis: "row", "date, UTC". */
  label: string
  /** Value on the axis of each point of the trace. */
  valuesOf(trace: TraceResult, times: Float64Array | null): Float64Array
  shaded: { from: number; to: number; label: string; shortLabel?: string }[]
  markers: { at: number; label: string }[]
  /** Of a column of a bundled sample, which says its units; null: not known. */
  unitOf(column: string): string | null
}

/**
 * @param timeColumn the column that orders the stream, if one was chosen
 * @param sample the bundled sample that the test file belongs to: it knows where its change lies
 */
export function axisOf(
  settings: Pick<LabSettings, 'split' | 'test'>,
  timeColumn: ColumnSummary | null,
  sample: BundledSample | null,
): Axis {
  const known = sample?.annotations
  const annotated = known && (known.axis === 'time') === (timeColumn !== null) ? known : null
  const reference =
    timeColumn === null && !settings.test && settings.split?.by === 'rows' ? settings.split.reference : null
  return {
    kind: timeColumn === null ? 'row' : timeColumn.type === 'time' ? 'time' : 'number',
    label: timeColumn ? (timeColumn.type === 'time' ? `${timeColumn.name}, UTC` : timeColumn.name) : 'row',
    // The constructor: `Float64Array.from` walks an iterator, 20 ms for a million rows.
    valuesOf: (trace, times) => (timeColumn && times ? times : new Float64Array(trace.rowNumbers)),
    shaded: [
      ...(reference ? [{ from: reference.first, to: reference.last, label: 'reference' }] : []),
      ...(annotated?.regions ?? []),
    ],
    markers: [...(annotated?.markers ?? [])],
    // A principal component is no column.
    unitOf: (column) =>
      sample?.units[column] ?? (/^PC \d$/.test(column) ? null : (sample?.units['*'] ?? null)),
  }
}

/** Both ends of the stream that these results are about, on the axis. */
export function spanOf(values: readonly Pick<JobResult, 'span'>[]): readonly [number, number] {
  return [Math.min(...values.map(({ span }) => span[0])), Math.max(...values.map(({ span }) => span[1]))]
}

/** How the verdict speaks of a place: "row 490", "12 Sep 2014", "year 1899"; in one unit throughout. */
export function placesInWords(
  axis: Axis,
  timeColumn: ColumnSummary | null,
  evolution: JobResult | null,
): Places {
  const times = evolution?.times ?? null
  const known = (trace: TraceResult) => {
    const [marker] = axis.markers
    if (!marker) return null
    const index = axis.valuesOf(trace, times).findIndex((x) => x >= marker.at)
    return index < 0
      ? null
      : { index, label: marker.label, at: marker.at, place: placeOf(axis, timeColumn, marker.at) }
  }
  if (!timeColumn || !times) return { ...rowPlaces, known }
  return {
    ...columnPlaces(orderingColumn(timeColumn), (_, index) => times[index] ?? Number.NaN),
    known,
  }
}

/** "row 451", "year 1899", "12 Sep 2014". */
function placeOf(axis: Axis, timeColumn: ColumnSummary | null, value: number): string {
  return timeColumn === null || axis.kind === 'row'
    ? `row ${formatCount(value)}`
    : placeOn(orderingColumn(timeColumn), value)
}

function orderingColumn({ name, type }: ColumnSummary): OrderingColumn {
  return { name, kind: type === 'time' ? 'time' : 'number' }
}
