import type { ParamValue } from '~/drift/params'
import type { TraceResult, TwoSampleResult } from '~/drift/results'
import { formatCount, formatNumber } from '~/lib/format'

/**
 * A verdict of MMD takes two looks, the test of the whole sample and its course over time, and says drift where either
 * does. Each look is given half of α (Bonferroni), so that of pairs without drift no more than α are called drift: with
 * all of α for each, 8.75 % were at α = 5 % (`docs/decisions/0018-two-looks-share-alpha.md`).
 */

/** Parameters of both looks: α is halved where the course over time holds a share of it for the whole stream. */
export function sharedAlpha(params: Readonly<Record<string, ParamValue>>): Record<string, ParamValue> {
  const { alpha, control } = params
  return typeof alpha === 'number' && control === 'stream' ? { ...params, alpha: alpha / 2 } : { ...params }
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

function sharesWords(test: TwoSampleResult, evolution: TraceResult | null): string {
  const { control, alpha } = evolution?.settings ?? {}
  if (control !== 'stream' || typeof alpha !== 'number')
    return `${formatNumber(test.alpha)}${evolution ? ' for the whole sample' : ''}`
  return `${formatNumber(test.alpha + alpha)}, of which ${formatNumber(test.alpha)} for the whole sample and ${formatNumber(alpha)} for the stream of windows`
}

/** Of windows that do not decide: how many lie above, and how many would without drift. */
export function pointwiseWords({ alarms, settings }: TraceResult, judged: number): string {
  const above = alarms.reduce((sum, { start, end }) => sum + end - start + 1, 0)
  const { alpha } = settings
  const expected =
    typeof alpha === 'number' ? `; without drift about ${formatNumber(alpha * judged)} would` : ''
  return `${formatCount(above)} of ${formatCount(judged)} windows lie above the threshold of a single window${expected}. They do not decide.`
}
