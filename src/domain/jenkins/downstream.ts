import type { BuildRef, BuildStatus } from './build'

/** A build of another pipeline that this one started. */
export interface DownstreamBuild extends BuildRef {
  /** What became of it, as far as the log says so; null: it is under way, or was not waited for. */
  status: BuildStatus | null
}

/**
 * What the log of the step `build` says: a link to the build that began, then what became of it. No part is longer than a
 * link's: a log may hold anything, and one of half links would be looked through again from each of them.
 */
const STARTED =
  /<a\s[^<>]{0,400}?href=(?:'([^'<>]{0,2000})'|"([^"<>]{0,2000})")[^<>]{0,400}>[^<]{0,400}<\/a>(?:\s{0,9}completed:\s{0,9}([A-Z_]{1,40}))?/g
/** A longer address is none of a build. */
const LONGEST_PATH = 2000

const RESULTS: Readonly<Record<string, BuildStatus>> = {
  SUCCESS: 'success',
  UNSTABLE: 'unstable',
  FAILURE: 'failed',
  ABORTED: 'aborted',
  NOT_BUILT: 'skipped',
}

/** Whether a step starts another pipeline: the step `build` is called after what it starts. */
export const startsBuilds = (stepName: string): boolean => stepName.startsWith('Building ')

/**
 * The builds that a step of this kind started, by its log as the server sends it (HTML). Neither the server's API nor
 * wfapi tells them: the action that knows is not exported. Links are read for the names in them and never followed.
 */
export function downstreamOf(log: string): DownstreamBuild[] {
  const found = new Map<string, DownstreamBuild>()
  for (const [, single, double, word] of log.matchAll(STARTED)) {
    const ref = buildOfPath(single ?? double ?? '')
    if (!ref) continue
    const key = `${ref.job}\n${ref.id}`
    const status = (word === undefined ? null : RESULTS[word]) ?? found.get(key)?.status ?? null
    found.set(key, { ...ref, status })
  }
  return [...found.values()]
}

/**
 * Blue Ocean’s address of a build, as its nodes link to what they started: "…/pipelines/a/pipelines/b/runs/7/", and of a
 * branch "…/pipelines/a/branches/feature%252Fx/runs/7/" → build 7 of the item "a/feature%2Fx"; null: it leads elsewhere.
 */
export function buildOfBluePath(path: string): BuildRef | null {
  if (path.length > LONGEST_PATH) return null
  const [, jobs, id] = /((?:\/(?:pipelines|branches)\/[^/?#]+)+)\/runs\/(\d+)\/?$/.exec(path) ?? []
  if (jobs === undefined || id === undefined) return null
  return buildOfPath(`${jobs.replaceAll(/\/(?:pipelines|branches)\//g, '/job/')}/${id}/`)
}

/** "/jenkins/job/a/job/feature%252Fx/7/" → build 7 of the item "a/feature%2Fx"; null: it leads elsewhere. */
export function buildOfPath(path: string): BuildRef | null {
  if (path.length > LONGEST_PATH) return null
  const [, jobs, id] = /((?:\/job\/[^/?#]+)+)\/(\d+)\/?$/.exec(path) ?? []
  if (jobs === undefined || id === undefined) return null
  try {
    return { job: jobs.slice('/job/'.length).split('/job/').map(decodeURIComponent).join('/'), id }
  } catch {
    return null
  }
}
