import type { WireDescribed } from '~/api/jenkins/contract'

/** A build as the server's own rest API tells it, with its stages. */
export type MockBuild = Omit<WireDescribed, 'stages'> & {
  id: string
  stages: MockStage[]
  commits?: readonly { message: string; author: string }[]
}

export interface MockStage {
  id: string
  name: string
  status: string
  startTimeMillis: number
  durationMillis: number
  pauseDurationMillis: number
}

/** An item of the tree. */
export interface MockJob {
  fullName: string
  kind: 'organization' | 'multibranch' | 'folder' | 'pipeline' | 'freestyle'
  /** Newest first. */
  builds: readonly MockBuild[]
  /** In place of any answer below it. */
  fault?: 'sign-in page' | 'forbidden' | 'bad gateway'
}

const ORGANIZATION = 'AI4OS-hub'
const PROJECT = `${ORGANIZATION}/litter-assessment`
const ODD = 'sentinels'

/** Sentinels: each shows one way in which a server or its data can be wrong. */
export const JOBS = {
  main: `${PROJECT}/main`,
  test: `${PROJECT}/test`,
  branch: `${PROJECT}/feature%2Fnew-model`,
  odd: `${ODD}/odd builds`,
  empty: `${ODD}/never built`,
  freestyle: `${ODD}/freestyle`,
  unreachable: `${ODD}/unreachable`,
  signIn: `${ODD}/sign-in page`,
  forbidden: `${ODD}/forbidden`,
} as const

/** Every job of the demo. @param now of the server's clock: a build is always under way */
export async function demoJobs(now: number): Promise<MockJob[]> {
  const [{ default: history }, { default: talk }] = await Promise.all([
    import('~/api/jenkins/samples/example-litter-assessment-history-60-runs.json'),
    import('~/api/jenkins/samples/example-litter-assessment-main-runs.json'),
  ])
  const main = history.map((build) =>
    build.id === '20' ? talkBuild(talk[0]!, build.startTimeMillis) : build,
  )
  return [
    { fullName: ORGANIZATION, kind: 'organization', builds: [] },
    { fullName: PROJECT, kind: 'multibranch', builds: [] },
    { fullName: JOBS.main, kind: 'pipeline', builds: main },
    { fullName: JOBS.test, kind: 'pipeline', builds: renumbered(main.slice(0, 7)) },
    {
      fullName: JOBS.branch,
      kind: 'pipeline',
      builds: [running(main[0]!, now), ...renumbered(main.slice(7, 8))],
    },
    { fullName: ODD, kind: 'folder', builds: [] },
    { fullName: JOBS.odd, kind: 'pipeline', builds: oddBuilds(main[0]!.startTimeMillis ?? 0) },
    { fullName: JOBS.empty, kind: 'pipeline', builds: [] },
    {
      fullName: JOBS.freestyle,
      kind: 'freestyle',
      builds: main.slice(0, 12).map((build) => ({ ...build, stages: [] })),
    },
    { fullName: JOBS.unreachable, kind: 'pipeline', builds: main.slice(0, 1), fault: 'bad gateway' },
    { fullName: JOBS.signIn, kind: 'pipeline', builds: main.slice(0, 1), fault: 'sign-in page' },
    { fullName: JOBS.forbidden, kind: 'pipeline', builds: main.slice(0, 1), fault: 'forbidden' },
  ]
}

/** Build #20 of the talk, to the millisecond, at the time that the made-up history has for it. */
function talkBuild(build: MockBuild, startTimeMillis: number): MockBuild {
  return movedTo(build, startTimeMillis)
}

function movedTo(build: MockBuild, start: number): MockBuild {
  const by = start - (build.startTimeMillis ?? 0)
  return {
    ...build,
    startTimeMillis: start,
    endTimeMillis: start + (build.durationMillis ?? 0),
    stages: build.stages.map((stage) => ({ ...stage, startTimeMillis: stage.startTimeMillis + by })),
  }
}

/** The same builds as another branch's, numbered from 1. */
function renumbered(builds: readonly MockBuild[]): MockBuild[] {
  return builds.map((build, i) => ({
    ...build,
    id: String(builds.length - i),
    name: `#${builds.length - i}`,
  }))
}

/** One round of the build that never ends: it begins anew every so often. */
const ROUND_MS = 20 * 60_000

/** A build under way: of the stages of a finished one, those that have begun. */
function running(like: MockBuild, now: number): MockBuild {
  const start = Math.floor(now / ROUND_MS) * ROUND_MS
  const moved = movedTo(like, start)
  const stages = moved.stages
    .filter(({ startTimeMillis }) => startTimeMillis < now)
    .map((stage) =>
      stage.startTimeMillis + stage.durationMillis <= now
        ? stage
        : { ...stage, status: 'IN_PROGRESS', durationMillis: now - stage.startTimeMillis },
    )
  return {
    ...moved,
    id: '2',
    name: '#2',
    status: 'IN_PROGRESS',
    durationMillis: now - start,
    endTimeMillis: now,
    stages,
  }
}

/** What real pipelines do: stages of one name, a name of its own, waiting for input, aborted before it began. */
function oddBuilds(start: number): MockBuild[] {
  const build = (
    number: number,
    status: string,
    stages: readonly [name: string, status: string, ms: number, pause?: number][],
    name = `#${number}`,
  ): MockBuild => {
    const begin = start - (10 - number) * 3_600_000
    let at = begin
    const list = stages.map(([stage, state, durationMillis, pauseDurationMillis = 0], i) => {
      const startTimeMillis = at
      at += durationMillis
      return {
        id: String(6 + 5 * i),
        name: stage,
        status: state,
        startTimeMillis,
        durationMillis,
        pauseDurationMillis,
      }
    })
    return {
      id: String(number),
      name,
      status,
      startTimeMillis: begin,
      endTimeMillis: at,
      durationMillis: at - begin,
      queueDurationMillis: 900,
      pauseDurationMillis: 0,
      stages: list,
    }
  }
  return [
    build(5, 'PAUSED_PENDING_INPUT', [
      ['Build', 'SUCCESS', 61_000],
      ['Approve', 'PAUSED_PENDING_INPUT', 1_800_000, 1_799_000],
    ]),
    build(4, 'ABORTED', []),
    build(3, 'UNSTABLE', [
      ['Build', 'SUCCESS', 58_000],
      ['Test', 'SUCCESS', 20_000],
      ['Push', 'SUCCESS', 9000],
      ['Test', 'UNSTABLE', 80_000],
    ]),
    build(
      2,
      'SUCCESS',
      [
        ['Push', 'SUCCESS', 8000],
        ['Build', 'SUCCESS', 55_000],
      ],
      'release-1.0.7',
    ),
    build(
      1,
      'SUCCESS',
      [
        ['Compile', 'SUCCESS', 57_000],
        ['Test', 'SUCCESS', 21_000],
      ],
      'release-1.0.7',
    ),
  ]
}
