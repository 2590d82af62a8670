import { explain } from '~/lib/explain'
import { formatCount } from '~/lib/format'
import type { RunsChanged } from '~/queries/mlflow/change-runs'
import { serverToSignIn } from '~/scaffold/server-to-sign-in'

/** "1 run", "12 runs". */
export const countOf = (runs: number): string => `${formatCount(runs)} ${runs === 1 ? 'run' : 'runs'}`

/** Why some runs were refused: each reason once, and of several how many each met. */
export function refusalsOf({ refused }: Pick<RunsChanged, 'refused'>): string[] {
  const counts = new Map<string, number>()
  for (const { error } of refused) {
    const { title, next } = explain(error)
    const reason = [`${title}.`, next].filter(Boolean).join(' ')
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return [...counts].map(([reason, count]) => (counts.size === 1 ? reason : `${countOf(count)}: ${reason}`))
}

/** What came of a change, as a title: "3 of 5 runs deleted", "None of 5 runs deleted", "Run not deleted". */
export function outcomeOf({ changed, refused }: RunsChanged, done: string): string {
  const all = changed.length + refused.length
  if (refused.length === 0) return `${countOf(all)} ${done}`
  if (changed.length > 0) return `${formatCount(changed.length)} of ${countOf(all)} ${done}`
  return all === 1 ? `Run not ${done}` : `None of ${countOf(all)} ${done}`
}

/** The runs that wait for a sign-in, where it ended before all were changed; null: none does. */
export function unsignedOf({
  refused,
}: Pick<RunsChanged, 'refused'>): { ids: string[]; error: Error } | null {
  const waiting = refused.filter(({ error }) => serverToSignIn(error) !== null)
  return waiting[0] ? { ids: waiting.map(({ id }) => id), error: waiting[0].error } : null
}
