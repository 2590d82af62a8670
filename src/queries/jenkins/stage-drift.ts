import { queryOptions } from '@tanstack/react-query'
import { jenkinsBackend } from '~/api/jenkins/backend'
import type { Build } from '~/domain/jenkins/build'
import type { StageAliases } from '~/domain/jenkins/columns'
import { type PipelineFinding, pipelineFindings } from '~/domain/jenkins/findings'
import { digestOf, pipelineTimes } from '~/domain/jenkins/pipeline-times'
import { packBuilds, type StageTable, tableOf } from '~/domain/jenkins/stage-table'
import type { PipelineJudgement } from '~/drift/pipeline/judge-pipeline'
import { innerQuery, knownQuery } from '../inner-query'
import { jenkinsQueries } from './queries'

/** Lists of builds get a number each: a key is hashed with every render, and must be short. */
const numbers = new WeakMap<readonly Build[], number>()
let lastNumber = 0

function numberOf(builds: readonly Build[]): number {
  const known = numbers.get(builds)
  if (known !== undefined) return known
  lastNumber += 1
  numbers.set(builds, lastNumber)
  return lastNumber
}

/** A table is quickly made again, and a live build makes a new one every five seconds. */
const KEPT_MS = 10_000

/** Builds × stages; what takes time of it is computed in a worker. */
export const stageTableQuery = (job: string, builds: readonly Build[], aliases: StageAliases) =>
  queryOptions<StageTable>({
    queryKey: [...jenkinsBackend.key, 'stage table', job, numberOf(builds), aliases],
    queryFn: async () => {
      const { tabulateInWorker } = await import('~/workers/stage-client')
      return tableOf(builds, await tabulateInWorker(packBuilds(builds), aliases), aliases)
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEPT_MS,
    structuralSharing: false,
    networkMode: 'always',
  })

/**
 * Which stages take another time than they did. The key is a digest of the times themselves: a running build changes
 * nothing of it.
 */
export const stageDriftQuery = (job: string, table: StageTable) => {
  const times = timesOf(table)
  return queryOptions<PipelineJudgement>({
    queryKey: [...jenkinsBackend.key, 'stage drift', job, times.digest],
    queryFn: async ({ signal }) => {
      const { judgeInWorker } = await import('~/workers/stage-client')
      return judgeInWorker(times.times, signal)
    },
    enabled: table.columns.length > 0,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: 'always',
  })
}

/** A pipeline's stages, and what changed in them: what its own page has, for who only asks whether there is something. */
export interface PipelineChanges {
  table: StageTable
  findings: readonly PipelineFinding[]
}

/**
 * What changed in a pipeline. Its builds are asked for as its page does: each costs the server one description, once.
 * @param count of the newest builds
 */
export const pipelineChangesQuery = (job: string, count: number, aliases: StageAliases) =>
  queryOptions<PipelineChanges | null>({
    queryKey: [...jenkinsBackend.key, 'pipeline changes', job, count, aliases],
    queryFn: async ({ client }) => {
      // Not `ensureQueryData`, which gives what is stale: this is asked again to see what is new.
      const { builds } = await innerQuery(client, jenkinsQueries.history(job, count))
      if (builds.length === 0) return null
      const table = await knownQuery(client, stageTableQuery(job, builds, aliases))
      if (table.columns.length === 0) return { table, findings: [] }
      const judgement = await knownQuery(client, stageDriftQuery(job, table))
      return { table, findings: pipelineFindings(table, judgement) }
    },
    retry: false,
    staleTime: 30_000,
    structuralSharing: false,
  })

const known = new WeakMap<StageTable, { times: ReturnType<typeof pipelineTimes>; digest: string }>()

/** Of one table once. */
function timesOf(table: StageTable) {
  const there = known.get(table)
  if (there) return there
  const times = pipelineTimes(table)
  const made = { times, digest: digestOf(times) }
  known.set(table, made)
  return made
}
