import type {
  Alarm,
  ColumnFinding,
  DetectorResult,
  PerColumnResult,
  TraceResult,
  TwoSampleResult,
} from '~/drift/results'
import { boundsAt, type Bounds, isBeyond, nearerBound } from '~/lib/bounds'
import { formatCount, formatNumber } from '~/lib/format'
import { columnNumbers, triflingWords, wholeP } from './column-words'
import { judgedPlaces } from './judged-places'
import { strengthOrder } from './strength'
import { whyUndecided } from './undecided'

/** What was found, in words. Every sentence is computed from the result by the rules below. */
export interface Verdict {
  drift: boolean
  /** `undecided`: not enough data, so that "no drift" would say nothing. */
  outcome: Outcome
  title: string
  text: string
  /** The numbers behind the sentence and what reproduces it. */
  facts: { label: string; value: string }[]
}

export type Outcome = 'drift' | 'no-drift' | 'undecided'

/** A verdict before it is asked whether it could have been another. */
type Found = Omit<Verdict, 'outcome'>

/** Names a place of the stream. */
export interface Places {
  /** "row 490" or "12 Sep 2014": where the value at this index of the trace was known. */
  at(trace: TraceResult, index: number): string
  /** Known events of the stream, for "39 rows after digits 5 to 9 begin". Rows of the test file. */
  markers: readonly { row: number; label: string }[]
}

/**
 * The headline of a result.
 * @param evolution the same statistic over time, once it is there; it gives the headline its place
 */
export function verdictOf(main: DetectorResult, evolution: TraceResult | null, places: Places): Verdict {
  const found = foundIn(main, evolution, places)
  if (found.drift) return { ...found, outcome: 'drift' }
  const judged = evolution === null || judgedPlaces(evolution) === 0
  const why = judged ? whyUndecided(main) : null
  return why === null
    ? { ...found, outcome: 'no-drift' }
    : { ...found, outcome: 'undecided', title: why.title, text: why.text }
}

function foundIn(main: DetectorResult, evolution: TraceResult | null, places: Places): Found {
  switch (main.shape) {
    case 'two-sample':
      return twoSampleVerdict(main, evolution, places)
    case 'per-column':
      return main.votes ? votesVerdict(main, main.votes) : perColumnVerdict(main)
    case 'trace':
      return traceVerdict(main, places)
  }
}

function twoSampleVerdict(test: TwoSampleResult, evolution: TraceResult | null, places: Places): Found {
  const alarmed = evolution !== null && evolution.alarms.length > 0
  const reached = test.nullDistribution.reduce(
    (count, value) => count + (value >= test.statistic.value ? 1 : 0),
    0,
  )
  const drawn = test.nullDistribution.length
  const how = test.settings['enumerated'] === true ? 'splits of the rows' : 'permutations'
  const reach =
    reached === 0
      ? `not one of ${formatCount(drawn)} ${how} reaches it`
      : `${formatCount(reached)} of ${formatCount(drawn)} ${how} reach it`
  const whole = `${test.statistic.name} is ${formatNumber(test.statistic.value)} over the whole test sample; ${reach} (${wholeP(test)}).`
  return {
    drift: test.drift || alarmed,
    title: alarmed
      ? `${stretches(evolution, places)}${test.drift ? '' : ', too little to show in the whole test sample'}`
      : test.drift
        ? 'Drift: the test sample does not look like the reference'
        : 'No drift: the test sample looks like the reference',
    text: [whole, alarmed ? firstSeen(evolution, places) : quietEvolution(test, evolution)].join(' ').trim(),
    facts: [
      { label: test.statistic.name, value: formatNumber(test.statistic.value) },
      {
        label: `${formatNumber((1 - test.alpha) * 100)} % of null below`,
        value: formatNumber(test.threshold),
      },
      ...settingsFacts(test),
    ],
  }
}

/** "Drift from row 490: the stream no longer looks like the reference" */
function stretches(trace: TraceResult, places: Places): string {
  const { alarms } = trace
  const [first] = alarms
  const last = alarms.at(-1)
  if (!first || !last) return 'No drift'
  const start = places.at(trace, first.start)
  const lasts = last.end === trace.positions.length - 1
  if (alarms.length === 1) {
    return lasts
      ? `Drift from ${start}: the stream no longer looks like the reference`
      : `Drift from ${start} to ${places.at(trace, last.end)}, then like the reference again`
  }
  return `Drift in ${alarms.length} stretches, the first from ${start}${lasts ? ', the last still going on' : ''}`
}

