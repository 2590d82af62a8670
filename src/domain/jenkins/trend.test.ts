import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import type { Build, BuildStatus } from './build'
import { stageTable } from './stage-table'
import { buildTrend, sharesOf } from './trend'

const build = (id: string, startedAt: number, stages: [string, number, BuildStatus?][]): Build => ({
  id,
  name: `#${id}`,
  status: 'success',
  startedAt,
  durationMs: 100,
  queuedMs: null,
  stages: stages.map(([name, durationMs, status = 'success'], i) => ({
    id: String(i),
    name,
    status,
    startedAt,
    durationMs,
    pausedMs: 0,
  })),
})

test('along numbers, along the time, and counted through where ids are dates', () => {
  const builds = [
    build('12', 5000, [['A', 3]]),
    build('9', 9000, [['A', 2, 'skipped']]),
    build('7', 1000, [['A', 1, 'failed']]),
  ]
  const table = stageTable(builds)
  expect([...buildTrend(table, 'build').x]).toEqual([7, 9, 12])
  expect([...buildTrend(table, 'build').stages[0]!]).toEqual([1, Number.NaN, 3])
  // A clock that went back: the time decides.
  expect(buildTrend(table, 'time').rows).toEqual([2, 0, 1])
  const dated = stageTable(builds.map((one) => ({ ...one, id: `2014-10-16_${one.id}` })))
  expect([...buildTrend(dated, 'build').x]).toEqual([1, 2, 3])
})

test('shares of a build make one, whatever was skipped', () => {
  const time = fc.integer({ min: 0, max: 10_000 })
  fc.assert(
    fc.property(fc.array(fc.tuple(time, time, time), { minLength: 1, maxLength: 8 }), (rows) => {
      const builds = rows.map((row, i) =>
        build(
          String(rows.length - i),
          i,
          row.map((ms, k) => [`S${k}`, ms, ms % 7 === 0 ? 'skipped' : 'success']),
        ),
      )
      const trend = buildTrend(stageTable(builds), 'build')
      const shares = sharesOf(trend)
      for (const i of trend.x.keys()) {
        const known = shares.map((values) => values[i]!).filter((share) => !Number.isNaN(share))
        if (known.length === 0) continue
        expect(known.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
      }
    }),
    { numRuns: tries(60) },
  )
})
