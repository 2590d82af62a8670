import type { Build } from '~/domain/jenkins/build'
import { isLive } from '~/domain/jenkins/build'
import { HttpError, isAbort } from '~/lib/errors'
import { limiter } from '~/lib/limit'
import type { UnreadableRow } from '~/lib/unreadable-row'
import type { Client } from '../client'
import type { jenkinsContract, WireBuild } from './contract'
import { blueStageOf, buildOf, graphStagesOf, plainBuildOf } from './wire'

export type Jenkins = Client<typeof jenkinsContract>

/** Which interface told the stages; `plain`: none does, builds have their totals alone. */
export type StageSource = 'wfapi' | 'graph' | 'blue-ocean' | 'plain'

/** The builds of a pipeline, as far as they were asked for. */
export interface BuildHistory {
  /** Newest first. One whose stages could not be had is here without them. */
  builds: Build[]
  /** Those without their stages, and rows of the list that cannot be read. */
  unreadable: UnreadableRow[]
  /** There are older ones. */
  hasOlder: boolean
  source: StageSource
}

/**
 * A finished build and when the list said that it was scheduled. A pipeline that was deleted and made again, as a branch
 * often is, counts from 1 again: by its number alone, the old build would be taken for the new one.
 */
export interface KeptBuild extends Build {
  /** Milliseconds since 1970 UTC; missing in what an older version kept. */
  listedAt?: number
}

/** Finished builds never change: where they are kept, they are asked for once. */
export interface KeptBuilds {
  get: (id: string) => Promise<KeptBuild | undefined>
  put: (build: KeptBuild) => Promise<void>
}

interface HistoryOptions {
  /** Newest builds to load. */
  count: number
  kept?: KeptBuilds
  /** Runs requests in turn, where others go to the same server; four at a time unless given. */
  inTurn?: ReturnType<typeof limiter>
  signal?: AbortSignal
  onProgress?: (progress: { done: number; total: number }) => void
}

/** A server walks a build's whole graph for one describe: so many at a time, and no more. */
export const AT_ONCE = 4

/** Rows of a list in one answer. */
const PAGE = 200

/** Fields of a build in a list. */
export const BUILD_FIELDS = 'number,id,displayName,result,building,timestamp,duration,estimatedDuration'
/** And its commits: not in the list of pipelines, which would grow by all actions of all builds. */
const ACTION_FIELDS = 'actions[lastBuiltRevision[SHA1],causes[upstreamProject,upstreamBuild]]'

/**
 * The newest builds of a pipeline with their stages: the list in ranges (a list without them ends at the hundredth
 * build), then each build by itself. A build that cannot be described stays in the list, with the reason beside it.
 * @throws ServerError where not even the list can be had
 */
export async function loadHistory(
  client: Jenkins,
  job: string,
  { count, kept, signal, onProgress, inTurn = limiter(AT_ONCE) }: HistoryOptions,
): Promise<BuildHistory> {
  const { rows, unreadable } = await listBuilds(client, job, count + 1, inTurn, signal)
  const listed = rows.slice(0, count)
  const describe = describer(client, job, signal)
  let done = 0
  const builds = await Promise.all(
    listed.map(async (wire) => {
      const plain = plainBuildOf(wire)
      const known = isLive(plain.status) ? undefined : await keptOf(kept, plain)
      const build =
        known ??
        (await inTurn(() => describe(plain), signal).catch((error: unknown) => {
          if (isAbort(error) || signal?.aborted) throw error
          unreadable.push({ id: plain.name, why: error instanceof Error ? error.message : String(error) })
          return plain
        }))
      done += 1
      onProgress?.({ done, total: listed.length })
      if (!known && build !== plain && !isLive(build.status))
        await kept?.put({ ...build, listedAt: plain.startedAt })
      return build
    }),
  )
  return { builds, unreadable, hasOlder: rows.length > count, source: describe.source() }
}

