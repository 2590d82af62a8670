import type {
  ColumnFinding,
  DetectorResult,
  PerColumnResult,
  TraceResult,
  TwoSampleResult,
} from '~/drift/results'
import { formatCount, formatNumber } from '~/lib/format'
import { categoryWords, columnNumbers, triflingWords, wholeP } from './column-words'
import { judgedPlaces } from './judged-places'
import { strengthOrder } from './strength'
import { whyLimitless } from './limitless'
import { areConfirmed, changesText, changesTitle, type Places, quietWords, toldChanges } from './trace-words'
import { alphaWords, decides, ONLY_INDEPENDENT, pointwiseWords, windowsDrift } from './two-looks'
import { whyUndecided } from './undecided'

/** What was found, in words. Every sentence is computed from the result by the rules below. */
export interface Verdict {
  drift: boolean
  outcome: Outcome
  title: string
  text: string
  /** The numbers behind the sentence and what reproduces it. */
  facts: { label: string; value: string }[]
}

/**
 * `unconfirmed`: there were alarms, and what came after them is as before, or they came before the change that is known:
 * a spike, or false alarms, which are no drift. `undecided`: nothing could be judged, so that "no drift" would say nothing.
 */
export type Outcome = 'drift' | 'unconfirmed' | 'no-drift' | 'undecided'

/** A verdict before it is asked whether it could have been another. */
type Found = Omit<Verdict, 'outcome'>

/**
 * The headline of a result.
 * @param evolution the same statistic over time, once it is there; it gives the headline its place
 */
export function verdictOf(main: DetectorResult, evolution: TraceResult | null, places: Places): Verdict {
  const found = foundIn(main, evolution, places)
  const limitless = main.shape === 'trace' ? whyLimitless(main, places) : null
  if (limitless) return { ...found, drift: false, outcome: 'undecided', ...limitless }
  if (found.drift) return { ...found, outcome: 'drift' }
  if (main.shape === 'trace' && main.alarms.length > 0) return { ...found, outcome: 'unconfirmed' }
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
  const alarmed = windowsDrift(evolution)
  const reached = test.nullDistribution.reduce(
    (count, value) => count + (value >= test.statistic.value ? 1 : 0),
    0,
  )
  const drawn = test.nullDistribution.length
  const how = test.settings['enumerated'] === true ? 'splits of the rows' : 'permutations'
  const reach =
    reached === 0
      ? `none of ${formatCount(drawn)} ${how} reaches it`
      : `${formatCount(reached)} of ${formatCount(drawn)} ${how} reach it`
  const whole = `${test.statistic.name} is ${formatNumber(test.statistic.value)} over the whole test sample; ${reach} (${wholeP(test)}).`
  return {
    drift: test.drift || alarmed,
    title: alarmed
      ? `${changesTitle(evolution, places)}${test.drift ? '' : ', too little to show in the whole test sample'}`
      : test.drift
        ? 'Drift: the test sample does not look like the reference'
        : 'No drift: the test sample looks like the reference',
    text: [whole, alarmed ? changesText(evolution, places) : quietEvolution(test, evolution)]
      .join(' ')
      .trim(),
    facts: [
      { label: test.statistic.name, value: formatNumber(test.statistic.value) },
      {
        label: `${formatNumber((1 - test.alpha) * 100)} % null quantile`,
        value: formatNumber(test.threshold),
      },
      { label: 'α', value: alphaWords(test, evolution) },
      ...settingsFacts(test),
    ],
  }
}

function quietEvolution(test: TwoSampleResult, evolution: TraceResult | null): string {
  if (!evolution) return ''
  if (!decides(evolution)) return pointwiseWords(evolution, judgedPlaces(evolution))
  return test.drift
    ? `No single window stands out: the difference is small and spread over the ${formatCount(judgedPlaces(evolution))} windows.`
    : `None of the ${formatCount(judgedPlaces(evolution))} windows stands out either.`
}

function perColumnVerdict(result: PerColumnResult): Found {
  const { columns, alpha, memory } = result
  const drifted = columns.filter((c) => c.drift)
  const strongest = columns.toSorted(strengthOrder(result))[0]
  const d = columns.length
  const tested = columns.some((c) => c.pValue !== null)
  return {
    drift: result.drift,
    title: perColumnTitle(result, drifted.length, strongest),
    text: `${strongest ? strongestWords(result, strongest) : ''} ${ruleOf(result)}`.trim(),
    facts: [
      { label: 'columns drifted', value: `${formatCount(drifted.length)} of ${formatCount(d)}` },
      ...(tested ? [{ label: 'α', value: `${formatNumber(alpha)}${memory ? ONLY_INDEPENDENT : ''}` }] : []),
      ...thresholdFact(columns),
      ...settingsFacts(result),
    ],
  }
}

