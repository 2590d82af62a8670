import type { Build, BuildStatus } from './build'
import type { StageTable } from './stage-table'

/** How often a stage or a whole build failed. */
export interface Failures {
  failed: number
  /** Executions with a result: successful, unstable and failed ones. Aborted and skipped ones say nothing of it. */
  n: number
  /** failed / n with Wilson's 95 % interval; null: n is 0. */
  rate: { share: number; low: number; high: number } | null
}

/** One commit whose builds ended differently: something other than the commit decided. */
export interface FlakyCommit {
  revision: string
  /** Newest first, with what became of the stage in each. */
  builds: readonly { build: Build; status: BuildStatus }[]
}

export interface Reliability {
  failures: Failures
  flaky: readonly FlakyCommit[]
  /** Commits that had this built with a result more than once: only these can show flakiness. */
  rebuilt: number
}

/** Of the normal distribution: 95 % lie within. */
const Z = 1.959963984540054

/**
 * Share of failures with its interval. Wilson 1927, doi:10.1080/01621459.1927.10502953: it stays within 0 and 1, and is
 * not of width 0 where nothing failed yet.
 */
export function failureRate(failed: number, n: number): Failures['rate'] {
  if (n === 0) return null
  const share = failed / n
  const z2 = Z * Z
  const centre = (share + z2 / (2 * n)) / (1 + z2 / n)
  const half = (Z / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n))
  // Exactly at the ends: rounding would leave the interval beside its own share.
  return {
    share,
    low: failed === 0 ? 0 : centre - half,
    high: failed === n ? 1 : centre + half,
  }
}

/** As git abbreviates it; of several repositories, each: "4d3a91d0 + 9712433f". */
export const shortRevision = (revision: string): string =>
  revision
    .split('+')
    .map((commit) => commit.slice(0, 8))
    .join(' + ')

const RESULTS: readonly BuildStatus[] = ['success', 'unstable', 'failed']

/** Failures and flakiness of each column of a table, and of the whole build. */
export function reliabilityOf(table: StageTable): { total: Reliability; stages: readonly Reliability[] } {
  return {
    total: reliability(table.builds.map((build) => ({ build, status: build.status }))),
    stages: table.columns.map((_, at) =>
      reliability(
        table.builds.flatMap((build, row) => {
          const stage = table.cell(row, at)
          return stage ? [{ build, status: stage.status }] : []
        }),
      ),
    ),
  }
}

function reliability(executions: readonly { build: Build; status: BuildStatus }[]): Reliability {
  const ended = executions.filter(({ status }) => RESULTS.includes(status))
  const failed = ended.filter(({ status }) => status === 'failed').length
  const commits = new Map<string, { build: Build; status: BuildStatus }[]>()
  for (const one of ended) {
    const { revision } = one.build
    if (!revision) continue
    const list = commits.get(revision)
    if (list) list.push(one)
    else commits.set(revision, [one])
  }
  const rebuilt = [...commits].filter(([, builds]) => builds.length > 1)
  return {
    failures: { failed, n: ended.length, rate: failureRate(failed, ended.length) },
    flaky: rebuilt
      .filter(([, builds]) => new Set(builds.map(({ status }) => status)).size > 1)
      .map(([revision, builds]) => ({ revision, builds })),
    rebuilt: rebuilt.length,
  }
}
