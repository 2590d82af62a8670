import {
  type Build,
  type BuildRef,
  type BuildStatus,
  type GraphStage,
  isLive,
  type Stage,
} from '~/domain/jenkins/build'
import { buildOfBluePath, type DownstreamBuild } from '~/domain/jenkins/downstream'
import { type PipelineItem, stateOfColour } from '~/domain/jenkins/pipeline'
import type { WireBlueNode, WireBuild, WireCommit, WireDescribed, WireGraphStage, WireItem } from './contract'

/** Wire rows → our words. The only place where the two meet. */

/** Words of wfapi, of builds, of Blue Ocean and of the graph view plugin, in capitals. */
const STATUSES: Readonly<Record<string, BuildStatus>> = {
  SUCCESS: 'success',
  UNSTABLE: 'unstable',
  FAILED: 'failed',
  FAILURE: 'failed',
  ABORTED: 'aborted',
  IN_PROGRESS: 'running',
  RUNNING: 'running',
  PAUSED_PENDING_INPUT: 'paused',
  PAUSED: 'paused',
  QUEUED: 'queued',
  NOT_EXECUTED: 'skipped',
  NOT_BUILT: 'skipped',
  SKIPPED: 'skipped',
}

export const statusOf = (word: string | null | undefined): BuildStatus =>
  STATUSES[(word ?? '').toUpperCase()] ?? 'unknown'

const positive = (ms: number | null | undefined): number => Math.max(0, ms ?? 0)

/** A build with its stages. Servers before wfapi 2.9 end successful builds at 0: the last stage's end counts then. */
export function buildOf(wire: WireDescribed): Build {
  const startedAt = positive(wire.startTimeMillis)
  const status = statusOf(wire.status)
  const stages = (wire.stages ?? []).map(stageOf)
  const told = positive(wire.durationMillis)
  const lastEnd = Math.max(0, ...stages.map(({ startedAt: at, durationMs }) => (at ?? 0) + durationMs))
  return {
    id: wire.id === '' || wire.id === null ? wire.name : wire.id,
    name: wire.name,
    status,
    startedAt,
    durationMs: told > 0 || startedAt === 0 ? told : Math.max(0, lastEnd - startedAt),
    queuedMs: typeof wire.queueDurationMillis === 'number' ? positive(wire.queueDurationMillis) : null,
    stages,
  }
}

function stageOf(wire: NonNullable<WireDescribed['stages']>[number], index: number): Stage {
  const start = positive(wire.startTimeMillis)
  const durationMs = positive(wire.durationMillis)
  return {
    id: wire.id === '' || wire.id === null ? `at-${index}` : wire.id,
    name: wire.name,
    status: statusOf(wire.status),
    startedAt: start === 0 ? null : start,
    durationMs,
    pausedMs: Math.min(positive(wire.pauseDurationMillis), durationMs),
  }
}

/** A build as its pipeline lists it, without stages. */
export function plainBuildOf(wire: WireBuild): Build {
  return {
    id: String(wire.number),
    name: wire.displayName ?? `#${wire.number}`,
    status: wire.building ? 'running' : statusOf(wire.result),
    startedAt: positive(wire.timestamp),
    durationMs: positive(wire.duration),
    queuedMs: null,
    revision: revisionOf(wire),
    startedBy: upstreamOf(wire),
    stages: [],
  }
}

/** The commits of all repositories that a build checked out: two builds of one word were built of the same. */
function revisionOf({ actions }: WireBuild): string | null {
  const commits = (actions ?? []).flatMap((action) => action?.lastBuiltRevision?.SHA1 ?? [])
  return commits.length === 0 ? null : [...new Set(commits)].sort().join('+')
}

/** The build of another pipeline that started this one. */
function upstreamOf({ actions }: WireBuild): BuildRef | null {
  for (const action of actions ?? [])
    for (const { upstreamProject, upstreamBuild } of action?.causes ?? [])
      if (upstreamProject && upstreamBuild) return { job: upstreamProject, id: String(upstreamBuild) }
  return null
}

/** What Blue Ocean calls running or over it says apart from what came of it. */
const BLUE_LIVE = ['RUNNING', 'PAUSED', 'QUEUED', 'SKIPPED', 'NOT_BUILT']

/** The builds that a stage started, as Blue Ocean links to them; what became of them it does not tell. */
export const blueStartedBy = ({ actions }: WireBlueNode): DownstreamBuild[] =>
  (actions ?? []).flatMap(({ _class, link }) => {
    const ref = _class?.endsWith('.NodeDownstreamBuildAction') ? buildOfBluePath(link?.href ?? '') : null
    return ref ? [{ ...ref, status: null }] : []
  })

