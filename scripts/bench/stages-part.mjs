// Bundled for a worker of the bench page: the model of a pipeline's stages, and their judgement.
import { stageTable } from '~/domain/jenkins/stage-table'
import { pipelineTimes } from '~/domain/jenkins/pipeline-times'
import { judgePipeline } from '~/drift/pipeline/judge-pipeline'
import { madeBuilds } from './made-builds.mjs'

/**
 * @param {{ builds: number, stages: number }} size
 * @returns {Promise<{ model: number, judge: number, changed: string[] }>} milliseconds, and names of stages that changed
 */
export async function timeStages(size) {
  const builds = madeBuilds(size.builds, size.stages)
  const started = performance.now()
  const table = stageTable(builds)
  const made = performance.now()
  const { stages: judged } = judgePipeline(pipelineTimes(table))
  return {
    model: made - started,
    judge: performance.now() - made,
    changed: judged.flatMap(({ changes }, at) => (changes.length > 0 ? [table.columns[at]?.name ?? ''] : [])),
  }
}
