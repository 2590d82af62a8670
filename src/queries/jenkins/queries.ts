import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { jenkins, jenkinsBackend } from '~/api/jenkins/backend'
import {
  AT_ONCE,
  blueNodes,
  BUILD_FIELDS,
  type BuildHistory,
  type KeptBuild,
  loadBuild,
  loadHistory,
} from '~/api/jenkins/history'
import { blueStartedBy, type Commit, commitOf, graphOf, itemOf, statusOf } from '~/api/jenkins/wire'
import { type Build, type BuildStatus, type GraphStage, isLive } from '~/domain/jenkins/build'
import { type DownstreamBuild, downstreamOf, startsBuilds } from '~/domain/jenkins/downstream'
import type { PipelineItem } from '~/domain/jenkins/pipeline'
import { plainLog } from '~/domain/jenkins/log-text'
import { HttpError, isAbort } from '~/lib/errors'
import { limiter } from '~/lib/limit'
import type { UnreadableRow } from '~/lib/unreadable-row'
import { keepBuild, keptBuild } from '~/stores/kept-builds'
import { connectionsQuery } from '../connections'

export type { BuildHistory } from '~/api/jenkins/history'
export type { Commit } from '~/api/jenkins/wire'

const JENKINS = jenkinsBackend.key

/** All requests of this page together. */
const inTurn = limiter(AT_ONCE)

/** What was told counts as new for so long. */
const FRESH_MS = 30_000
const asked = { retry: false, staleTime: FRESH_MS } as const
/** Of a finished build: it does not change. */
const FINISHED = { retry: false, staleTime: Number.POSITIVE_INFINITY } as const

/** What runs is asked for again so often, in a tab that is seen. Stage View's own pace. */
const LIVE_MS = 5000

/** What belongs to a build under way, and grows with it: as often as the build itself, and less often what is dear. */
export const whileLive = ({ status }: Build, everyMs = LIVE_MS) => ({
  refetchInterval: isLive(status) ? everyMs : (false as const),
})

/** One build; what else is asked of it stands below, so that all of it can be asked anew. */
export const buildKey = (job: string, build: string) => [...JENKINS, 'build', job, build] as const

/** Builds of each pipeline in the list. */
const LISTED_BUILDS = 20
/** Steps that start builds, of one build: the log of each is a request. */
const MOST_STARTED = 20
/** Levels of folders that the list looks into. */
const LEVELS = 4

/** A step of a stage: the log is its. */
export interface Step {
  id: string
  name: string
  status: BuildStatus
  durationMs: number
  /** What it was called with: the script. */
  detail: string
}

