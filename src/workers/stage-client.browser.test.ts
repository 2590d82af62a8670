import { expect, test } from 'vitest'
import type { Build } from '~/domain/jenkins/build'
import { pipelineTimes } from '~/domain/jenkins/pipeline-times'
import { packBuilds, stageTable, tableOf } from '~/domain/jenkins/stage-table'
import { judgePipeline } from '~/drift/pipeline/judge-pipeline'
import { judgeInWorker, tabulateInWorker } from './stage-client'

const builds = Array.from({ length: 80 }, (_, i): Build => {
  const k = 80 - i
  const stages = (k % 7 === 0 ? ['b', 'a'] : ['a', 'b', 'a']).map((name, j) => ({
    id: String(j),
    name,
    status: k % 9 === 0 ? ('failed' as const) : ('success' as const),
    startedAt: k,
    durationMs: 10_000 * (k > 50 ? 2 : 1) + ((k * 7919) % 1000),
    pausedMs: j,
  }))
  return {
    id: String(k),
    name: `#${k}`,
    status: 'success',
    startedAt: k,
    durationMs: 30_000,
    queuedMs: 0,
    stages,
  }
})

test('the worker’s table and judgement are those of the page', async () => {
  const own = stageTable(builds, { b: 'c' })
  const table = tableOf(builds, await tabulateInWorker(packBuilds(builds), { b: 'c' }), { b: 'c' })
  expect(table.columns).toEqual(own.columns)
  expect(table.total).toEqual(own.total)
  for (const row of builds.keys())
    for (const column of own.columns.keys()) expect(table.cell(row, column)).toBe(own.cell(row, column))
  const times = pipelineTimes(table)
  const judged = await judgeInWorker(times, new AbortController().signal)
  expect(judged).toEqual(judgePipeline(times))
  expect(judged.stages.some(({ changes }) => changes.length > 0)).toBe(true)
})

test('a judgement that nobody waits for ends', async () => {
  const controller = new AbortController()
  const judged = judgeInWorker(pipelineTimes(stageTable(builds)), controller.signal)
  controller.abort()
  await expect(judged).rejects.toThrow('Nobody waits for it any more.')
})
