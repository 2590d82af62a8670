import { lastOf } from '~/domain/mlflow/series/metric-plan'
import { durationMs } from '~/domain/mlflow/run'
import { formatNumber, significant } from '~/lib/format'
import type { ColouredRun } from './colouring'

const LOWER = new Set(
  'loss losses error errors err mae mse rmse mape nll perplexity wer cer fid logloss brier'.split(' '),
)
const HIGHER = new Set(
  'accuracy acc iou miou dice f1 auc auroc auprc precision recall map r2 psnr ssim bleu rouge'.split(' '),
)

/** Which way a metric is better, where its key says so: a word of it alone does, and words of both kinds say nothing. */
export function directionOf(key: string): 'higher' | 'lower' | null {
  const words = key
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
  const isLower = words.some((word) => LOWER.has(word))
  const isHigher = words.some((word) => HIGHER.has(word))
  if (isLower === isHigher) return null
  return isLower ? 'lower' : 'higher'
}

/** The best last value, and by how much it leads the best of another group. */
interface Best {
  best: ColouredRun
  value: number
  second: ColouredRun
  lead: number
}

/** Null where two or more share the best value, or fewer than two groups have a finite one. */
function bestOf(runs: readonly ColouredRun[], key: string): Best | null {
  const direction = directionOf(key)
  if (!direction) return null
  const sign = direction === 'higher' ? 1 : -1
  const ranked = runs
    .flatMap((one) => {
      const value = lastOf(one.run, key)
      return value !== undefined && Number.isFinite(value) ? [{ one, value }] : []
    })
    .toSorted((a, b) => sign * (b.value - a.value))
  const [first, next] = ranked
  const other = ranked.find(({ one }) => one.group !== first?.one.group)
  if (!first || !next || !other || next.value === first.value) return null
  return {
    best: first.one,
    value: first.value,
    second: other.one,
    lead: Math.abs(first.value - other.value),
  }
}

/** What a chart shows, in a sentence: who is best, where the key says which way is better; else undefined. */
export function chartFinding(runs: readonly ColouredRun[], key: string): string | undefined {
  const found = bestOf(runs, key)
  if (!found) return undefined
  const better = directionOf(key) === 'higher' ? 'Higher is better.' : 'Lower is better.'
  return `${better} ${found.best.group} leads ${found.second.group} by ${formatNumber(found.lead)}.`
}

/**
 * What the comparison shows, by the first of its metrics that says so, and by how much at what cost of time; null where
 * none does.
 */
export function pageFinding(
  runs: readonly ColouredRun[],
  keys: readonly string[],
): { title: string; facts: string } | null {
  for (const key of keys) {
    const found = bestOf(runs, key)
    if (!found) continue
    const { best, value, second, lead } = found
    const times = meanDuration(runs, best.group) / meanDuration(runs, second.group)
    const isOther = Number.isFinite(times) && Math.abs(times - 1) >= 0.1
    const where = best.member === '' ? '' : ` at ${best.member}`
    return {
      title: `${best.group} reaches the best ${key}: ${formatNumber(value)}${where}`,
      facts: `ahead of ${second.group} by ${formatNumber(lead)}${isOther ? `, at ${formatNumber(significant(times, 2))} × its duration` : ''}`,
    }
  }
  return null
}

/** Of the runs of a group that ended, in ms; NaN where none did. */
function meanDuration(runs: readonly ColouredRun[], of: string): number {
  const ended = runs.flatMap(({ run, group }) => (group === of ? (durationMs(run) ?? []) : []))
  return ended.reduce((sum, ms) => sum + ms, 0) / ended.length
}