export const jenkinsQueries = {
  /** Folders, projects, branches, pipelines: the whole tree, with their newest builds. */
  pipelines: () =>
    queryOptions<{ items: PipelineItem[]; unreadable: UnreadableRow[] }>({
      queryKey: [...JENKINS, 'pipelines'],
      queryFn: async ({ signal }) => {
        const query = { tree: treeQuery(LEVELS) }
        const { data } = await inTurn(() => jenkins.root({ query }, { signal }), signal)
        const items: PipelineItem[] = []
        const unreadable: UnreadableRow[] = []
        for (const row of data.jobs ?? []) {
          if (row.ok) items.push(itemOf(row.row))
          else unreadable.push({ id: row.id, why: row.why })
        }
        return { items, unreadable }
      },
      ...asked,
    }),

  /** The newest builds of a pipeline with their stages; while one runs, asked for again. */
  history: (job: string, count: number) =>
    queryOptions<BuildHistory>({
      queryKey: [...JENKINS, 'history', job, count],
      queryFn: async ({ signal, client }) => {
        const server = await serverName(client)
        return loadHistory(jenkins, job, {
          count,
          signal,
          inTurn,
          kept: {
            // It was put there by the line below.
            get: async (id) => (await keptBuild({ server, job, id })) as KeptBuild | undefined,
            put: (build) => keepBuild({ server, job, id: build.id }, build),
          },
        })
      },
      refetchInterval: ({ state }) =>
        state.data?.builds.some(({ status }) => isLive(status)) ? LIVE_MS : false,
      ...asked,
    }),

  /**
   * One build with its stages; while it runs, asked for again.
   * @throws HttpError 404 where there is none
   */
  build: (job: string, id: string) =>
    queryOptions<Build>({
      queryKey: buildKey(job, id),
      queryFn: ({ signal }) => inTurn(() => loadBuild(jenkins, job, id, signal), signal),
      refetchInterval: ({ state }) => (state.data && isLive(state.data.status) ? LIVE_MS : false),
      ...asked,
    }),

  /** How the stages of a build nest; null: the server has no graph view plugin. */
  graph: (job: string, build: string) =>
    queryOptions<GraphStage[] | null>({
      queryKey: [...JENKINS, 'graph', job, build],
      queryFn: async ({ signal }) => {
        const told = await inTurn(() => jenkins.graph({ job, build }, { signal }), signal).catch(
          unlessMissing,
        )
        return told && graphOf(told.data.data.stages)
      },
      ...asked,
    }),

  changes: (job: string, build: string) =>
    queryOptions<Commit[]>({
      queryKey: [...buildKey(job, build), 'changes'],
      queryFn: async ({ signal }) => {
        const { data } = await inTurn(() => jenkins.changes({ job, build }, { signal }), signal)
        const commits = data.flatMap((set) => set.commits ?? []).map(commitOf)
        if (commits.every(({ author }) => author !== '')) return commits
        // The pipeline REST API leaves authors out unless it is told to resolve them.
        const names = await authorsOf(job, build, signal)
        return commits.map((commit) => ({ ...commit, author: commit.author || (names.get(commit.id) ?? '') }))
      },
      ...FINISHED,
    }),

  artifacts: (job: string, build: string) =>
    queryOptions<{ path: string; bytes: number | null }[]>({
      queryKey: [...buildKey(job, build), 'artifacts'],
      queryFn: async ({ signal }) => {
        const { data } = await inTurn(() => jenkins.artifacts({ job, build }, { signal }), signal)
        return data.map(({ path, size }) => ({ path, bytes: size ?? null }))
      },
      ...asked,
    }),

  /** The builds of other pipelines that a build started, with the stage that did. Null: the server tells no steps. */
  downstream: (job: string, build: string) =>
    queryOptions<{ stage: string; build: DownstreamBuild }[] | null>({
      queryKey: [...buildKey(job, build), 'downstream'],
      queryFn: async ({ signal }) => {
        const described = await inTurn(
          () => jenkins.describe({ job, build, query: { fullStages: true } }, { signal }),
          signal,
        ).catch(unlessMissing)
        if (!described) {
          const nodes = await inTurn(() => blueNodes(jenkins, job, build, { signal }), signal)
          if (!nodes) return null
          return nodes.data.flatMap((node) =>
            blueStartedBy(node).map((one) => ({ stage: node.displayName, build: one })),
          )
        }
        const steps = (described.data.stages ?? []).flatMap(({ name, stageFlowNodes }) =>
          (stageFlowNodes ?? []).flatMap((node) =>
            startsBuilds(node.name) ? [{ stage: name, node: node.id }] : [],
          ),
        )
        const found = await Promise.all(
          steps.slice(0, MOST_STARTED).map(async ({ stage, node }) => {
            const log = await inTurn(() => jenkins.log({ job, build, node }, { signal }), signal)
            return downstreamOf(log.data.text ?? '').map((one) => ({ stage, build: one }))
          }),
        )
        return found.flat()
      },
      ...asked,
    }),

  /** The steps of a stage. */
  steps: (job: string, build: string, stage: string) =>
    queryOptions<Step[]>({
      queryKey: [...buildKey(job, build), 'steps', stage],
      queryFn: async ({ signal }) => {
        const { data } = await inTurn(() => jenkins.node({ job, build, node: stage }, { signal }), signal)
        return (data?.stageFlowNodes ?? []).map((node) => ({
          id: node.id,
          name: node.name,
          status: statusOf(node.status),
          durationMs: Math.max(0, node.durationMillis ?? 0),
          detail: node.parameterDescription ?? '',
        }))
      },
      ...asked,
    }),

  /** The end of a step's log as plain text. */
  log: (job: string, build: string, step: string) =>
    queryOptions<{ text: string; isWhole: boolean }>({
      queryKey: [...buildKey(job, build), 'log', step],
      queryFn: async ({ signal }) => {
        const { data } = await inTurn(() => jenkins.log({ job, build, node: step }, { signal }), signal)
        return { text: plainLog(data.text ?? ''), isWhole: data.hasMore !== true }
      },
      ...asked,
    }),
}

/** What a server without a plugin does not know. */
function unlessMissing(error: unknown): null {
  if (error instanceof HttpError && error.status === 404) return null
  throw error
}

/** Full names by commit; empty where the server does not tell: a commit without its author is still one. */
async function authorsOf(job: string, build: string, signal: AbortSignal): Promise<Map<string, string>> {
  const query = { tree: 'number,changeSets[items[commitId,author[fullName]]]' }
  const told = await inTurn(() => jenkins.build({ job, build, query }, { signal }), signal).catch(
    (error: unknown) => {
      if (isAbort(error) || signal.aborted) throw error
      return null
    },
  )
  return new Map(
    (told?.data.changeSets ?? [])
      .flatMap(({ items }) => items ?? [])
      .map(({ commitId, author }) => [commitId, author?.fullName ?? '']),
  )
}

/** Kept builds of one server are never taken for those of another. */
async function serverName(client: QueryClient): Promise<string> {
  const { demo, connections } = await client.ensureQueryData(connectionsQuery())
  if (demo) return 'demo'
  return connections.find(({ id }) => id === 'jenkins')?.address ?? location.origin
}

function treeQuery(levels: number): string {
  const builds = `builds[${BUILD_FIELDS}]{0,${LISTED_BUILDS}}`
  const below = levels > 1 ? `,${treeQuery(levels - 1)}` : ''
  return `jobs[_class,name,fullName,displayName,color,${builds}${below}]`
}
