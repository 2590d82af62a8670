import { explain } from '~/lib/explain'
import { formatCount } from '~/lib/format'
import type { RunsChanged } from '~/queries/mlflow/change-runs'

/** "1 run", "12 runs". */
export const countOf = (runs: number): string => `${formatCount(runs)} ${runs === 1 ? 'run' : 'runs'}`

/** Why some runs were refused: each reason once, with how many it met. */
export function refusalsOf({ refused }: Pick<RunsChanged, 'refused'>): string[] {
  const counts = new Map<string, number>()
  for (const { error } of refused) {
    const { title, next } = explain(error)
    const reason = [`${title}.`, next].filter(Boolean).join(' ')
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return [...counts].map(([reason, count]) => `${countOf(count)}: ${reason}`)
}

/** What came of a change, as a title: "3 of 5 runs deleted". */
export function outcomeOf({ changed, refused }: RunsChanged, done: string): string {
  const all = changed.length + refused.length
  return refused.length === 0
    ? `${countOf(all)} ${done}`
    : `${formatCount(changed.length)} of ${countOf(all)} ${done}`
}
