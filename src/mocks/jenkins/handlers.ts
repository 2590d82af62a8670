import type { jenkinsContract, WireBuild } from '~/api/jenkins/contract'
import { authorsOf, commitsOf } from './commits'
import { htmlReply } from '../request'
import { Answered, type Implementation } from '../server'
import { graphOfBuild } from './graph'
import { demoJobs, JOBS, type MockJob } from './jobs'
import { logOf, stepsOf } from './logs'
import type { MockBuild } from './mock-build'

const CLASSES = {
  organization: 'jenkins.branch.OrganizationFolder',
  multibranch: 'org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject',
  folder: 'com.cloudbees.hudson.plugins.folder.Folder',
  pipeline: 'org.jenkinsci.plugins.workflow.job.WorkflowJob',
  freestyle: 'hudson.model.FreeStyleProject',
} as const satisfies Record<MockJob['kind'], string>

const RESULTS: Readonly<Record<string, string>> = { FAILED: 'FAILURE', NOT_EXECUTED: 'NOT_BUILT' }
const COLOURS: Readonly<Record<string, string>> = {
  SUCCESS: 'blue',
  FAILED: 'red',
  UNSTABLE: 'yellow',
  ABORTED: 'aborted',
}
const LIVE = ['IN_PROGRESS', 'PAUSED_PENDING_INPUT']
/** What wfapi lists at most. */
const MOST_RUNS = 10

const SIGN_IN_PAGE =
  '<!DOCTYPE html><html><head><title>Sign in [Jenkins]</title></head><body><form action="j_spring_security_check" method="post"></form></body></html>'

/** A Jenkins that is read: jobs, builds, stages, logs. It has the graph view plugin, and not Blue Ocean. */
export function jenkinsHandlers(clock: () => number, today: number): Implementation<typeof jenkinsContract> {
  const jobs = () => demoJobs(clock(), today)
  const jobOf = async (name: string): Promise<MockJob> => {
    const job = (await jobs()).find(({ fullName }) => fullName === name)
    if (!job) throw new Answered(NOT_FOUND)
    if (job.fault === 'sign-in page') throw new Answered(htmlReply(200, SIGN_IN_PAGE))
    if (job.fault === 'forbidden') throw new Answered(FORBIDDEN)
    return job
  }
  const buildOf = async (name: string, id: string): Promise<MockBuild> => {
    const { builds } = await jobOf(name)
    const build = builds.find((one) => one.id === id)
    if (!build) throw new Answered(NOT_FOUND)
    return build
  }
  /** A freestyle job has no stages, and so no wfapi. */
  const pipelineOf = async (name: string): Promise<MockJob> => {
    const job = await jobOf(name)
    if (job.kind !== 'pipeline') throw new Answered(NOT_FOUND)
    return job
  }
  return {
    whoAmI: async ({ headers }) => {
      const name = nameOf(headers.get('authorization'))
      return { ...ok({ name: name ?? 'anonymous', anonymous: name === null }) }
    },
    root: async ({ query }) => ok({ _class: 'hudson.model.Hudson', jobs: treeOf(await jobs(), '', query) }),
    item: async ({ params, query }) => {
      const job = await jobOf(params.job)
      const { from, to } = rangeOf(query.get('tree') ?? '', 'allBuilds')
      return ok({
        ...itemOf(job, query),
        ...(isContainer(job) ? { jobs: treeOf(await jobs(), job.fullName, query) } : {}),
        allBuilds: job.builds.slice(from, to).map(listedBuild),
      })
    },
    build: async ({ params, query }) => {
      const build = await buildOf(params.job, params.build)
      const tree = query.get('tree') ?? ''
      const authors = tree.includes('changeSets') && HAS_COMMITS.includes(params.job)
      return ok({ ...listedBuild(build), ...(authors ? { changeSets: authorsOf(build) } : {}) })
    },
    runs: async ({ params, query }) => {
      const { builds } = await pipelineOf(params.job)
      const since = query.get('since')
      const at = since === null ? -1 : builds.findIndex(({ name }) => name === since)
      return ok(builds.slice(0, Math.min(MOST_RUNS, at >= 0 ? at + 1 : MOST_RUNS)).map(described))
    },
    describe: async ({ params, query }) => {
      await pipelineOf(params.job)
      const build = described(await buildOf(params.job, params.build))
      if (query.get('fullStages') !== 'true') return ok(build)
      const stages = build.stages.map((stage) => ({
        ...stage,
        stageFlowNodes: stepsOf(stage, params.job === JOBS.main),
      }))
      return ok({ ...build, stages })
    },
    changes: async ({ params }) => {
      const build = await buildOf(params.job, params.build)
      if (params.job === JOBS.main && build.id === '20') {
        const { default: talk } = await import('~/api/jenkins/samples/example-changesets-run20.json')
        return ok(talk)
      }
      return ok(HAS_COMMITS.includes(params.job) ? commitsOf(build) : [])
    },
    artifacts: async ({ params }) => {
      const build = await buildOf(params.job, params.build)
      return ok(
        build.status === 'SUCCESS' && build.stages.length > 5
          ? [{ name: 'metadata-report.json', path: 'reports/metadata-report.json', size: 4821 }]
          : [],
      )
    },
    node: async ({ params }) => {
      const build = await buildOf(params.job, params.build)
      const stage = build.stages.find(({ id }) => id === params.node)
      return ok(stage ? { ...stage, stageFlowNodes: stepsOf(stage, params.job === JOBS.main) } : null)
    },
    log: async ({ params }) => {
      const build = await buildOf(params.job, params.build)
      const log = build.stages
        .map((stage) => logOf(stage, params.node, params.job === JOBS.main ? build.id : null))
        .find((text) => text !== null)
      if (log === undefined || log === null) throw new Answered(NOT_FOUND)
      return ok({ nodeId: params.node, length: log.length, hasMore: false, text: log })
    },
    graph: async ({ params }) => {
      await pipelineOf(params.job)
      const build = await buildOf(params.job, params.build)
      return ok({
        data: { stages: graphOfBuild(build), complete: !LIVE.includes(build.status) },
      })
    },
    blueNodes: async () => Promise.reject(new Answered(NOT_FOUND)),
    blueBranchNodes: async () => Promise.reject(new Answered(NOT_FOUND)),
  }
}

