import { expect, test } from 'vitest'
import { compareStages } from '~/drift/pipeline/two-samples'
import { branchesBeside, comparable, differing, pairBranches } from './branches'
import type { Build, BuildStatus } from './build'
import type { PipelineItem } from './pipeline'

const build = (id: number, stages: [string, number, BuildStatus?][]): Build => ({
  id: String(id),
  name: `#${id}`,
  status: 'success',
  startedAt: id * 1e6,
  durationMs: stages.reduce((sum, [, ms]) => sum + ms, 0),
  queuedMs: null,
  stages: stages.map(([name, durationMs, status = 'success'], i) => ({
    id: String(i),
    name,
    status,
    startedAt: id * 1e6 + i,
    durationMs,
    pausedMs: 0,
  })),
})

test('stages are paired by name, in one order; what only one has is said; failed times do not count', () => {
  const main = Array.from({ length: 6 }, (_, i) =>
    build(6 - i, [
      ['Checkout', 1000 + i],
      ['Lint', 500],
      ['Build', 60_000 + i],
    ]),
  )
  const branch = Array.from({ length: 6 }, (_, i) =>
    build(6 - i, [
      ['Checkout', 1000 + i],
      ['Make', 70_000 + i],
      ['Smoke', 5, i === 0 ? 'failed' : 'success'],
    ]),
  )
  const stages = pairBranches(main, branch, { Make: 'Build' })
  expect(stages.map(({ title, isInBefore, isInAfter }) => [title, isInBefore, isInAfter])).toEqual([
    ['Checkout', true, true],
    ['Lint', true, false],
    ['Build', true, true],
    ['Smoke', false, true],
    ['Whole build', true, true],
  ])
  expect(stages[3]!.after).toHaveLength(5)
  const found = compareStages(comparable(stages))
  expect(found).toHaveLength(3)
  expect(differing(found)).toMatchObject([{ key: 'Build\n0', test: { shift: 10_000 } }])
})

test('the branches of a project are those beside it', () => {
  const pipeline = (fullName: string): PipelineItem => ({
    kind: 'pipeline',
    fullName,
    name: fullName.split('/').at(-1)!,
    state: 'success',
    isBuilding: false,
    builds: [],
  })
  const folder = (fullName: string, children: PipelineItem[]): PipelineItem => ({
    kind: 'folder',
    fullName,
    name: fullName,
    isClosed: false,
    children,
  })
  const tree = [
    folder('org', [folder('org/a', [pipeline('org/a/main'), pipeline('org/a/dev')]), pipeline('org/solo')]),
    pipeline('plain'),
  ]
  expect(branchesBeside(tree, 'org/a/main').map(({ name }) => name)).toEqual(['dev'])
  expect(branchesBeside(tree, 'org/solo')).toEqual([])
})
