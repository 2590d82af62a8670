import { dayText, partsOf, spokenDay } from '~/lib/dates'
import { formatCount, formatNumber } from '~/lib/format'
import { type HistoryPoint, isCompleted, type Stretch } from './history'
import type { Sense } from './readings'

/** One of a history's drifts, told by itself. */
export interface OneDrift {
  title: string
  text: string
  /** From and to, in milliseconds since 1970 UTC: the drift with as much before and after it, and at least some records. */
  view: readonly [number, number]
}

/** Records on each side of a drift, at least: what was usual before it. */
const LEAST_BESIDE = 6

/**
 * Each drift by itself, in the order of time. Dates are UTC, with their year.
 * @param points ascending in time
 * @param stretches `driftStretches(points)`
 * @param metric how it is called: "MMD²"
 */
export function driftByDrift(
  points: readonly HistoryPoint[],
  stretches: readonly Stretch[],
  { metric, sense }: { metric: string; sense: Sense },
): OneDrift[] {
  return stretches.map(({ start, end, count }, k) => {
    const values = points
      .slice(start, end + 1)
      .flatMap(({ value, state }) => (state === 'drift' && value !== null ? [value] : []))
    const extreme = sense === 'above' ? Math.max(...values) : Math.min(...values)
    const first = points[start]!
    const last = points[end]!
    return {
      title: titleOf(first.at, last.at),
      text: [
        `Drift ${formatCount(k + 1)} of ${formatCount(stretches.length)}: ${formatCount(count)} ${count === 1 ? 'record' : 'records in a row'}.`,
        ...(values.length === 0
          ? []
          : [
              `${sense === 'above' ? 'Highest' : 'Lowest'} ${metric} ${formatNumber(extreme)}${first.threshold === null ? '' : `, threshold ${formatNumber(first.threshold)}`}.`,
            ]),
        ...(points.slice(end + 1).some(isJudged) ? [] : ['No later record shows its end.']),
      ].join(' '),
      view: viewOf(points, start, end),
    }
  })
}

/** "Drift on 14 August 2024", "Drift from 26 September to 3 October 2024" */
function titleOf(from: number, to: number): string {
  if (dayText(from) === dayText(to)) return `Drift on ${spokenDay(from, { year: true })}`
  const isOneYear = partsOf(from, 'UTC').year === partsOf(to, 'UTC').year
  return `Drift from ${spokenDay(from, { year: !isOneYear })} to ${spokenDay(to, { year: true })}`
}

const isJudged = (point: HistoryPoint) => isCompleted(point) && point.state !== 'undecided'

function viewOf(points: readonly HistoryPoint[], start: number, end: number): readonly [number, number] {
  const beside = Math.max(LEAST_BESIDE, end - start + 1)
  const from = points[Math.max(0, start - beside)]!.at
  const to = points[Math.min(points.length - 1, end + beside)]!.at
  return [from, to]
}