/** "The window that shows it first covers rows 391 to 490, 39 rows after 'digits 5 to 9 begin'." */
function firstSeen(trace: TraceResult, { markers }: Places): string {
  const first = trace.alarms[0]?.start ?? 0
  const from = trace.windowStarts[first] ?? 0
  const to = trace.rowNumbers[first] ?? 0
  const before = markers.filter((m) => m.row <= to).at(-1)
  const after = before
    ? `, ${formatCount(to - before.row)} rows after ${before.label} (row ${formatCount(before.row)})`
    : ''
  const window = isInRowOrder(trace)
    ? `covers rows ${formatCount(from)} to ${formatCount(to)}${after}`
    : `runs from row ${formatCount(from)} to row ${formatCount(to)} in the order of the stream`
  return from !== to
    ? `The window that shows it first ${window}.`
    : `The ${inSentence(trace.statisticName)} ${reached(trace, first)}${after}.`
}

/** "reached 700 in row 128, above its threshold of 675" */
function reached(trace: TraceResult, index: number): string {
  const value = valueAt(trace, index)
  const bounds = boundsAt(trace, index)
  const where = `${formatNumber(value)} in row ${formatCount(trace.rowNumbers[index] ?? 0)}`
  const bound = nearerBound(value, bounds)
  if (Number.isNaN(value)) return `raised an alarm in row ${formatCount(trace.rowNumbers[index] ?? 0)}`
  if (Number.isNaN(bound)) return `was ${where}`
  const name = trace.threshold === null ? 'limit' : 'threshold'
  // A detector may count a value on its threshold as drift.
  const relation = !isBeyond(value, bounds) ? 'against' : value > bound ? 'above' : 'below'
  return `${bound === bounds.lower ? 'fell to' : 'reached'} ${where}, ${relation} its ${name} of ${formatNumber(bound)}`
}

/** False where a column orders the stream and the file has its rows in another order: windows are no row ranges then. */
function isInRowOrder({ rowNumbers, windowStarts }: TraceResult): boolean {
  for (let i = 0; i < rowNumbers.length; i++) {
    if (windowStarts[i]! > rowNumbers[i]! || (i > 0 && rowNumbers[i - 1]! >= rowNumbers[i]!)) return false
  }
  return true
}

/** "Cumulated deviation" → "cumulated deviation"; MMD² stays. */
function inSentence(name: string): string {
  return /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name
}

/** The value of the series that alarmed first; of several, the one furthest on the side of drift. */
function valueAt(trace: TraceResult, index: number): number {
  const alarmed = new Set(trace.alarms.filter((a) => a.start <= index && index <= a.end).map((a) => a.series))
  const named = trace.series.filter(({ name }) => alarmed.has(name))
  const bounds = boundsAt(trace, index)
  const values = (named.length > 0 ? named : trace.series).map(({ values: v }) => v[index] ?? Number.NaN)
  return values.reduce((best, v) => (!(excessOf(v, bounds) <= excessOf(best, bounds)) ? v : best), Number.NaN)
}

/** How far a value lies beyond its bounds: negative within them; NaN without. */
function excessOf(value: number, { upper, lower }: Bounds): number {
  if (Number.isNaN(lower)) return value - upper
  if (Number.isNaN(upper)) return lower - value
  return Math.max(value - upper, lower - value)
}

function quietEvolution(test: TwoSampleResult, evolution: TraceResult | null): string {
  if (!evolution) return ''
  return test.drift
    ? `No single window stands out: the difference is small and spread over the ${formatCount(judgedPlaces(evolution))} windows.`
    : `None of the ${formatCount(judgedPlaces(evolution))} windows stands out either.`
}