/** Pipelines whose commits are told. */
const HAS_COMMITS: readonly string[] = [JOBS.main, JOBS.profile]

/** What Jenkins sends with everything. */
const HEADERS = { 'x-jenkins': '2.462.3', 'content-type': 'application/json;charset=utf-8' }
const ok = <T>(data: T) => ({ status: 200, data, headers: HEADERS })

export const NOT_FOUND = htmlReply(
  404,
  '<html><head><title>Not Found</title></head><body>Not Found</body></html>',
)
const FORBIDDEN = htmlReply(403, '<html><head><title>403</title></head><body>Access Denied</body></html>')

const isContainer = ({ kind }: MockJob) => kind !== 'pipeline' && kind !== 'freestyle'

/** The name of basic credentials. */
export function nameOf(authorization: string | null): string | null {
  const encoded = /^Basic (.+)$/.exec(authorization ?? '')?.[1]
  return encoded === undefined ? null : (atob(encoded).split(':')[0] ?? null)
}

/** The jobs right below one; what is forbidden is not listed. */
function treeOf(jobs: readonly MockJob[], parent: string, query: URLSearchParams): object[] {
  const depth = parent === '' ? 1 : parent.split('/').length + 1
  return jobs
    .filter(({ fullName, fault }) => {
      const isBelow = parent === '' || fullName.startsWith(`${parent}/`)
      return isBelow && fullName.split('/').length === depth && fault !== 'forbidden'
    })
    .map((job) => ({
      ...itemOf(job, query),
      ...(isContainer(job) ? { jobs: treeOf(jobs, job.fullName, query) } : {}),
    }))
}

function itemOf({ fullName, kind, builds }: MockJob, query: URLSearchParams) {
  const name = fullName.split('/').at(-1)!
  const [newest] = builds
  const finished = builds.find(({ status }) => !LIVE.includes(status))
  const { from, to } = rangeOf(query.get('tree') ?? '', 'builds')
  const item = { _class: CLASSES[kind], name, fullName, displayName: decodeURIComponent(name) }
  if (kind !== 'pipeline' && kind !== 'freestyle') return item
  const anime = newest && LIVE.includes(newest.status) ? '_anime' : ''
  return {
    ...item,
    color: `${finished ? (COLOURS[finished.status] ?? 'grey') : 'notbuilt'}${anime}`,
    lastBuild: newest ? listedBuild(newest) : null,
    builds: builds.slice(from, Math.min(to, from + 100)).map(listedBuild),
  }
}

/** `allBuilds[…]{from,to}` of a tree; all where it names no range. */
function rangeOf(tree: string, list: string): { from: number; to: number } {
  const [, from, to] = new RegExp(`\\b${list}\\[[^\\]]*\\]\\{(\\d*),(\\d*)\\}`).exec(tree) ?? []
  return { from: Number(from ?? 0), to: to ? Number(to) : Number.POSITIVE_INFINITY }
}

function listedBuild(build: MockBuild) {
  const isLive = LIVE.includes(build.status)
  return {
    _class: 'org.jenkinsci.plugins.workflow.job.WorkflowRun',
    number: Number(build.id),
    id: build.id,
    displayName: build.name,
    result: isLive ? null : (RESULTS[build.status] ?? build.status),
    building: isLive,
    timestamp: build.startTimeMillis,
    duration: isLive ? 0 : build.durationMillis,
    estimatedDuration: 1_100_000,
    actions: actionsOf(build),
  }
}

/** One entry a plugin; of most, nothing is told. */
function actionsOf({ revision, startedBy }: MockBuild): NonNullable<WireBuild['actions']> {
  const git = { _class: 'hudson.plugins.git.util.BuildData', lastBuiltRevision: { SHA1: revision } }
  const cause = { _class: 'hudson.model.CauseAction', causes: [startedBy ?? {}] }
  return revision === undefined ? [cause, {}] : [cause, {}, git]
}

/** The pipeline REST API tells no commit. */
function described(build: MockBuild) {
  const told: MockBuild = { ...build, stages: [...build.stages] }
  delete told.revision
  delete told.startedBy
  return told
}
