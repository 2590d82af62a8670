import { niceTicks, numberLabels } from '../plane/ticks'
import { scale } from '../plane/scale'
import type { HistoryColumns } from './history-columns'

/** From this record on the metric has another unit: what lies before does not compare, and has a scale of its own. */
export interface UnitStep {
  index: number
  before: string
  after: string
}

/** Records `from` to `to` (not included) share a unit. */
interface Part {
  from: number
  to: number
  unit: string
}

/** What is drawn, all of it on the scale of the first part in view. */
export interface ScaledColumns {
  columns: Pick<HistoryColumns, 'values' | 'thresholds' | 'warnings'>
  domainY: [number, number]
  whatIf: number | null
  /** Of the axis; null where the history has one unit throughout. */
  unit: string | null
  /** Parts in view that differ in their unit; none where all that is in view compares. */
  parts: readonly (Part & { domain: readonly [number, number] })[]
}

/**
 * One axis would press the unit with the smaller numbers into a flat line. So each unit in view has its own scale from
 * the bottom of the plot to its top: the columns come back mapped onto that of the first.
 * @param from, to the records in view
 */
export function onOwnScales(
  { columns, whatIf, steps }: { columns: HistoryColumns; whatIf: number | null; steps: readonly UnitStep[] },
  from: number,
  to: number,
): ScaledColumns {
  const all = partsOf(steps, columns.values.length)
  const inView = all
    .map((part) => ({ ...part, from: Math.max(from, part.from), to: Math.min(to, part.to) }))
    .filter((part) => part.from < part.to)
  // A threshold is tried on what is measured now.
  const tried = steps.at(-1)?.after
  const domainOf = (unit: string | undefined) =>
    valuesInView(
      columns,
      inView.filter((part) => part.unit === unit),
      unit === tried ? whatIf : null,
    )
  const first = inView[0]
  const domainY = domainOf(first?.unit)
  if (steps.length === 0) return { columns, domainY, whatIf, unit: null, parts: [] }

  const domains = new Map(inView.map(({ unit }) => [unit, domainOf(unit)]))
  const maps = new Map([...domains].map(([unit, domain]) => [unit, scale(domain, domainY)]))
  const mapped = (column: Float64Array) => {
    // NaN where the unit is not in view.
    const values = new Float64Array(column.length).fill(NaN)
    for (const part of all) {
      const map = maps.get(part.unit)
      if (map) for (let i = part.from; i < part.to; i++) values[i] = map(column[i]!)
    }
    return values
  }
  const { values, thresholds, warnings } = columns
  return {
    columns: { values: mapped(values), thresholds: mapped(thresholds), warnings: mapped(warnings) },
    domainY,
    whatIf: whatIf === null ? null : (maps.get(tried!)?.(whatIf) ?? null),
    unit: first?.unit ?? null,
    parts: domains.size < 2 ? [] : inView.map((part) => ({ ...part, domain: domains.get(part.unit)! })),
  }
}

/** Of the part of the plot from `left` to `right`, in px. */
export interface OwnScale {
  left: number
  right: number
  ticks: readonly { y: number; label: string }[]
  /** Whether the ticks are named inside the plot; those of the first part are named at the axis. */
  isNamed: boolean
}

/** Narrower than this there is no room for the names of ticks beside what is drawn, in px. */
const LEAST_NAMED = 72

/** The ticks of each part on its own scale. A unit is named once: at the axis, or in the first part with room for it. */
export function ownScales(
  parts: ScaledColumns['parts'],
  x: Float64Array,
  toX: (at: number) => number,
  box: { left: number; right: number; top: number; bottom: number },
  count: number,
): OwnScale[] {
  const named = new Set(parts.slice(0, 1).map(({ unit }) => unit))
  return parts.map(({ from, unit, domain }, k) => {
    const next = parts[k + 1]
    const left = k === 0 ? box.left : toX(x[from]!)
    const right = next ? toX(x[next.from]!) : box.right
    const ats = niceTicks(domain[0], domain[1], count)
    const labels = numberLabels(ats)
    const toY = scale(domain, [box.bottom, box.top])
    const isNamed = !named.has(unit) && right - left >= LEAST_NAMED
    if (isNamed) named.add(unit)
    return { left, right, isNamed, ticks: ats.map((at, i) => ({ y: toY(at), label: labels[i]! })) }
  })
}

/**
 * Each part by itself between 0 and 1: for a drawing without an axis.
 * @returns the same array where nothing changes its unit
 */
export function evenedParts(values: Float64Array, steps: readonly UnitStep[]): Float64Array {
  if (steps.length === 0) return values
  const evened = values.slice()
  const all = partsOf(steps, values.length)
  for (const unit of new Set(all.map((part) => part.unit))) {
    const own = all.filter((part) => part.unit === unit)
    const { low, high } = extremes([values], own)
    const map = low < high ? scale([low, high], [0, 1]) : () => 0.5
    for (const { from, to } of own)
      for (let i = from; i < to; i++) if (Number.isFinite(values[i]!)) evened[i] = map(values[i]!)
  }
  return evened
}

function partsOf(steps: readonly UnitStep[], length: number): Part[] {
  const first = steps[0]
  return [
    { from: 0, to: first?.index ?? length, unit: first?.before ?? '' },
    ...steps.map(({ index, after }, k) => ({ from: index, to: steps[k + 1]?.index ?? length, unit: after })),
  ]
}

function extremes(columns: readonly Float64Array[], parts: readonly Part[]): { low: number; high: number } {
  let low = Infinity
  let high = -Infinity
  for (const column of columns)
    for (const { from, to } of parts)
      for (let i = from; i < to; i++) {
        const value = column[i]!
        if (!Number.isFinite(value)) continue
        low = Math.min(low, value)
        high = Math.max(high, value)
      }
  return { low, high }
}

/**
 * Every value and threshold in view, and zero: unless it would press the values of a metric far from
 * zero (an accuracy of 0.97 to 0.99) into a line.
 */
function valuesInView(
  columns: HistoryColumns,
  parts: readonly Part[],
  whatIf: number | null,
): [number, number] {
  let { low, high } = extremes([columns.values, columns.thresholds, columns.warnings], parts)
  if (whatIf !== null && Number.isFinite(whatIf)) {
    low = Math.min(low, whatIf)
    high = Math.max(high, whatIf)
  }
  if (low > high) return [0, 1]
  const far = Math.min(Math.abs(low), Math.abs(high))
  if (low * high <= 0 || high - low > far * 0.2) {
    low = Math.min(0, low)
    high = Math.max(0, high)
  }
  if (low === high) return low === 0 ? [0, 1] : [low - Math.abs(low) * 0.1, high + Math.abs(high) * 0.1]
  const span = high - low
  return [low === 0 ? 0 : low - span * 0.08, high === 0 ? 0 : high + span * 0.08]
}
