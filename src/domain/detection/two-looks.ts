import type { ParamValue } from '~/drift/params'
import type { DetectorResult, TraceResult, TwoSampleResult } from '~/drift/results'
import { formatCount, formatNumber } from '~/lib/format'
import { judgedPlaces } from './judged-places'

/**
 * A verdict of MMD takes two looks, the test of the whole sample and its course over time, and says drift where either
 * does. Each look is given half of α (Bonferroni), so that of pairs without drift no more than α are called drift: with
 * all of α for each, 8.75 % were at α = 5 % (`docs/decisions/0018-two-looks-share-alpha.md`).
 */

/** Parameters of both looks: α is halved where the course over time holds a share of it for the whole stream. */
export function sharedAlpha(params: Readonly<Record<string, ParamValue>>): Record<string, ParamValue> {
  const { alpha } = params
  return typeof alpha === 'number' && isShared(params) ? { ...params, alpha: alpha / 2 } : { ...params }
}

const isShared = ({ control }: Readonly<Record<string, ParamValue>>): boolean => control === 'stream'

/** The setting that says of a test of the whole sample which α it had one half of. */
const SHARED_ALPHA = 'alphaOfBothLooks'

/**
 * A test of the whole sample that says in its settings (and so in what is copied, printed and published) that its α is one
 * half, also where the course over time is not there.
 * @param overTime parameters of the course over time; null where there is none
 */
export function withSharedAlpha(
  test: DetectorResult,
  overTime: Readonly<Record<string, ParamValue>> | null,
): DetectorResult {
  if (test.shape !== 'two-sample' || overTime === null || !isShared(overTime)) return test
  return { ...test, settings: { ...test.settings, [SHARED_ALPHA]: 2 * test.alpha } }
}

/** Windows that are each held to α are above it now and then without drift: they are shown, and do not decide. */
export function decides(evolution: TraceResult): boolean {
  return evolution.settings['control'] !== 'pointwise'
}

/** Whether the windows say drift. */
export function windowsDrift(evolution: TraceResult | null): evolution is TraceResult {
  return evolution !== null && evolution.alarms.length > 0 && decides(evolution)
}

/** After a level α where rows resemble the ones before: it is no promise then. */
export const ONLY_INDEPENDENT = ' (for independent rows only)'

/** "0.05, of which 0.025 for the whole sample and 0.025 for the stream of windows" */
export function alphaWords(test: TwoSampleResult, evolution: TraceResult | null): string {
  return `${sharesWords(test, evolution)}${test.memory || evolution?.memory ? ONLY_INDEPENDENT : ''}`
}

function sharesWords({ alpha, settings }: TwoSampleResult, evolution: TraceResult | null): string {
  const own = formatNumber(alpha)
  const both = settings[SHARED_ALPHA]
  if (typeof both !== 'number') return `${own}${evolution ? ' for the whole sample' : ''}`
  const half = `${own}, one half of ${formatNumber(both)}; the other half is for the stream of windows`
  if (evolution === null) return half
  if (judgedPlaces(evolution) === 0) return `${half}, of which none was judged`
  return `${formatNumber(both)}, of which ${own} for the whole sample and ${own} for the stream of windows`
}

/** Of windows that do not decide: how many lie above, and how many would without drift. */
export function pointwiseWords({ alarms, settings }: TraceResult, judged: number): string {
  const above = alarms.reduce((sum, { start, end }) => sum + end - start + 1, 0)
  const { alpha } = settings
  const expected =
    typeof alpha === 'number' ? `; without drift about ${formatNumber(alpha * judged)} would` : ''
  return `${formatCount(above)} of ${formatCount(judged)} windows lie above the threshold of a single window${expected}. They do not decide.`
}