function perColumnVerdict(result: PerColumnResult): Found {
  const { columns, alpha } = result
  const drifted = columns.filter((c) => c.drift)
  const strongest = columns.toSorted(strengthOrder(result))[0]
  const d = columns.length
  const tested = columns.some((c) => c.pValue !== null)
  return {
    drift: result.drift,
    title: perColumnTitle(drifted.length, d, drifted[0] && strongest ? strongest.name : ''),
    text: `${strongest ? strongestWords(result, strongest) : ''} ${ruleOf(result)}`.trim(),
    facts: [
      { label: 'columns drifted', value: `${drifted.length} of ${d}` },
      ...(tested ? [{ label: 'α', value: formatNumber(alpha) }] : []),
      ...thresholdFact(columns),
      ...settingsFacts(result),
    ],
  }
}

/** Of an ensemble: who found a drift, and how many had to. */
function votesVerdict(result: PerColumnResult, votes: { cast: number; needed: number }): Found {
  const all = result.columns.length
  const named = (drift: boolean) => result.columns.filter((c) => c.drift === drift).map(({ name }) => name)
  const [found, quiet] = [named(true), named(false)]
  return {
    drift: result.drift,
    title: result.drift
      ? `Drift: ${formatCount(votes.cast)} of ${formatCount(all)} members agree`
      : `No drift: ${formatCount(votes.cast)} of ${formatCount(all)} members find any`,
    text: [
      found.length > 0 ? `Drift for ${found.join(', ')}.` : '',
      quiet.length > 0 ? `None for ${quiet.join(', ')}.` : '',
      `The rule asks for ${formatCount(votes.needed)}.`,
    ]
      .filter(Boolean)
      .join(' '),
    facts: [
      { label: 'votes', value: `${formatCount(votes.cast)} of ${formatCount(all)}` },
      { label: 'needed', value: formatCount(votes.needed) },
      ...settingsFacts(result),
    ],
  }
}

function strongestWords(result: PerColumnResult, strongest: ColumnFinding): string {
  const { name, statistic, threshold } = strongest
  const held =
    threshold === null
      ? ''
      : `, ${statistic >= threshold ? 'at least' : 'below'} its threshold of ${formatNumber(threshold)}`
  return [
    `The strongest is ${name}: ${columnNumbers(result, strongest)}${held}.`,
    triflingWords(result, strongest),
  ]
    .filter(Boolean)
    .join(' ')
}

/** What counts as drift, as a sentence. */
function ruleOf({ columns, alpha, correction }: PerColumnResult): string {
  const d = columns.length
  const thresholds = new Set(columns.map((c) => c.threshold))
  const [threshold] = thresholds
  if (threshold !== undefined && threshold !== null)
    return thresholds.size === 1
      ? `A column counts where it reaches ${formatNumber(threshold)}.`
      : 'A column counts where it reaches its own threshold.'
  switch (correction) {
    case 'Bonferroni':
      return `With ${formatCount(d)} columns tested, Bonferroni counts a column where ${formatCount(d)} × p ≤ ${formatNumber(alpha)}.`
    case 'Benjamini–Hochberg':
      return `With ${formatCount(d)} columns tested, Benjamini–Hochberg counts those of which at most ${formatNumber(alpha * 100)} % are expected to be false.`
    case 'none':
      return `${d > 1 ? 'Without a correction for their number, a column' : 'It'} counts where p ≤ ${formatNumber(alpha)}.`
  }
}

/** The threshold where it decides and is the same for all columns. */
function thresholdFact(columns: readonly ColumnFinding[]): { label: string; value: string }[] {
  const [first, ...others] = new Set(columns.map((c) => c.threshold))
  return first === undefined || first === null || others.length > 0
    ? []
    : [{ label: 'threshold', value: formatNumber(first) }]
}

function perColumnTitle(drifted: number, all: number, strongest: string): string {
  if (drifted === 0)
    return all === 1 ? 'No drift in this column' : `No drift in any of ${formatCount(all)} columns`
  if (all === 1) return `Drift in ${strongest}`
  return `Drift in ${formatCount(drifted)} of ${formatCount(all)} columns, most in ${strongest}`
}

function traceVerdict(trace: TraceResult, places: Places): Found {
  const { alarms } = trace
  const facts = [
    ...limitFacts(trace),
    { label: alarms.length === 1 ? 'alarm' : 'alarms', value: String(alarms.length) },
    ...settingsFacts(trace),
  ]
  const isPoint = (a: Alarm): boolean => a.start === a.end
  if (alarms.length === 0) {
    return {
      drift: false,
      title: 'No change seen in the stream',
      text: quietWords(trace),
      facts,
    }
  }
  const title = alarms.every(isPoint) ? pointAlarms(trace, places) : stretches(trace, places)
  return { drift: true, title, text: firstSeen(trace, places), facts }
}

