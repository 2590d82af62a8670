import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { simulatedTimes as simulated } from './build-times.test-support'
import { judgeStages, PIPELINE_DRIFT } from './judge'

/** Successful times of the stages of sixty builds, oldest first: a made-up history of the talk's pipeline. */
const history = JSON.parse(
  readFileSync(new URL('./golden/stage-times.json', import.meta.url), 'utf8'),
) as Record<string, number[]>
const stages = Object.entries(history).map(([key, ms]) => ({ key, ms }))

describe('sixty builds of the talk’s pipeline', () => {
  test('one stage of fourteen changed, where it was made slower, and by how much', () => {
    const judged = judgeStages(stages)
    const changed = judged.filter(({ changes }) => changes.length > 0)
    expect(changed.map(({ key }) => key)).toEqual(['AI4OS Hub Docker images build'])
    const [change] = changed[0]!.changes
    // The 33 and 18 successful ones before and from #41 on.
    expect(change).toMatchObject({ index: 33, beforeCount: 33, afterCount: 18 })
    expect(change!.share).toBeGreaterThan(0.3)
    expect(change!.share).toBeLessThan(0.5)
    expect(change!.pValue).toBeLessThan(1e-6)
  })

  test('a stage without enough successful times is not judged', () => {
    const [skipped] = judgeStages(stages.filter(({ key }) => key.includes('(JSON)')))
    expect(skipped).toMatchObject({ isJudged: false, changes: [], warnings: [] })
  })
})

function rates(step: number) {
  const all = Array.from({ length: 60 }, (_, seed) => {
    const [one] = judgeStages([{ key: 'x', ms: simulated(seed, step) }])
    return one!
  })
  const near = ({ index }: { index: number }) => Math.abs(index - 80) <= 3
  const share = (is: (one: (typeof all)[number]) => boolean) => all.filter(is).length / all.length
  return {
    located: share(({ changes }) => changes.some(near)),
    any: share(({ changes }) => changes.length > 0),
    pageHinkley: share(({ warnings }) =>
      warnings.some(({ detector, index }) => detector === 'page-hinkley' && index >= 80),
    ),
    early: share(({ warnings }) =>
      warnings.some(({ detector, index }) => detector === 'page-hinkley' && index < 80),
    ),
  }
}

test('without a change there is hardly ever one', () => {
  const { any, early } = rates(0)
  expect(any).toBe(0)
  expect(early).toBeLessThanOrEqual(0.1)
})

test('30 % more is located within three builds, and warned of', () => {
  const { located, pageHinkley } = rates(0.3)
  expect(located).toBeGreaterThanOrEqual(0.9)
  expect(pageHinkley).toBeGreaterThanOrEqual(0.9)
})

test('a change of less than two seconds, or of a tenth, is none', () => {
  const times = (from: number, to: number) =>
    Array.from({ length: 80 }, (_, i) => (i < 50 ? from : to) + (i % 5) * (from / 100))
  const [short, slight, large] = judgeStages([
    { key: 'short', ms: times(1000, 2000) },
    { key: 'slight', ms: times(100_000, 108_000) },
    { key: 'large', ms: times(100_000, 120_000) },
  ])
  expect(short!.changes).toEqual([])
  expect(slight!.changes).toEqual([])
  expect(large!.changes).toMatchObject([{ index: 50 }])
  expect(PIPELINE_DRIFT.leastMs).toBe(2000)
})

test('a few slower builds are no change, ten are one', () => {
  const slowerFrom = (from: number) =>
    Array.from({ length: 80 }, (_, i) => (i < from ? 100_000 : 150_000) + (i % 5) * 1000)
  const [few, enough] = judgeStages([
    { key: 'few', ms: slowerFrom(71) },
    { key: 'enough', ms: slowerFrom(70) },
  ])
  expect(few!.changes).toEqual([])
  expect(few!.warnings.length).toBeGreaterThan(0)
  expect(enough!.changes).toMatchObject([{ index: 70, afterCount: 10 }])
})

test('60 stages of 500 builds', () => {
  const many = Array.from({ length: 60 }, (_, i) => ({
    key: String(i),
    ms: [...simulated(i, 0), ...simulated(i + 100, 0), ...simulated(i + 200, 0), ...simulated(i + 300, 0)],
  }))
  judgeStages(many.slice(0, 2))
  const started = process.cpuUsage()
  judgeStages(many)
  // Ten times what was measured: the bench measures it. Processor time, since other programs may be busy.
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(3000)
}, 60_000)
