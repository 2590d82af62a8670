import { type MockBuild, type MockStage, MODULE_JOB, MODULE_STAGE } from './mock-build'
import { profileBuilds } from './profile-job'

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
const OTHER_PROJECT = `${ORGANIZATION}/thermal-anomalies`
const ODD = 'sandbox'

const DAY_MS = 86_400_000

/** Sentinels: each shows one way in which a server or its data can be wrong. */
export const JOBS = {
  main: `${PROJECT}/main`,
  test: `${PROJECT}/test`,
  branch: `${PROJECT}/feature%2Fnew-model`,
  /** Its stages changed, and its total did not. */
  profile: `${OTHER_PROJECT}/main`,
  /** What a stage of main has built. */
  module: MODULE_JOB,
  odd: `${ODD}/odd builds`,
  empty: `${ODD}/never built`,
  freestyle: `${ODD}/freestyle`,
  unreachable: `${ODD}/unreachable`,
  signIn: `${ODD}/sign-in page`,
  forbidden: `${ODD}/forbidden`,
} as const

/**
 * Every job of the demo.
 * @param now of the server's clock: a build is always under way
 * @param today when builds end, but those of main, which keep the talk's dates, and those that they started; 0: all keep
 *   the talk's dates
 */
export async function demoJobs(now: number, today: number): Promise<MockJob[]> {
  const [{ default: history }, { default: talk }] = await Promise.all([
    import('~/api/jenkins/samples/example-litter-assessment-history-60-runs.json'),
    import('~/api/jenkins/samples/example-litter-assessment-main-runs.json'),
  ])
  const main = withCommits(onTalksDay(history, talk[0]!))
  const recent = (builds: readonly MockBuild[]) => endingAt(builds, today)
  // Each pipeline has other builds of that history: no two take the same time.
  const one = (at: number) => recent(main.slice(at, at + 1))
  return [
    { fullName: ORGANIZATION, kind: 'organization', builds: [] },
    { fullName: PROJECT, kind: 'multibranch', builds: [] },
    { fullName: JOBS.main, kind: 'pipeline', builds: main },
    { fullName: JOBS.test, kind: 'pipeline', builds: recent(renumbered(main.slice(24, 31))) },
    {
      fullName: JOBS.branch,
      kind: 'pipeline',
      builds: [running(main[0]!, now, '15'), ...recent(branchBuilds(main))],
    },
    { fullName: OTHER_PROJECT, kind: 'multibranch', builds: [] },
    {
      fullName: JOBS.profile,
      kind: 'pipeline',
      builds: recent(profileBuilds(main[0]!.startTimeMillis ?? 0)),
    },
    { fullName: MODULE_JOB.split('/')[0]!, kind: 'folder', builds: [] },
    { fullName: JOBS.module, kind: 'pipeline', builds: moduleBuilds(main) },
    { fullName: ODD, kind: 'folder', builds: [] },
    { fullName: JOBS.odd, kind: 'pipeline', builds: recent(oddBuilds(main[0]!.startTimeMillis ?? 0)) },
    { fullName: JOBS.empty, kind: 'pipeline', builds: [] },
    {
      fullName: JOBS.freestyle,
      kind: 'freestyle',
      builds: recent(main.slice(4, 16).map((build) => ({ ...build, stages: [] }))),
    },
    { fullName: JOBS.unreachable, kind: 'pipeline', builds: one(1), fault: 'bad gateway' },
    { fullName: JOBS.signIn, kind: 'pipeline', builds: one(5), fault: 'sign-in page' },
    { fullName: JOBS.forbidden, kind: 'pipeline', builds: one(3), fault: 'forbidden' },
  ]
}

/** The made-up history around build #20 of the talk: that one to the millisecond, the others as far from it as they were. */
function onTalksDay(history: readonly MockBuild[], talk: MockBuild): MockBuild[] {
  const start = (build: MockBuild | undefined) => build?.startTimeMillis ?? 0
  const by = start(talk) - start(history.find(({ id }) => id === talk.id))
  return history.map((build) => (build.id === talk.id ? talk : movedTo(build, start(build) + by)))
}

