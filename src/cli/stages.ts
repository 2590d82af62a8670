import { parseJson } from '~/api/json'
import { buildTime } from '~/domain/jenkins/build-time'
import { aliasesFrom, type StageAliases } from '~/domain/jenkins/columns'
import { evidenceOf, pipelineFindings, titleOf } from '~/domain/jenkins/findings'
import { pipelineTimes } from '~/domain/jenkins/pipeline-times'
import { stageTable, type StageTable } from '~/domain/jenkins/stage-table'
import { STAGE_VIEW_RUNS, stageViewModel } from '~/domain/jenkins/stage-view'
import { PIPELINE_DRIFT } from '~/drift/pipeline/judge'
import { judgePipeline } from '~/drift/pipeline/judge-pipeline'
import { PROFILE_DRIFT } from '~/drift/pipeline/profile'
import { formatCount } from '~/lib/format'
import { readBuilds } from './builds'
import { EXIT, UsageError } from './errors'
import { resultJson } from './json'
import { bytesOf } from './read'
import { jenkinsLines, plainText, stageLines } from './stage-words'
import { print, say } from './terminal'

export interface StagesFlags {
  as: string | undefined
  json: boolean
  builds: string | undefined
  aliases: string | undefined
  /** Judges the history besides. */
  drift: boolean
}

/**
 * `tidemark stages FILE|URL…`: the times of a pipeline's stages.
 * @returns the exit code: 0, or 3 where `--drift` found a change
 */
export async function stages(sources: readonly string[], flags: StagesFlags): Promise<number> {
  const asJenkins = viewOf(flags.as) === 'jenkins'
  if (asJenkins && flags.aliases !== undefined)
    throw new UsageError('--aliases works only with --as tidemark: Stage View has no renames.')
  const aliases = flags.aliases === undefined ? {} : await readAliases(flags.aliases)
  if (asJenkins && flags.drift)
    throw new UsageError('--drift judges all builds, and Stage View shows only ten: leave out --as jenkins.')
  const { builds, runs, notes } = await readBuilds(sources, { count: countOf(flags.builds), asJenkins })
  for (const note of notes) say(note)
  if (asJenkins) {
    const model = stageViewModel(runs.slice(0, STAGE_VIEW_RUNS))
    if (flags.json) print(resultJson(model))
    else for (const line of jenkinsLines(model)) print(line)
    return EXIT.noDrift
  }
  const table = stageTable(builds, aliases)
  const judged = flags.drift ? judge(table) : null
  if (flags.json) print(resultJson({ ...tableJson(table), ...(judged ? { drift: judged.json } : {}) }))
  else {
    for (const line of stageLines(table)) print(line)
    if (judged) for (const line of ['', ...judged.lines]) print(line)
  }
  return judged?.isDrift === true ? EXIT.drift : EXIT.noDrift
}

function tableJson(table: StageTable) {
  return {
    stages: table.columns.map(({ name, occurrence, statistics }) => ({ name, occurrence, ...statistics })),
    total: table.total,
    builds: table.builds.map((build, row) => ({
      id: build.id,
      name: build.name,
      status: build.status,
      startedAt: build.startedAt,
      time: buildTime(build),
      stages: table.columns.map((_, at) => table.cell(row, at)),
    })),
  }
}

/** Whether stages take another time than they did, in words and as data. */
function judge(table: StageTable) {
  const judgement = judgePipeline(pipelineTimes(table))
  const judgements = judgement.stages
  const findings = pipelineFindings(table, judgement)
  const unjudged = judgements.filter(({ isJudged }) => !isJudged).length
  const { leastBuilds, leastMs, leastShare, leastSide } = PIPELINE_DRIFT
  const lines = [
    ...findings.flatMap((finding) => [
      `◆ ${plainText(titleOf(finding))}`,
      `  ${plainText(evidenceOf(finding))}`,
    ]),
    ...(findings.length === 0 && unjudged < judgements.length
      ? [
          `● No stage changed by ${leastShare * 100} % and ${leastMs / 1000} s or more, for ${leastSide} builds.`,
        ]
      : []),
    ...(unjudged > 0
      ? [
          `  Not judged: ${formatCount(unjudged)} of ${formatCount(judgements.length)} stages have fewer than ${formatCount(leastBuilds)} successful times.`,
        ]
      : []),
  ]
  const json = {
    changes: findings.flatMap((finding) => {
      if (finding.kind !== 'stage') return []
      const { column, change, before, since, warnings } = finding
      return {
        stage: column.name,
        occurrence: column.occurrence,
        before: before.id,
        since: since.id,
        ...change,
        warnings: warnings.map(({ detector, at }) => ({ detector, build: at.id })),
      }
    }),
    profile: findings.flatMap((finding) => {
      if (finding.kind !== 'profile') return []
      const { change, before, since, moves } = finding
      return {
        ...change,
        before: before.id,
        since: since.id,
        moves: moves.map(({ column, ...move }) => ({
          stage: column.name,
          occurrence: column.occurrence,
          ...move,
        })),
      }
    }),
    notJudged: unjudged,
    rules: { ...PIPELINE_DRIFT, profile: PROFILE_DRIFT },
  }
  return { isDrift: findings.length > 0, lines, json }
}

function viewOf(as: string | undefined): 'jenkins' | 'tidemark' {
  if (as === undefined || as === 'tidemark') return 'tidemark'
  if (as === 'jenkins') return 'jenkins'
  throw new UsageError(`--as takes jenkins or tidemark, not '${as}'.`)
}

/** Builds of a server that are read unless it is said: enough for a change to be seen. */
const DEFAULT_BUILDS = 100
const MOST_BUILDS = 5000

function countOf(text: string | undefined): number {
  const count = Number(text ?? DEFAULT_BUILDS)
  if (Number.isInteger(count) && count >= 1 && count <= MOST_BUILDS) return count
  throw new UsageError(`--builds takes a whole number from 1 to ${MOST_BUILDS}, not '${text}'.`)
}

async function readAliases(path: string): Promise<StageAliases> {
  const json = parseJson(new TextDecoder().decode(await bytesOf(path)))
  const read = aliasesFrom(json.ok ? json.value : null)
  if ('aliases' in read) return read.aliases
  throw new UsageError(`${path} cannot be used. ${read.wrong}`)
}
