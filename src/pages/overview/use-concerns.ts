import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { can } from '~/domain/drift-watch/permission'
import { markFor } from '~/domain/jenkins/findings'
import { type Pipeline, pipelinesOf, readableNames } from '~/domain/jenkins/pipeline'
import {
  inOrder,
  type Concern,
  concernOfFinding,
  concernOfHistory,
  concernOfPipeline,
  concernOfSignIn,
  NEWS_DAYS,
  concernsOfRuns,
} from '~/domain/overview/concerns'
import { type Connection, healthQuery } from '~/queries/connections'
import { driftWatchQueries } from '~/queries/drift-watch/queries'
import { useRecents } from '~/queries/drift-watch/use-recents'
import { jenkinsQueries } from '~/queries/jenkins/queries'
import { pipelineChangesQuery } from '~/queries/jenkins/stage-drift'
import { keptFresh } from '~/queries/kept-fresh'
import { mlflowQueries } from '~/queries/mlflow/queries'
import { type BackendId, useFirstEnd } from '~/queries/session'
import { aliasesOf, marksOf, usePipelineChoices } from '~/stores/pipelines'

/** Experiments whose newest records are asked for: a request each. */
const MOST_HISTORIES = 12
/** Pipelines whose stages are judged: the favourites, else those of most good builds, which can show a change best. */
const MOST_JUDGED = 3
const MOST_UNCHOSEN = 2
const ENOUGH_BUILDS = 10
/** What was not built for longer is over: its changes are no news. */
const ALIVE_MS = 30 * 86_400_000
/** As many as a pipeline's own page loads. */
const JUDGED_BUILDS = 100
/** More changes of one pipeline are on its page. */
const MOST_CHANGES = 2

/** The monitored experiments that one may see, the newest first, with their newest records. */
export function useHistories(isThere: boolean) {
  const list = useQuery({ ...driftWatchQueries.experiments(), ...keptFresh, enabled: isThere })
  const me = useQuery({ ...driftWatchQueries.me(), enabled: isThere }).data ?? null
  const visible = useMemo(
    () => (list.data?.experiments ?? []).filter((one) => can.see(one, me).allowed),
    [list.data, me],
  )
  const seen = useMemo(() => visible.slice(0, MOST_HISTORIES), [visible])
  const recents = useRecents(seen, keptFresh)
  const isSettled =
    !isThere ||
    list.isError ||
    (list.isSuccess && [...recents.values()].every(({ state }) => state !== 'waiting'))
  return { list, seen, count: visible.length, recents, isSettled }
}

/** The pipelines, and what changed in those that are judged. */
export function usePipelines(isThere: boolean, now: number) {
  const list = useQuery({ ...jenkinsQueries.pipelines(), ...keptFresh, enabled: isThere })
  const all = useMemo(() => pipelinesOf(list.data?.items ?? []), [list.data])
  const choices = usePipelineChoices()
  const judged = judgedOf(all, choices.favourites, now)
  const answers = useQueries({
    queries: judged.map(({ fullName }) => ({
      ...pipelineChangesQuery(fullName, JUDGED_BUILDS, aliasesOf(fullName)(choices)),
      ...keptFresh,
    })),
  })
  const changes = judged.flatMap(({ fullName }, k) => {
    const found = answers[k]?.data
    if (!found) return []
    const marks = [...marksOf(fullName, 'muted')(choices), ...marksOf(fullName, 'acknowledged')(choices)]
    const { table, findings } = found
    return findings
      .filter((finding) => markFor(marks, finding, table) === undefined)
      .flatMap((finding) => concernOfFinding(fullName, table, finding) ?? [])
      .slice(0, MOST_CHANGES)
  })
  const isSettled =
    !isThere || list.isError || (list.isSuccess && answers.every(({ isPending }) => !isPending))
  const unjudged = judged.flatMap(({ fullName }, k) => {
    const error = answers[k]?.error
    return error ? [{ fullName, error }] : []
  })
  const judgedNames = judged.flatMap(({ fullName }, k) =>
    answers[k]?.data ? [readableNames(fullName).slice(-2).join(' / ')] : [],
  )
  return { list, all, changes, judgedNames, unjudged, isSettled }
}

function judgedOf(all: readonly Pipeline[], favourites: readonly string[], now: number): readonly Pipeline[] {
  const chosen = all.filter(({ fullName }) => favourites.includes(fullName))
  if (chosen.length > 0) return chosen.slice(0, MOST_JUDGED)
  const goodOf = ({ builds }: Pipeline) => builds.filter(({ status }) => status === 'success').length
  const lastOf = ({ builds }: Pipeline) => builds[0]?.startedAt ?? 0
  return all
    .filter((pipeline) => goodOf(pipeline) >= ENOUGH_BUILDS && now - lastOf(pipeline) < ALIVE_MS)
    .toSorted((a, b) => goodOf(b) - goodOf(a) || lastOf(b) - lastOf(a))
    .slice(0, MOST_UNCHOSEN)
}

/** The newest runs and those that failed, and the names of their experiments. */
export function useNewestRuns(isThere: boolean) {
  const list = useQuery({ ...mlflowQueries.newestRuns(), ...keptFresh, enabled: isThere })
  const failed = useQuery({ ...mlflowQueries.failedRuns(NEWS_DAYS), ...keptFresh, enabled: isThere })
  const experiments = useQuery({ ...mlflowQueries.experiments(), ...keptFresh, enabled: isThere })
  const names = useMemo(
    () => new Map(experiments.data?.rows.map(({ id, name }) => [id, name]) ?? []),
    [experiments.data],
  )
  return {
    list,
    failed: failed.data ?? [],
    error: experiments.error ?? list.error ?? failed.error,
    refetch: () => void experiments.refetch().then(() => Promise.all([list.refetch(), failed.refetch()])),
    nameOf: (id: string) => names.get(id) ?? `experiment ${id}`,
    isSettled: !isThere || [list, failed].every(({ isPending }) => !isPending),
  }
}

/** Whether each server answers. */
export function useHealth(connections: readonly Connection[]) {
  return useQueries({
    queries: connections.map(({ id, configured }) => ({
      ...healthQuery(id),
      ...keptFresh,
      enabled: configured,
    })),
  })
}

interface Sources {
  histories: ReturnType<typeof useHistories>
  pipelines: ReturnType<typeof usePipelines>
  runs: ReturnType<typeof useNewestRuns>
  nameOfServer: (id: BackendId) => string
  now: number
}

/** All that was found so far, in the order in which it needs somebody. */
export function useConcerns({ histories, pipelines, runs, nameOfServer, now }: Sources): {
  concerns: readonly Concern[]
  isSettled: boolean
} {
  const end = useFirstEnd()
  const concerns = inOrder([
    ...histories.seen.flatMap((experiment) => {
      const recent = histories.recents.get(experiment.id)
      return recent?.state === 'known' ? (concernOfHistory(experiment, recent.recent, now) ?? []) : []
    }),
    ...pipelines.changes,
    ...pipelines.all.flatMap((pipeline) => concernOfPipeline(pipeline, now) ?? []),
    ...concernsOfRuns(runs.failed, runs.nameOf),
    ...[end && concernOfSignIn(nameOfServer(end.id), end.expiresAt, now)].flatMap((concern) => concern ?? []),
  ])
  return { concerns, isSettled: histories.isSettled && pipelines.isSettled && runs.isSettled }
}
