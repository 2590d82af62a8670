import type { Alarm, DetectorResult, PerColumnResult, TraceResult, TwoSampleResult } from '~/drift/results'
import { formatCount, formatNumber } from '~/lib/format'

/** What was found, in words. Every sentence is computed from the result by the rules below. */
export interface Verdict {
  drift: boolean
  title: string
  text: string
  /** The numbers behind the sentence and what reproduces it. */
  facts: { label: string; value: string }[]
}

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
  switch (main.shape) {
    case 'two-sample':
      return twoSampleVerdict(main, evolution, places)
    case 'per-column':
      return perColumnVerdict(main)
    case 'trace':
      return traceVerdict(main, places)
  }
}

function twoSampleVerdict(test: TwoSampleResult, evolution: TraceResult | null, places: Places): Verdict {
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
  const whole = `${test.statistic.name} is ${formatNumber(test.statistic.value)} over the whole test sample; ${reach} (p\u00A0=\u00A0${formatNumber(test.pValue)}).`
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
    : `The ${inSentence(trace.statisticName)} reached ${formatNumber(valueAt(trace, first))} in row ${formatCount(to)}, above its threshold of ${formatNumber(trace.threshold)}${after}.`
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

/** The largest of the series at one place. */
function valueAt({ series }: TraceResult, index: number): number {
  return Math.max(...series.map(({ values }) => values[index] ?? Number.NaN))
}

function quietEvolution(test: TwoSampleResult, evolution: TraceResult | null): string {
  if (!evolution) return ''
  return test.drift
    ? `No single window stands out: the difference is small and spread over the ${formatCount(judgedPlaces(evolution))} windows.`
    : `None of the ${formatCount(judgedPlaces(evolution))} windows stands out either.`
}

function perColumnVerdict(result: PerColumnResult): Verdict {
  const { columns, alpha, correction } = result
  const drifted = columns.filter((c) => c.drift)
  const strongest = columns.toSorted(
    (a, b) => (a.pValue ?? 1) - (b.pValue ?? 1) || b.statistic - a.statistic,
  )[0]
  const d = columns.length
  const rule =
    correction === 'Bonferroni' && d > 1
      ? `With ${d} columns tested, Bonferroni counts a column where ${d} × p ≤ ${formatNumber(alpha)}.`
      : `It counts where p ≤ ${formatNumber(alpha)}.`
  const largest = strongest
    ? `The strongest is ${strongest.name}: ${result.statisticName} = ${formatNumber(strongest.statistic)}, ${d > 1 ? 'adjusted ' : ''}p = ${formatNumber(strongest.adjustedPValue)}.`
    : ''
  return {
    drift: result.drift,
    title: perColumnTitle(drifted.length, d, drifted[0] && strongest ? strongest.name : ''),
    text: `${largest} ${rule}`.trim(),
    facts: [
      { label: 'columns drifted', value: `${drifted.length} of ${d}` },
      { label: 'α', value: formatNumber(alpha) },
      ...settingsFacts(result),
    ],
  }
}

function perColumnTitle(drifted: number, all: number, strongest: string): string {
  if (drifted === 0)
    return all === 1 ? 'No drift in this column' : `No drift in any of ${formatCount(all)} columns`
  if (all === 1) return `Drift in ${strongest}`
  return `Drift in ${formatCount(drifted)} of ${formatCount(all)} columns, most in ${strongest}`
}

function traceVerdict(trace: TraceResult, places: Places): Verdict {
  const { alarms } = trace
  const facts = [
    { label: 'threshold', value: `${formatNumber(trace.threshold)}${trace.unit ? ` ${trace.unit}` : ''}` },
    { label: alarms.length === 1 ? 'alarm' : 'alarms', value: String(alarms.length) },
    ...settingsFacts(trace),
  ]
  const isPoint = (a: Alarm): boolean => a.start === a.end
  if (alarms.length === 0) {
    return {
      drift: false,
      title: 'No change seen in the stream',
      text: `The ${inSentence(trace.statisticName)} stays below its threshold at each of ${formatCount(judgedPlaces(trace))} places; its highest value is ${formatNumber(highestOf(trace))}.`,
      facts,
    }
  }
  const title = alarms.every(isPoint) ? pointAlarms(trace, places) : stretches(trace, places)
  return { drift: true, title, text: firstSeen(trace, places), facts }
}

/** Places of a trace that have a value: there is none in a warm-up, nor for a window with too few rows. */
export function judgedPlaces({ positions, series }: TraceResult): number {
  // A stream has millions of places, and this runs where the page is drawn: no call for each.
  const values = series.map((one) => one.values)
  let count = 0
  for (let i = 0; i < positions.length; i++) {
    for (let k = 0; k < values.length; k++) {
      if (Number.isNaN(values[k]![i])) continue
      count++
      break
    }
  }
  return count
}

function highestOf({ series }: TraceResult): number {
  let highest = Number.NEGATIVE_INFINITY
  for (const { values } of series) for (const value of values) if (value > highest) highest = value
  return highest
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