/** A stage of Blue Ocean's graph. */
export function blueStageOf(wire: WireBlueNode): Stage {
  const start = Date.parse(wire.startTime ?? '')
  return {
    id: wire.id,
    name: wire.displayName,
    status: statusOf(BLUE_LIVE.includes(wire.state ?? '') ? wire.state : (wire.result ?? 'NOT_BUILT')),
    startedAt: Number.isFinite(start) && start > 0 ? start : null,
    durationMs: positive(wire.durationInMillis),
    pausedMs: 0,
  }
}

/** Deeper than any pipeline nests. */
const MAX_DEPTH = 20

/** How stages nest; wrappers that are no stage of their own give their place to what they hold. */
export function graphOf(stages: readonly WireGraphStage[], depth = 0): GraphStage[] {
  return stages.flatMap((wire): GraphStage[] => {
    const children = depth < MAX_DEPTH ? graphOf(wire.children ?? [], depth + 1) : []
    const type = wire.type ?? 'STAGE'
    if (type === 'STEP' || type === 'PIPELINE_START') return []
    if (type === 'PARALLEL_BLOCK') return children.map((child) => ({ ...child, isParallel: true }))
    return [{ id: String(wire.id), name: wire.name, isParallel: type === 'PARALLEL', children }]
  })
}

/**
 * The stages of a graph in one list, as wfapi tells them: one that holds others ends where the first of these begins.
 * @param now milliseconds since 1970 UTC: what still runs has no time of its own yet
 * @returns null where the server is so old that it tells times as sentences ("Took 6 hr 0 min")
 */
export function graphStagesOf(graph: readonly WireGraphStage[], now: number): Stage[] | null {
  const stages = flatStagesOf(graph, now, 0)
  const isTimed = stages.length === 0 || stages.some(({ startedAt }) => startedAt !== null)
  return isTimed ? stages : null
}

function flatStagesOf(graph: readonly WireGraphStage[], now: number, depth: number): Stage[] {
  return graph.flatMap((wire): Stage[] => {
    const inner = depth < MAX_DEPTH ? flatStagesOf(wire.children ?? [], now, depth + 1) : []
    const type = wire.type ?? 'STAGE'
    if (type === 'STEP' || type === 'PIPELINE_START') return []
    if (type === 'PARALLEL_BLOCK') return inner
    const status = statusOf(wire.state)
    const start = graphTime(wire.startTimeMillis)
    const total = graphTime(wire.totalDurationMillis) ?? (start !== null && isLive(status) ? now - start : 0)
    const first = Math.min(...inner.map(({ startedAt }) => startedAt ?? Infinity))
    const durationMs = positive(start === null ? total : Math.min(total, first - start))
    const pausedMs = Math.min(positive(graphTime(wire.pauseDurationMillis)), durationMs)
    return [
      { id: String(wire.id), name: wire.name, status, startedAt: start, durationMs, pausedMs },
      ...inner,
    ]
  })
}

/** Null: not told, or in a sentence. Old servers write numbers as text, too. */
function graphTime(told: number | string | null | undefined): number | null {
  const ms = typeof told === 'string' && told.trim() !== '' ? Number(told) : told
  return typeof ms === 'number' && Number.isFinite(ms) ? ms : null
}

/** A folder or a pipeline of the tree. @param parent full name of what holds it; empty: nothing does */
export function itemOf(wire: WireItem, parent = ''): PipelineItem {
  const fullName = wire.fullName ?? (parent === '' ? wire.name : `${parent}/${wire.name}`)
  const name = wire.displayName ?? wire.name
  const { _class: kind } = wire
  const isFolder = /Folder|MultiBranch/.test(kind ?? '')
  if (isFolder || wire.jobs)
    return {
      kind: 'folder',
      fullName,
      name,
      isClosed: !wire.jobs,
      children: (wire.jobs ?? []).map((job) => itemOf(job, fullName)),
    }
  return {
    kind: 'pipeline',
    fullName,
    name,
    ...stateOfColour(wire.color),
    builds: (wire.builds ?? []).map(plainBuildOf),
  }
}

/** A commit that went into a build. */
export interface Commit {
  id: string
  message: string
  /** Empty: the server does not tell. */
  author: string
  /** Null: not known. */
  at: number | null
  /** Where the repository's site shows it; null: not told, or no address of the web. */
  url: string | null
}

export function commitOf({ commitId, message, authorJenkinsId, timestamp, commitUrl }: WireCommit): Commit {
  return {
    id: commitId,
    message: message ?? '',
    author: authorJenkinsId ?? '',
    at: timestamp === null || timestamp < 0 ? null : timestamp,
    url: /^https?:\/\//i.test(commitUrl ?? '') ? commitUrl! : null,
  }
}