/** The threshold, or each drift limit that moves: where it stood at the first alarm, else at the end. */
function limitFacts(trace: TraceResult): { label: string; value: string }[] {
  const unit = trace.unit ? ` ${trace.unit}` : ''
  if (trace.threshold !== null)
    return [{ label: 'threshold', value: `${formatNumber(trace.threshold)}${unit}` }]
  const [alarm] = trace.alarms
  return trace.limits
    .filter(({ level }) => level === 'drift')
    .flatMap(({ name, values }) => {
      const at = alarm?.start ?? values.findLastIndex((x) => Number.isFinite(x))
      const value = values[at] ?? Number.NaN
      const when = alarm ? 'at the alarm' : 'at the end'
      return Number.isFinite(value)
        ? [{ label: `${name} ${when}`, value: `${formatNumber(value)}${unit}` }]
        : []
    })
}

/** "The cumulated deviation stays below its threshold at each of 86 places; its highest value is 412." */
function quietWords(trace: TraceResult): string {
  const judged = judgedPlaces(trace)
  const name = inSentence(trace.statisticName)
  const places = `at each of ${formatCount(judged)} places`
  const { closest, bounds } = closestOf(trace)
  const two = !Number.isNaN(bounds.upper) && !Number.isNaN(bounds.lower)
  if (Number.isNaN(closest)) return `The ${name} raised no alarm ${places}.`
  if (two)
    return `The ${name} stays within its limits ${places}; closest to them, it is ${formatNumber(closest)} (limits ${formatNumber(bounds.lower)} and ${formatNumber(bounds.upper)}).`
  const [stays, most] = trace.side === 'above' ? ['below', 'highest'] : ['above', 'lowest']
  return trace.threshold === null
    ? `The ${name} stays ${stays} its limit ${places}; closest to it, it is ${formatNumber(closest)} (limit ${formatNumber(nearerBound(closest, bounds))}).`
    : `The ${name} stays ${stays} its threshold ${places}; its ${most} value is ${formatNumber(closest)}.`
}

/** The value that comes closest to its bounds, and these. */
function closestOf(trace: TraceResult): { closest: number; bounds: Bounds } {
  let closest = Number.NaN
  let closestBounds: Bounds = { upper: Number.NaN, lower: Number.NaN }
  let most = Number.NEGATIVE_INFINITY
  if (trace.threshold !== null) {
    // A stream has millions of places, and this runs where the page is drawn: no bounds made for each.
    const sign = trace.side === 'above' ? 1 : -1
    for (const { values } of trace.series)
      for (const value of values) if (sign * value > most) most = sign * value
    return {
      closest: most === Number.NEGATIVE_INFINITY ? Number.NaN : sign * most,
      bounds: boundsAt(trace, 0),
    }
  }
  for (let i = 0; i < trace.positions.length; i++) {
    const bounds = boundsAt(trace, i)
    for (const { values } of trace.series) {
      const excess = excessOf(values[i] ?? Number.NaN, bounds)
      if (!(excess > most)) continue
      most = excess
      closest = values[i]!
      closestBounds = bounds
    }
  }
  return { closest, bounds: closestBounds }
}

/** Detectors that start afresh after an alarm raise single alarms. */
function pointAlarms(trace: TraceResult, places: Places): string {
  const [first] = trace.alarms
  if (!first) return 'No change seen in the stream'
  const place = places.at(trace, first.start)
  const kind = trace.series.length > 1 ? ` (${first.series})` : ''
  return trace.alarms.length === 1
    ? `Change seen at ${place}${kind}`
    : `${trace.alarms.length} changes seen, the first at ${place}${kind}`
}

/** Bandwidth and seed stand beside the verdict; every other setting is in the details. */
function settingsFacts({ settings }: DetectorResult): { label: string; value: string }[] {
  const facts: { label: string; value: string }[] = []
  const { sigma, seed } = settings
  if (typeof sigma === 'number') facts.push({ label: 'bandwidth', value: formatNumber(sigma) })
  if (typeof seed === 'number') facts.push({ label: 'seed', value: String(seed) })
  return facts
}
