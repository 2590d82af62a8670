import { type HistoryPoint, headline, summary } from '~/domain/drift-watch/history'
import { hasEnded } from '~/domain/drift-watch/history-age'
import type { Recent } from '~/domain/drift-watch/recent'
import type { PipelineFinding } from '~/domain/jenkins/findings'
import { type Pipeline, readableNames } from '~/domain/jenkins/pipeline'
import { movesText } from '~/domain/jenkins/profile-finding'
import { findingLine, findingTitle } from '~/domain/jenkins/stage-finding'
import type { StageTable } from '~/domain/jenkins/stage-table'
import { durationMs, type Run } from '~/domain/mlflow/run'
import { counted, formatCount, formatDuration, formatNumber, significant } from '~/lib/format'
import { nameInText } from '~/lib/name-in-text'

/** Something that a person may have to act on, and where its one action leads. */
export interface Concern {
  /** The same as long as it is the same thing. */
  id: string
  tone: 'drift' | 'failed' | 'warning'
  /** Since when, milliseconds since 1970 UTC; null: not known. */
  at: number | null
  title: string
  text: string
  /** Drawn beside it, oldest first; NaN: no value. */
  curve: { values: readonly number[]; threshold: number | null; label: string } | null
  leads:
    | { to: 'history'; experiment: string }
    | { to: 'builds'; job: string; before: string; after: string; label: string }
    | { to: 'pipeline'; job: string }
    | { to: 'run'; experiment: string; run: string }
    | { to: 'runs'; experiment: string }
    | { to: 'connections'; label: string }
}

const DAY_MS = 86_400_000
/** A failure is news for so many days. */
export const NEWS_DAYS = 7
const NEWS_MS = NEWS_DAYS * DAY_MS
/** A sign-in that ends sooner than this is told. */
const ENDS_SOON_MS = 15 * 60_000
/** More failed runs of one experiment are told together. */
const MOST_RUNS = 2

const RANKS: Readonly<Record<Concern['tone'], number>> = { drift: 0, failed: 1, warning: 2 }

/** Drifts first, then failures, then warnings; of each the newest first. */
export function inOrder(concerns: readonly Concern[]): Concern[] {
  return concerns.toSorted(
    (a, b) =>
      RANKS[a.tone] - RANKS[b.tone] || (b.at ?? 0) - (a.at ?? 0) || Number(a.id > b.id) - Number(a.id < b.id),
  )
}

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten']

/** "Four things need you"; "so far" while not everybody has answered. */
export function concernsTitle(count: number, isSettled: boolean): string {
  if (count === 0) return isSettled ? 'Nothing needs you' : 'Overview'
  const number = NUMBERS[count] ?? formatCount(count)
  return `${number} ${count === 1 ? 'thing needs' : 'things need'} you${isSettled ? '' : ' so far'}`
}

/**
 * A monitored experiment whose last verdict is a drift or a warning, by the rule of its own page; null where it is
 * neither, or where its history has ended: what it said last is then no news.
 */
export function concernOfHistory(
  { id, name }: { id: string; name: string },
  { points, total, last }: Recent,
  now: number,
): Concern | null {
  if ((last?.state !== 'drift' && last?.state !== 'warning') || hasEnded(points, now)) return null
  const isPart = total === null || total > points.length
  const { title } = headline(points, { now, isPart })
  const { judged, drifts, warnings } = summary(points)
  const [count, word] = last.state === 'drift' ? [drifts, 'drifted'] : [warnings, 'warned']
  const times = last.value === null || !last.threshold ? null : last.value / last.threshold
  return {
    id: `history ${id}`,
    tone: last.state,
    at: startOf(points, last.state),
    title: `${nameInText(name)}: ${title.slice(0, 1).toLowerCase()}${title.slice(1)}`,
    text: [
      `${formatCount(count)} of its ${isPart ? 'newest ' : ''}${formatCount(judged)} records ${word}`,
      ...(times !== null && times > 1
        ? [`the last is ${formatNumber(significant(times, 2))} times its threshold`]
        : []),
    ].join('; '),
    curve: {
      values: points.map(({ value }) => value ?? Number.NaN),
      threshold: points.findLast(({ threshold }) => threshold !== null)?.threshold ?? null,
      label: `The last ${points.length} records of ${name}`,
    },
    leads: { to: 'history', experiment: id },
  }
}

/** When the row of one state began that the newest verdicts are. */
function startOf(points: readonly HistoryPoint[], state: 'drift' | 'warning'): number | null {
  const judged = points.filter((point) => ['ok', 'drift', 'warning', 'unplotted'].includes(point.state))
  const before = judged.findLastIndex((point) => point.state !== state)
  return judged[before + 1]?.at ?? null
}