/** Builds that were started once more for the commit of the build before: what failed there did well here. */
const BUILT_AGAIN = ['48', '45', '13']
/** The newest commit of build #20, as its change log has it. */
const TALKS_COMMIT = '4d3a91d076e71d5915e48485d0983b86bfb2eee5'

function withCommits(builds: readonly MockBuild[]): MockBuild[] {
  return builds.map((build) => {
    const number = Number(build.id) - (BUILT_AGAIN.includes(build.id) ? 1 : 0)
    // Any 40 hexadecimal digits, the same in every start.
    const digits = Array.from({ length: 5 }, (_, k) =>
      ((Math.imul(number * 5 + k + 1, 2_654_435_761) ^ (number << 7)) >>> 0).toString(16).padStart(8, '0'),
    ).join('')
    return { ...build, revision: build.id === '20' ? TALKS_COMMIT : digits }
  })
}

const IMAGES_STAGE = 'AI4OS Hub Docker images build'

/** A branch whose model is larger: its image takes 1.6 times as long to build, and is tried out before it is delivered. */
function branchBuilds(main: readonly MockBuild[]): MockBuild[] {
  return renumbered(main.slice(41, 55)).map((build) => {
    const images = build.stages.find(({ name }) => name === IMAGES_STAGE)
    if (!images || images.status !== 'SUCCESS') return build
    const more = Math.round(images.durationMillis * 0.6)
    const trial = 30_000 + (images.durationMillis % 9000)
    const end = images.startTimeMillis + images.durationMillis
    const by = more + trial
    const later = (stage: MockStage) =>
      stage.startTimeMillis >= end ? { ...stage, startTimeMillis: stage.startTimeMillis + by } : stage
    const stages = build.stages.flatMap((stage): MockStage[] =>
      stage === images
        ? [
            { ...stage, durationMillis: stage.durationMillis + more },
            {
              ...stage,
              id: '155',
              name: 'Model smoke test',
              startTimeMillis: end + more,
              durationMillis: trial,
            },
          ]
        : [later(stage)],
    )
    return {
      ...build,
      durationMillis: (build.durationMillis ?? 0) + by,
      endTimeMillis: (build.endTimeMillis ?? 0) + by,
      stages,
    }
  })
}

/** The same builds, whole days later: so many that the newest began within the 24 hours before `today`. */
function endingAt(builds: readonly MockBuild[], today: number): MockBuild[] {
  const by = Math.max(0, Math.floor((today - (builds[0]?.startTimeMillis ?? 0)) / DAY_MS) * DAY_MS)
  return builds.map((build) => movedTo(build, (build.startTimeMillis ?? 0) + by))
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

/** What the module's own pipeline did for each build of main that came so far: it lasts as long as main's stage waits. */
function moduleBuilds(main: readonly MockBuild[]): MockBuild[] {
  return main.flatMap(({ id, stages }) => {
    const waits = stages.find(({ name, status }) => MODULE_STAGE.test(name) && status !== 'NOT_EXECUTED')
    if (!waits) return []
    const { status, startTimeMillis, durationMillis } = waits
    const ends = [0, 0.04, 0.3, 1].map((share) => Math.round(durationMillis * share))
    const parts = ['Checkout SCM', 'Install', 'Unit tests'].map((name, i) => ({
      id: String(6 + 5 * i),
      name,
      status: i === 2 ? status : 'SUCCESS',
      startTimeMillis: startTimeMillis + ends[i]!,
      durationMillis: ends[i + 1]! - ends[i]!,
      pauseDurationMillis: 0,
    }))
    return [
      {
        id,
        name: `#${id}`,
        status,
        startTimeMillis,
        endTimeMillis: startTimeMillis + durationMillis,
        durationMillis,
        pauseDurationMillis: 0,
        stages: parts,
        startedBy: { upstreamProject: JOBS.main, upstreamBuild: Number(id) },
      },
    ]
  })
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
function running(like: MockBuild, now: number, id: string): MockBuild {
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
    id,
    name: `#${id}`,
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
