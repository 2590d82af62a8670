import { formatCount, formatDuration } from '~/lib/format'
import { type Build, isExecuted, isLive } from './build'
import { columnsOfNames, type StageAliases } from './columns'
import { quantile } from './stage-table'

/** Fewer earlier builds promise nothing. */
const LEAST_BUILDS = 5

/** When a build under way may end, by the successful builds before it. */
export type Eta =
  /** Too few earlier builds, or it waits for a person. */
  | { kind: 'unknown'; n: number; why: 'few' | 'paused' }
  /** What is left, in ms: the median, and the tenth and ninetieth percentile of n builds. */
  | { kind: 'left'; p10: number; p50: number; p90: number; n: number; since: string | null }
  /** It takes longer than nine of ten did; by so much, in ms. */
  | { kind: 'overdue'; byMs: number; n: number; since: string | null }

/**
 * What is left of a build: from the start of the stage that it reached last, how long did earlier successful builds take
 * to their end? Those that had ended by now say nothing of one that has not, and are left out. Taken on the clock, so
 * that parallel stages and the time between stages are in it; no median is added to another.
 * @param earlier of the same pipeline, in any order
 * @param elapsedMs since the build began
 */
export function etaOf(
  build: Build,
  earlier: readonly Build[],
  elapsedMs: number,
  aliases: StageAliases = {},
): Eta {
  const good = earlier.filter(({ status, id }) => status === 'success' && id !== build.id)
  if (build.status === 'paused') return { kind: 'unknown', n: good.length, why: 'paused' }
  const anchors = [...startsOf(build, aliases)].toSorted(([, a], [, b]) => b - a)
  for (const [key, start] of anchors) {
    const rests = good.flatMap((one) => {
      const from = startsOf(one, aliases).get(key)
      return from === undefined ? [] : [Math.max(0, one.durationMs - from)]
    })
    // A stage that most others have not would be compared with few.
    if (rests.length >= LEAST_BUILDS) return judged(rests, Math.max(0, elapsedMs - start), nameOf(key))
  }
  const totals = good.map(({ durationMs }) => durationMs)
  return totals.length < LEAST_BUILDS
    ? { kind: 'unknown', n: totals.length, why: 'few' }
    : judged(totals, elapsedMs, null)
}

function judged(rests: readonly number[], elapsed: number, since: string | null): Eta {
  const all = Float64Array.from(rests).sort()
  const limit = quantile(all, 0.9)!
  if (elapsed > limit) return { kind: 'overdue', byMs: elapsed - limit, n: all.length, since }
  const left = all.filter((rest) => rest >= elapsed).map((rest) => rest - elapsed)
  return {
    kind: 'left',
    p10: quantile(left, 0.1)!,
    p50: quantile(left, 0.5)!,
    p90: quantile(left, 0.9)!,
    n: left.length,
    since,
  }
}

const nameOf = (key: string): string => key.split('\n')[0]!

/** When each stage began, in ms after its build; stages that did no work are left out. */
function startsOf(build: Build, aliases: StageAliases): Map<string, number> {
  return new Map(
    columnsOfNames(
      build.stages.map(({ name }) => name),
      aliases,
    ).flatMap(({ key }, i) => {
      const stage = build.stages[i]!
      return stage.startedAt === null || !isExecuted(stage)
        ? []
        : [[key, Math.max(0, stage.startedAt - build.startedAt)] as const]
    }),
  )
}

/** How long a build has taken so far. @param now of the server's clock, as well as it is known */
export function elapsedOf({ status, startedAt, durationMs }: Build, now: number): number {
  return isLive(status) ? Math.max(durationMs, now - startedAt) : durationMs
}

/** "~4min left", "overdue by 2min", or why nothing is said. */
export function etaText(eta: Eta): string {
  switch (eta.kind) {
    case 'left':
      return `~${formatDuration(roundly(eta.p50))} left`
    case 'overdue':
      return `overdue by ${formatDuration(roundly(eta.byMs))}`
    case 'unknown':
      return eta.why === 'paused' ? 'waits for input' : 'no estimate yet'
  }
}

/** What it rests on: "3min to 6min in 8 of 10 cases, by 46 earlier builds from “Test” on". */
export function etaBasis(eta: Eta): string {
  if (eta.kind === 'unknown')
    return eta.why === 'paused'
      ? 'It continues when somebody responds in Jenkins.'
      : `An estimate needs ${LEAST_BUILDS} successful builds; there are ${formatCount(eta.n)}.`
  const by = `${formatCount(eta.n)} earlier successful builds${eta.since === null ? '' : ` from “${eta.since}” on`}`
  return eta.kind === 'overdue'
    ? `Longer than 9 in 10 of ${by}.`
    : `${formatDuration(roundly(eta.p10))} to ${formatDuration(roundly(eta.p90))} in 8 of 10 cases, based on ${by}.`
}

/** To the second, and above ten minutes to the minute: an estimate is not known better. */
function roundly(ms: number): number {
  const step = ms >= 600_000 ? 60_000 : 1000
  return Math.round(ms / step) * step
}