/**
 * One build with its stages, by whatever interface tells them.
 * @param id its number
 * @throws HttpError 404 where there is no such build
 */
export async function loadBuild(
  client: Jenkins,
  job: string,
  id: string,
  signal: AbortSignal,
): Promise<Build> {
  const { data } = await client.build(
    { job, build: id, query: { tree: `${BUILD_FIELDS},${ACTION_FIELDS}` } },
    { signal },
  )
  return describer(client, job, signal)(plainBuildOf(data))
}

/** What is kept of a listed build, with what only the list tells: its name, say, can be changed later. */
async function keptOf(kept: KeptBuilds | undefined, plain: Build): Promise<Build | undefined> {
  const known = await kept?.get(plain.id)
  if (!known || known.listedAt !== plain.startedAt) return undefined
  return { ...known, name: plain.name, ...listedOf(plain) }
}

/** What only the list tells of a build. Its id too: wfapi's own was a date in old servers. */
const listedOf = ({ id, revision, startedBy }: Build) => ({
  id,
  revision: revision ?? null,
  startedBy: startedBy ?? null,
})

async function listBuilds(
  client: Jenkins,
  job: string,
  count: number,
  inTurn: ReturnType<typeof limiter>,
  signal: AbortSignal | undefined,
) {
  const rows: WireBuild[] = []
  const unreadable: UnreadableRow[] = []
  for (let from = 0; from < count; from += PAGE) {
    const to = Math.min(count, from + PAGE)
    const tree = `allBuilds[${BUILD_FIELDS},${ACTION_FIELDS}]{${from},${to}}`
    const list = () => client.item({ job, query: { tree } }, signal ? { signal } : {})
    const { data } = await inTurn(list, signal)
    const page = data.allBuilds ?? []
    for (const row of page) {
      if (row.ok) rows.push(row.row)
      else unreadable.push({ id: row.id, why: row.why })
    }
    if (page.length < to - from) break
  }
  return { rows, unreadable }
}

/**
 * Asks wfapi for a build. A server that does not know it is asked through the graph view plugin, then through Blue Ocean,
 * then no more.
 */
function describer(client: Jenkins, job: string, signal: AbortSignal | undefined) {
  const options = signal ? { signal } : {}
  let source: StageSource = 'wfapi'
  const describe = async (plain: Build): Promise<Build> => {
    if (source === 'wfapi') {
      const told = await unlessMissing(client.describe({ job, build: plain.id, query: {} }, options))
      // Its times tell more than the list's.
      if (told) return { ...buildOf(told.data), ...listedOf(plain) }
      source = 'graph'
    }
    if (source === 'graph') {
      const told = await unlessMissing(client.graph({ job, build: plain.id }, options))
      const stages = told && graphStagesOf(told.data.data.stages, Date.now())
      if (stages) return { ...plain, stages }
      source = 'blue-ocean'
    }
    if (source === 'blue-ocean') {
      const told = await blueNodes(client, job, plain.id, options)
      if (told) return { ...plain, stages: told.data.map(blueStageOf) }
      source = 'plain'
    }
    return plain
  }
  return Object.assign(describe, { source: () => source })
}

/** Blue Ocean’s stages of a build: a branch is asked for through its project; what is no branch, by itself. Null: neither is there. */
export async function blueNodes(
  client: Jenkins,
  job: string,
  build: string,
  options: { signal?: AbortSignal },
) {
  const slash = job.lastIndexOf('/')
  const query = { limit: 10_000 }
  if (slash > 0) {
    const project = { job: job.slice(0, slash), branch: job.slice(slash + 1) }
    const told = await unlessMissing(client.blueBranchNodes({ ...project, build, query }, options))
    if (told) return told
  }
  return unlessMissing(client.blueNodes({ job, build, query }, options))
}

async function unlessMissing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof HttpError && error.status === 404) return null
    throw error
  }
}