/** Of an ensemble: who found a drift, and how many had to. */
function votesVerdict(result: PerColumnResult, votes: { cast: number; needed: number }): Found {
  const all = result.columns.length
  const namesOf = (columns: readonly ColumnFinding[]) => columns.map(({ name }) => name).join(', ')
  const found = namesOf(result.columns.filter((c) => c.drift))
  const quiet = namesOf(result.columns.filter((c) => !c.drift && !c.undecided))
  const silent = namesOf(result.columns.filter((c) => c.undecided))
  return {
    drift: result.drift,
    title: result.drift
      ? `Drift: ${formatCount(votes.cast)} of ${formatCount(all)} members found it`
      : `No drift: ${formatCount(votes.cast)} of ${formatCount(all)} members found drift, ${formatCount(votes.needed)} are needed`,
    text: [
      found === '' ? '' : `Drift: ${found}.`,
      quiet === '' ? '' : `No drift: ${quiet}.`,
      silent === '' ? '' : `Could not judge: ${silent}.`,
      result.drift ? `At least ${formatCount(votes.needed)} had to agree.` : '',
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
  const { name, statistic, threshold, drift } = strongest
  const held =
    threshold === null
      ? ''
      : `, ${statistic >= threshold ? 'at least' : 'below'} its threshold of ${formatNumber(threshold)}`
  return [
    `${result.columns.length === 1 ? '' : drift ? `${name} differs most: ` : `${name} comes closest: `}${columnNumbers(result, strongest)}${held}.`,
    categoryWords(strongest),
    triflingWords(result, strongest),
  ]
    .filter(Boolean)
    .join(' ')
}

/** What counts as drift, as a sentence. */
function ruleOf({ columns, alpha, correction, memory, statisticName }: PerColumnResult): string {
  const d = columns.length
  const level = `${formatNumber(alpha)}${memory ? ONLY_INDEPENDENT : ''}`
  const thresholds = new Set(columns.map((c) => c.threshold))
  const [threshold] = thresholds
  if (threshold !== undefined && threshold !== null)
    return thresholds.size === 1
      ? `A column has drifted where ${statisticName} reaches ${formatNumber(threshold)}.`
      : `A column has drifted where ${statisticName} reaches the threshold of the column.`
  switch (correction) {
    case 'Bonferroni':
      return `A column has drifted where its adjusted p ≤ ${level}; ${formatCount(d)} columns were tested.`
    case 'Benjamini–Hochberg':
      return `A column has drifted where its adjusted p ≤ ${level}: of the columns found, at most ${formatNumber(alpha * 100)} % are expected to be false alarms.`
    case 'none':
      return d > 1
        ? `A column has drifted where p ≤ ${level}; p is not corrected for the number of columns.`
        : `p ≤ ${level} counts as drift.`
  }
}

/** The threshold where it decides and is the same for all columns. */
function thresholdFact(columns: readonly ColumnFinding[]): { label: string; value: string }[] {
  const [first, ...others] = new Set(columns.map((c) => c.threshold))
  return first === undefined || first === null || others.length > 0
    ? []
    : [{ label: 'threshold', value: formatNumber(first) }]
}

function perColumnTitle(
  { columns, effect }: PerColumnResult,
  drifted: number,
  strongest: ColumnFinding | undefined,
): string {
  const all = columns.length
  if (drifted === 0 || !strongest)
    return all === 1
      ? `No drift in ${strongest?.name ?? 'the column'}`
      : `No drift in any of ${formatCount(all)} columns`
  const size = strongest.effectSize
  const direction = !effect?.signed || !size ? '' : size > 0 ? ' (increase)' : ' (decrease)'
  const where = `${strongest.name}${direction}`
  if (all === 1) return `Drift in ${where}`
  return `Drift in ${formatCount(drifted)} of ${formatCount(all)} columns${drifted === 1 ? ':' : ', most in'} ${where}`
}

function traceVerdict(trace: TraceResult, places: Places): Found {
  const { alarms } = trace
  const { count, index } = toldChanges(trace, places)
  const facts = [
    ...(trace.column === undefined ? [] : [{ label: 'column', value: trace.column }]),
    ...limitFacts(trace, index),
    ...(count === 0 ? [] : [{ label: count === 1 ? 'change' : 'changes', value: formatCount(count) }]),
    { label: alarms.length === 1 ? 'alarm' : 'alarms', value: formatCount(alarms.length) },
    ...settingsFacts(trace),
  ]
  return alarms.length === 0
    ? {
        drift: false,
        title: `No change seen ${trace.betweenBatches ? 'from batch to batch ' : ''}in ${trace.lookedAt ?? 'the stream'}`,
        text: quietWords(trace),
        facts,
      }
    : {
        drift: areConfirmed(trace, places),
        title: changesTitle(trace, places),
        text: changesText(trace, places),
        facts,
      }
}

/** The threshold, or each drift limit that moves: where it stood at the alarm that the verdict tells, else at the end. */
function limitFacts(trace: TraceResult, index: number): { label: string; value: string }[] {
  const unit = trace.unit ? ` ${trace.unit}` : ''
  if (trace.threshold !== null)
    return [{ label: 'threshold', value: `${formatNumber(trace.threshold)}${unit}` }]
  const isAlarmed = trace.alarms.length > 0
  return trace.limits
    .filter(({ level }) => level === 'drift')
    .flatMap(({ name, values }) => {
      const at = isAlarmed ? index : values.findLastIndex((x) => Number.isFinite(x))
      const value = values[at] ?? Number.NaN
      const when = isAlarmed ? 'at the alarm' : 'at the end'
      return Number.isFinite(value)
        ? [{ label: `${name} ${when}`, value: `${formatNumber(value)}${unit}` }]
        : []
    })
}

/** Bandwidth and seed stand beside the verdict; every other setting is in the details. */
function settingsFacts({ settings }: DetectorResult): { label: string; value: string }[] {
  const facts: { label: string; value: string }[] = []
  const { sigma, seed } = settings
  if (typeof sigma === 'number') facts.push({ label: 'bandwidth', value: formatNumber(sigma) })
  if (typeof seed === 'number') facts.push({ label: 'seed', value: String(seed) })
  return facts
}
