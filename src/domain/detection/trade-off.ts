import type { Calibration } from '~/drift/calibration'
import type { StreamDetector } from '~/drift/define'
import { formatCount, inWords } from '~/lib/format'

/** How soon streaming detectors see a change, and how many false alarms that costs. Pure. */

/** What a detector reads: each kind was measured on streams of its own, so only points of one kind compare. */
export type StreamKind = StreamDetector['columns']

export const streamKinds = ['one', 'many', 'error', 'labels'] as const satisfies readonly StreamKind[]

const OF = {
  one: 'one column',
  many: 'several columns',
  error: 'errors',
  labels: 'labels',
} as const satisfies Record<StreamKind, string>

/** A streaming detector and what was measured of it at its defaults; null: nothing yet. */
export interface Measured {
  detector: Pick<StreamDetector, 'id' | 'name' | 'columns'>
  calibration: Calibration | null
}

/**
 * `best`: no other of its kind is as soon with as few false alarms. `bettered`: another is. `unsure`: seen in fewer
 * than nine of ten streams; the median delay of those is no delay of all, so it is neither.
 */
export type Standing = 'best' | 'bettered' | 'unsure'

export interface TradeOffPoint {
  id: string
  name: string
  kind: StreamKind
  /** Rows from the change to the first alarm after it, median. */
  delay: number
  /** Per 10,000 rows in which nothing changes, and its standard error. */
  falseAlarms: number
  falseAlarmsError: number
  quietRows: number
  /** Streams in which the change was seen, of how many. */
  found: number
  streams: number
  standing: Standing
}

export interface TradeOff {
  title: string
  subtitle: string
  /** Soonest first. */
  points: TradeOffPoint[]
  /** What is not in the picture, and what to bear in mind. */
  notes: string[]
}

/** Share of streams from which on the median of those that saw the change stands for all. */
const SURE = 0.9
/** Below it more than half never saw the change: there is no median to draw. */
const DRAWN = 0.5

export const PLAIN_TITLE = 'How soon, and at what price'

/** @param kind null: all kinds, side by side and not compared */
export function tradeOff(all: readonly Measured[], kind: StreamKind | null): TradeOff {
  const measured = all.filter(({ detector }) => kind === null || detector.columns === kind)
  const points = streamKinds
    .flatMap((k) => standings(measured.flatMap((m) => (m.detector.columns === k ? pointOf(m) : []))))
    .toSorted((a, b) => a.delay - b.delay || a.falseAlarms - b.falseAlarms)
  return {
    title: kind === null ? PLAIN_TITLE : finding(points, kind),
    subtitle: subtitleOf(measured, kind),
    points,
    notes: [...notDrawn(measured), ...lessCertain(points)],
  }
}

type Unranked = Omit<TradeOffPoint, 'standing'>

function pointOf({ detector, calibration }: Measured): Unranked[] {
  if (!calibration || calibration.delay === null || shareSeen(calibration) < DRAWN) return []
  const { delay, falseAlarms, falseAlarmsError, quietRows, found, streams } = calibration
  const { id, name, columns } = detector
  return [{ id, name, kind: columns, delay, falseAlarms, falseAlarmsError, quietRows, found, streams }]
}

function shareSeen({ found, streams }: Pick<Calibration, 'found' | 'streams'>): number {
  return found / streams
}

/** Points of one kind, each against all others: the Pareto front of delay and false alarms. */
export function standings(points: readonly Unranked[]): TradeOffPoint[] {
  const compared = points.filter((p) => shareSeen(p) >= SURE)
  return points.map((p) => ({
    ...p,
    standing: !compared.includes(p) ? 'unsure' : compared.some((q) => betters(q, p)) ? 'bettered' : 'best',
  }))
}

/** No later and no more false alarms, and one of the two strictly: of two equal ones, neither. */
function betters(a: Unranked, b: Unranked): boolean {
  return (
    a.delay <= b.delay &&
    a.falseAlarms <= b.falseAlarms &&
    (a.delay < b.delay || a.falseAlarms < b.falseAlarms)
  )
}

/** Names up to three of those that are best, or of those that are not; the plain title where nothing compares. */
function finding(points: readonly TradeOffPoint[], kind: StreamKind): string {
  const best = points.filter(({ standing }) => standing === 'best')
  const bettered = points.filter(({ standing }) => standing === 'bettered')
  const compared = best.length + bettered.length
  if (compared < 2) return PLAIN_TITLE
  const all = `${compared} detectors of ${OF[kind]}`
  if (best.length === 1) return `${best[0]!.name} is both the fastest and the quietest of ${all}`
  if (bettered.length === 0) return `Of ${all}, none is both faster and quieter than another`
  if (best.length <= 3) return `Of ${all}, none is both faster and quieter than ${listed(best)}`
  if (bettered.length <= 3)
    return `Of ${all}, only ${listed(bettered)} are outdone by another in speed and quiet`
  return `Of ${all}, ${best.length} are not outdone by another in speed and quiet`
}

function listed(named: readonly { name: string }[]): string {
  return inWords(named.map(({ name }) => name))
}

function subtitleOf(measured: readonly Measured[], kind: StreamKind | null): string {
  if (kind === null)
    return 'Measured at their defaults. Each kind of stream has a change of its own: only points of one shape compare.'
  const calibration = measured.find((m) => m.calibration)?.calibration
  return calibration
    ? `Measured at their defaults: false alarms on ${calibration.stream}; delay once ${calibration.step}. Filled: no other is as fast with as few false alarms.`
    : 'Measured at their defaults.'
}

function notDrawn(measured: readonly Measured[]): string[] {
  const never: { name: string }[] = []
  const seldom: { name: string }[] = []
  const unmeasured: { name: string }[] = []
  for (const { detector, calibration } of measured) {
    const { name } = detector
    if (!calibration) unmeasured.push({ name })
    else if (calibration.found === 0) never.push({ name: `${name} (0 of ${calibration.streams} streams)` })
    else if (shareSeen(calibration) < DRAWN)
      seldom.push({ name: `${name} (${calibration.found} of ${calibration.streams})` })
  }
  return [
    ...(never.length > 0 ? [`No alarm after the change: ${listed(never)}.`] : []),
    ...(seldom.length > 0
      ? [`An alarm in less than half of the streams, too few for a median: ${listed(seldom)}.`]
      : []),
    ...(unmeasured.length > 0 ? [`Not measured: ${listed(unmeasured)}.`] : []),
  ]
}

/** Where not all were measured on equally many rows. */
function lessCertain(points: readonly TradeOffPoint[]): string[] {
  const most = Math.max(...points.map(({ quietRows }) => quietRows))
  const fewer = points.filter(({ quietRows }) => quietRows < most)
  const rows = Math.max(...fewer.map(({ quietRows }) => quietRows))
  return fewer.length === 0
    ? []
    : [
        `Less certain, from at most ${formatCount(rows)} quiet rows instead of ${formatCount(most)}: ${listed(fewer)}.`,
      ]
}
