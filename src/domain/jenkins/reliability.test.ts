import { expect, test } from 'vitest'
import type { Build, BuildStatus } from './build'
import { failureRate, reliabilityOf, shortRevision } from './reliability'
import { stageTable } from './stage-table'

const build = (
  number: number,
  status: BuildStatus,
  revision: string | null,
  stage: BuildStatus = status,
): Build => ({
  id: String(number),
  name: `#${number}`,
  status,
  startedAt: number * 1000,
  durationMs: 500,
  queuedMs: null,
  revision,
  stages: [{ id: '6', name: 'Test', status: stage, startedAt: number * 1000, durationMs: 100, pausedMs: 0 }],
})

// The interval's ends are where the score test at 5 % turns: |share − p| = z √(p (1 − p) / n).
test.each([
  [1, 10],
  [0, 10],
  [10, 10],
  [8, 60],
])('%i of %i fail: the interval of the score test', (failed, n) => {
  const { share, low, high } = failureRate(failed, n)!
  expect(share).toBe(failed / n)
  for (const p of [low, high].filter((end) => end > 1e-9 && end < 1 - 1e-9))
    expect(Math.abs(share - p) / Math.sqrt((p * (1 - p)) / n)).toBeCloseTo(1.959964, 6)
  expect(low).toBeLessThanOrEqual(share)
  expect(high).toBeGreaterThanOrEqual(share)
  expect(high - low).toBeGreaterThan(0.1)
})

test('nothing executed has no rate', () => expect(failureRate(0, 0)).toBeNull())

test('flaky: one commit, different results; aborted, skipped and unknown commits say nothing', () => {
  const { total, stages } = reliabilityOf(
    stageTable([
      build(9, 'failed', null),
      build(8, 'success', null),
      build(7, 'aborted', 'c3'),
      build(6, 'success', 'c3'),
      build(5, 'success', 'c2'),
      build(4, 'success', 'c2'),
      build(3, 'success', 'c1', 'skipped'),
      build(2, 'failed', 'c1', 'success'),
      build(1, 'failed', 'c1', 'success'),
    ]),
  )
  expect(
    total.flaky.map(({ revision, builds }) => [revision, builds.map(({ build: { name } }) => name)]),
  ).toEqual([['c1', ['#3', '#2', '#1']]])
  expect(total).toMatchObject({ rebuilt: 2, failures: { failed: 3, n: 8 } })
  // Its own results, not the build's: twice successful, then skipped.
  expect(stages[0]).toMatchObject({ flaky: [], rebuilt: 2, failures: { failed: 1, n: 7 } })
})

test('commits are abbreviated from their beginning, each of several', () =>
  expect(shortRevision('4d3a91d0ffff+9712433faaaa')).toBe('4d3a91d0 + 9712433f'))
