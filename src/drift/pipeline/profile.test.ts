import { expect, test } from 'vitest'
import { exp } from '../math/exp'
import { createRandom, normal, PURPOSE, uniform } from '../random'
import { profileChanges, type ProfileChange, type ProfileStage } from './profile'

const STAGES = { checkout: 20_000, test: 120_000, images: 30_000, push: 60_000, deploy: 15_000, post: 700 }
type Name = keyof typeof STAGES

/** Builds of six stages with outliers; from build `since` on, stages take so many ms more or less. */
function history(seed: number, count: number, since: number, more: Partial<Record<Name, number>>) {
  const random = createRandom(seed, PURPOSE.test)
  const totals = new Map<number, number>()
  const stages = Object.entries(STAGES).map(([key]) => ({ key, builds: [] as number[], ms: [] as number[] }))
  for (let build = 0; build < count; build++) {
    let total = 0
    for (const stage of stages) {
      const base = STAGES[stage.key as Name] + (build >= since ? (more[stage.key as Name] ?? 0) : 0)
      const outlier = uniform(random) < 0.03 ? 1.8 + 1.7 * uniform(random) : 1
      const ms = base * exp(0.12 * normal(random)) * outlier
      stage.builds.push(build)
      stage.ms.push(ms)
      total += ms
    }
    totals.set(build, total)
  }
  return { stages, totals }
}

const changesOf = ({ stages, totals }: { stages: ProfileStage[]; totals: Map<number, number> }) =>
  profileChanges(stages, totals)

test('what one stage gains and another loses is found at equal total, and where', () => {
  const runs = Array.from({ length: 20 }, (_, seed) =>
    changesOf(history(seed, 160, 100, { checkout: -6000, images: 6000 })),
  )
  const near = ({ since }: ProfileChange) => Math.abs(since - 100) <= 3
  expect(runs.filter((changes) => changes.some(near)).length).toBeGreaterThanOrEqual(19)
  const [change] = runs[0]!
  expect(
    change!.moves
      .map(({ key }) => key)
      .toSorted()
      .slice(0, 2),
  ).toEqual(['checkout', 'images'])
  expect(change!.pValue).toBeLessThanOrEqual(0.01)
  expect(change!.before).toBe(change!.since - 1)
  expect(change!.beforeCount + change!.afterCount).toBe(160)
})

test('histories without a change have none, to one in fifty', () => {
  const found = Array.from({ length: 100 }, (_, seed) => changesOf(history(seed + 1000, 160, 999, {})))
  expect(found.filter((changes) => changes.length > 0).length).toBeLessThanOrEqual(2)
})

test('a total that changed as well is told of the stage, and not as a profile', () => {
  expect(changesOf(history(3, 160, 100, { test: 100_000 }))).toEqual([])
})

test('builds without one of the usual stages, and failed ones, are no cases; stages that few have are none', () => {
  const { stages, totals } = history(5, 200, 120, { checkout: -6000, images: 6000 })
  const odd = (build: number) => build % 10 === 3
  for (const stage of stages.slice(2)) {
    const kept = stage.builds.flatMap((build, i) => (odd(build) ? [] : [i]))
    stage.ms = kept.map((i) => stage.ms[i]!)
    stage.builds = kept.map((i) => stage.builds[i]!)
  }
  const rare = { key: 'rare', builds: [1, 5, 9], ms: [1, 2, 3] }
  for (const build of [20, 21, 150]) totals.delete(build)
  const [change, ...more] = changesOf({ stages: [...stages, rare], totals })
  expect(more).toEqual([])
  expect(Math.abs(change!.since - 120)).toBeLessThanOrEqual(3)
  expect(odd(change!.before) || odd(change!.since)).toBe(false)
  expect(change!.beforeCount + change!.afterCount).toBe(177)
})

test('few builds, one stage, and equal times have no change', () => {
  expect(changesOf(history(1, 59, 30, { images: 60_000 }))).toEqual([])
  const { stages, totals } = history(1, 100, 50, { images: 60_000 })
  expect(profileChanges(stages.slice(0, 1), totals)).toEqual([])
  const equal = stages.map(({ key, builds }) => ({ key, builds, ms: builds.map(() => 5000) }))
  expect(profileChanges(equal, totals)).toEqual([])
  expect(profileChanges([], new Map())).toEqual([])
})

test('60 stages of 500 builds take milliseconds', () => {
  const wide = Array.from({ length: 10 }, (_, i) => history(i, 500, 999, {}))
  const stages = wide.flatMap(({ stages: own }, i) =>
    own.map((stage) => ({ ...stage, key: `${stage.key}${i}` })),
  )
  profileChanges(stages, wide[0]!.totals)
  const started = process.cpuUsage()
  profileChanges(stages, wide[0]!.totals)
  // Ten times what was measured: the bench measures it. Processor time, since other programs may be busy.
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(1500)
})