/** A pipeline whose last finished build failed in the last seven days; null where it did not. */
export function concernOfPipeline({ fullName, state, builds }: Pipeline, now: number): Concern | null {
  const last = builds.find(({ status }) => status === 'failed')
  if (state !== 'failed' || !last || now - last.startedAt > NEWS_MS) return null
  const good = builds.find(({ status }) => status === 'success')
  return {
    id: `pipeline ${fullName}`,
    tone: 'failed',
    at: last.startedAt,
    title: `${readableNames(fullName).slice(-2).join(' / ')}: ${last.name} failed after ${formatDuration(last.durationMs)}`,
    text: good
      ? `The last successful build is ${good.name}.`
      : `No success in its last ${counted(builds.length, 'build')}.`,
    curve: null,
    leads: { to: 'pipeline', job: fullName },
  }
}

/** A stage that became slower, or a profile that changed, since a build: what the page of its stages says first. */
export function concernOfFinding(job: string, table: StageTable, finding: PipelineFinding): Concern | null {
  if (finding.kind === 'stage' && finding.change.share <= 0) return null
  const { before, since } = finding
  const newest = table.builds
    .filter(({ status }) => status === 'success')
    .slice(0, 30)
    .toReversed()
  return {
    id: `change ${job} ${since.id}`,
    tone: finding.kind === 'stage' ? 'drift' : 'warning',
    at: since.startedAt,
    title: `${readableNames(job).slice(-2).join(' / ')}: ${finding.kind === 'stage' ? findingTitle(finding) : `stage times shifted since ${since.name}, same total`}`,
    text: finding.kind === 'stage' ? findingLine(table, finding) : `${movesText(finding)}.`,
    curve: {
      values: newest.map(({ durationMs: ms }) => ms),
      threshold: null,
      label: `Durations of its last ${newest.length} successful builds`,
    },
    leads: {
      to: 'builds',
      job,
      before: before.id,
      after: since.id,
      label: `Compare ${before.name}, ${since.name}`,
    },
  }
}

/**
 * Runs that failed; more than two of one experiment are one thing.
 * @param failed those of the last seven days
 * @param nameOf of an experiment's id
 */
export function concernsOfRuns(failed: readonly Run[], nameOf: (id: string) => string): Concern[] {
  return [...new Set(failed.map(({ experimentId }) => experimentId))].flatMap((experiment) => {
    const group = failed.filter(({ experimentId }) => experimentId === experiment)
    return group.length > MOST_RUNS
      ? [failedTogether(experiment, nameOf(experiment), group)]
      : group.map((run) => failedRun(run, nameOf(experiment)))
  })
}

function failedRun(run: Run, experiment: string): Concern {
  const took = durationMs(run)
  return {
    id: `run ${run.id}`,
    tone: 'failed',
    at: run.endedAt ?? run.startedAt,
    title: `${nameInText(run.name)} failed${took === null ? '' : ` after ${formatDuration(took)}`}`,
    text: `A run of ${nameInText(experiment)}.`,
    curve: null,
    leads: { to: 'run', experiment: run.experimentId, run: run.id },
  }
}

function failedTogether(experiment: string, name: string, runs: readonly Run[]): Concern {
  return {
    id: `runs ${experiment}`,
    tone: 'failed',
    at: Math.max(...runs.map(({ endedAt, startedAt }) => endedAt ?? startedAt ?? 0)),
    title: `${formatCount(runs.length)} runs of ${nameInText(name)} failed`,
    text: `${runs
      .slice(0, 3)
      .map((run) => nameInText(run.name))
      .join(', ')}${runs.length > 3 ? ' and others' : ''}, in the last 7 days.`,
    curve: null,
    leads: { to: 'runs', experiment },
  }
}

/** A sign-in that ends within a quarter of an hour; null where it does not. @param endsAt milliseconds since 1970 UTC */
export function concernOfSignIn(server: string, endsAt: number, now: number): Concern | null {
  if (endsAt - now > ENDS_SOON_MS) return null
  const left = Math.max(0, endsAt - now)
  return {
    id: `sign-in ${server}`,
    tone: 'warning',
    at: now,
    title:
      left === 0
        ? `The sign-in at ${server} has ended`
        : `The sign-in at ${server} ends in ${Math.max(1, Math.round(left / 60_000))} min`,
    text: 'Its data stays on the screen, and nothing you typed is lost.',
    curve: null,
    leads: { to: 'connections', label: 'Sign in again' },
  }
}

/** How many things began after somebody looked last. @param before milliseconds since 1970 UTC */
export const newSince = (concerns: readonly Concern[], before: number): number =>
  concerns.filter(({ at }) => at !== null && at > before).length
