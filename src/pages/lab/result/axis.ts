import type { BundledSample } from '~/data/samples'
import type { ColumnSummary } from '~/data/columns'
import type { Places } from '~/domain/detection/verdict'
import type { TraceResult } from '~/drift/results'
import { dayText, minuteText } from '~/lib/dates'
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
  }
}

/** How the verdict speaks of a place: "row 490", "12 Sep 2014", "year 1899". */
export function placesInWords(
  axis: Axis,
  timeColumn: ColumnSummary | null,
  evolution: JobResult | null,
): Places {
  const times = evolution?.times ?? null
  return {
    at: (trace, index) => {
      const value = (timeColumn && times ? times : trace.rowNumbers)[index] ?? Number.NaN
      if (axis.kind === 'time') return value % 86_400_000 === 0 ? dayText(value) : minuteText(value)
      return timeColumn ? `${timeColumn.name} ${Number(value.toPrecision(10))}` : `row ${formatCount(value)}`
    },
    markers: timeColumn ? [] : axis.markers.map(({ at, label }) => ({ row: at, label })),
  }
}
