import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Build, BuildStatus, Stage } from './build'
import { buildTime, criticalPath } from './build-time'
import { canonicalName } from './columns'
import { compareBuilds, deviationOf, quantile, stageTable } from './stage-table'
import { groupsOfGraph, groupsOfTimes } from './structure'

type Short = [name: string, ms: number, status?: BuildStatus, start?: number]

function build(id: string, stages: readonly Short[], more: Partial<Build> = {}): Build {
  let at = 1000
  const list = stages.map(([name, durationMs, status = 'success', start], i): Stage => {
    const stage = { id: `${id}-${i}`, name, status, startedAt: start ?? at, durationMs, pausedMs: 0 }
    at = Math.max(at, stage.startedAt + durationMs)
    return stage
  })
  return {
    id,
    name: `#${id}`,
    status: 'success',
    startedAt: 1000,
    durationMs: at - 1000,
    queuedMs: 0,
    stages: list,
    ...more,
  }
}

/** The talk's pipeline: sixty builds, newest first. Samples hold the wire's names for what is needed here. */
interface WireSample {
  id: string
  name: string
  status: string
  startTimeMillis: number
  durationMillis: number
  stages: { id: string; name: string; status: string; startTimeMillis: number; durationMillis: number }[]
}
const WORDS: Record<string, BuildStatus> = {
  SUCCESS: 'success',
  FAILED: 'failed',
  ABORTED: 'aborted',
  NOT_EXECUTED: 'skipped',
}
const sample = (name: string): Build[] =>
  (
    JSON.parse(
      readFileSync(new URL(`../../api/jenkins/samples/${name}.json`, import.meta.url), 'utf8'),
    ) as WireSample[]
  ).map((wire) => ({
    id: wire.id,
    name: wire.name,
    status: WORDS[wire.status]!,
    startedAt: wire.startTimeMillis,
    durationMs: wire.durationMillis,
    queuedMs: null,
    stages: wire.stages.map((stage) => ({
      id: stage.id,
      name: stage.name,
      status: WORDS[stage.status]!,
      startedAt: stage.startTimeMillis,
      durationMs: stage.durationMillis,
      pausedMs: 0,
    })),
  }))
const history = sample('example-litter-assessment-history-60-runs')
const run20 = sample('example-litter-assessment-main-runs')[0]!
const names = (builds: readonly Build[], aliases = {}) =>
  stageTable(builds, aliases).columns.map(({ name, occurrence }) =>
    occurrence === 0 ? name : `${name}·${occurrence + 1}`,
  )

describe('columns over all builds', () => {
  test('sixty builds in three orders are one table of fourteen columns, none is lost', () => {
    const table = stageTable(history)
    expect(table.builds).toHaveLength(60)
    expect(table.columns).toHaveLength(14)
    expect(table.columns[0]?.name).toBe('Declarative: Checkout SCM')
    expect(table.columns.at(-1)?.name).toBe('Declarative: Post Actions')
    const cells = history.flatMap((_, row) =>
      table.columns.flatMap((_column, at) => table.cell(row, at) ?? []),
    )
    expect(cells).toHaveLength(history.flatMap(({ stages }) => stages).length)
  })

  test('inserted and dropped stages stand where most builds have them', () => {
    expect(
      names([
        build('3', [
          ['Checkout', 1],
          ['Lint', 1],
          ['Test', 1],
          ['Deploy', 1],
        ]),
        build('2', [
          ['Checkout', 1],
          ['Test', 1],
          ['Deploy', 1],
          ['Notify', 1],
        ]),
        build('1', [
          ['Checkout', 1],
          ['Build', 1],
          ['Test', 1],
        ]),
      ]),
    ).toEqual(['Checkout', 'Lint', 'Build', 'Test', 'Deploy', 'Notify'])
  })

  test('stages of one name stay apart, by which of them they are', () => {
    const table = stageTable([
      build('1', [
        ['Test', 2000],
        ['Push', 1],
        ['Test', 8000],
      ]),
    ])
    expect(table.columns.map(({ statistics }) => statistics.p50)).toEqual([2000, 1, 8000])
  })

  test('a rename keeps a series whole; a circle of renames ends', () => {
    const builds = [build('2', [['Docker: images build', 5]]), build('1', [['Images build', 3]])]
    expect(names(builds)).toHaveLength(2)
    const table = stageTable(builds, { 'Images build': 'Docker: images build' })
    expect(table.columns).toMatchObject([{ name: 'Docker: images build', statistics: { n: 2 } }])
    expect(canonicalName('a', { a: 'b', b: 'c' })).toBe('c')
    expect(canonicalName('a', { a: 'b', b: 'a' })).toBe('a')
    expect(canonicalName('toString', {})).toBe('toString')
  })

  test('whatever the stages are called and however they are ordered, every stage has one cell', () => {
    const sequence = fc.array(fc.constantFrom('a', 'b', 'c', 'd', '__proto__'), { maxLength: 8 })
    fc.assert(
      fc.property(fc.array(sequence, { maxLength: 8 }), (all) => {
        const builds = all.map((stages, i) =>
          build(
            String(i),
            stages.map((name): Short => [name, 1]),
          ),
        )
        const table = stageTable(builds)
        for (const [row, { stages }] of builds.entries()) {
          const cells = table.columns.flatMap((_, at) => table.cell(row, at) ?? [])
          expect(new Set(cells)).toEqual(new Set(stages))
          expect(cells).toHaveLength(stages.length)
        }
        expect(new Set(table.columns.map(({ key }) => key)).size).toBe(table.columns.length)
      }),
    )
  })
})

describe('statistics', () => {
  test('count successful cells alone; failed and skipped are told apart', () => {
    const table = stageTable([
      build('4', [['Images', 1, 'failed']], { status: 'failed' }),
      build('3', [['Images', 400]]),
      build('2', [['Images', 0, 'skipped']]),
      build('1', [['Images', 200]]),
    ])
    expect(table.columns[0]?.statistics).toEqual({
      n: 2,
      p50: 300,
      p95: 390,
      last: 400,
      change: 400 / 300 - 1,
      failed: 1,
      skipped: 1,
      executed: 3,
    })
    expect(table.columns[0]?.history).toEqual([
      { row: 3, ms: 200 },
      { row: 1, ms: 400 },
    ])
    expect(table.total.n).toBe(3)
  })

  test('a column without a successful cell has no number, and not 0', () => {
    expect(stageTable([build('1', [['A', 9, 'failed']])]).columns[0]?.statistics).toMatchObject({
      n: 0,
      p50: null,
      p95: null,
      last: null,
      change: null,
    })
    expect(quantile(new Float64Array(), 0.5)).toBeNull()
  })

  test('pauses are no work', () => {
    const paused = build('1', [['Input', 5000]])
    const stages = paused.stages.map((stage) => ({ ...stage, pausedMs: 4000 }))
    expect(stageTable([{ ...paused, stages }]).columns[0]?.statistics.p50).toBe(1000)
  })

  test('a deviation needs a share and two seconds', () => {
    expect([1000, 1999].map((ms) => deviationOf(ms, 1000))).toEqual([0, 0])
    expect([100, 109, 111, 130, 170].map((s) => deviationOf(s * 1000, 100_000))).toEqual([0, 0, 1, 2, 3])
    expect([90, 70, 50].map((s) => deviationOf(s * 1000, 100_000))).toEqual([-1, -2, -3])
    expect(deviationOf(9e9, null)).toBe(0)
  })
})

describe('the row adds up', () => {
  test('in build #20 of the talk, where four stages ran side by side', () => {
    const time = buildTime(run20)
    expect(time.stagesMs - time.savedMs + time.overheadMs).toBe(run20.durationMs)
    // V1 and the licence ran while V2 YAML did, which began 6 ms after V1.
    expect(time.savedMs).toBe(20_417 + 2210 - 6)
    expect(time.overheadMs).toBeGreaterThan(10_000)
    expect(time.overheadMs).toBeLessThan(20_000)
  })

  test('for all sixty builds, and whatever clocks say', () => {
    for (const one of history) {
      const { stagesMs, savedMs, overheadMs, totalMs } = buildTime(one)
      expect(stagesMs - savedMs + overheadMs).toBe(totalMs)
      expect(savedMs).toBeGreaterThanOrEqual(0)
      expect(overheadMs).toBeGreaterThanOrEqual(0)
    }
    const backwards = build(
      '1',
      [
        ['A', 500, 'success', 200],
        ['B', 9000, 'success', 1200],
      ],
      { durationMs: 1000 },
    )
    expect(buildTime(backwards)).toMatchObject({ stagesMs: 800, unionMs: 800, overheadMs: 200 })
  })

  test('parallel branches are seen in the times, with the stage that holds them', () => {
    expect(groupsOfTimes(run20)).toEqual([
      { name: 'Metadata tests', isParallel: true, ids: ['26', '27', '28', '29'], containerId: '19' },
    ])
    expect(
      groupsOfTimes(
        build('1', [
          ['A', 5],
          ['B', 5],
        ]),
      ),
    ).toEqual([])
  })

  test('and a graph tells of nested ones too', () => {
    const leaf = (id: string, isParallel = false) => ({ id, name: id, isParallel, children: [] })
    expect(
      groupsOfGraph([
        leaf('1'),
        { ...leaf('2'), children: [leaf('3', true), { ...leaf('4', true), children: [leaf('5')] }] },
        { ...leaf('6'), children: [leaf('7')] },
      ]),
    ).toEqual([
      { name: '2', isParallel: true, ids: ['3', '4', '5'], containerId: '2' },
      { name: '6', isParallel: false, ids: ['7'], containerId: '6' },
    ])
  })

  test('the critical path runs through the longest branch', () => {
    const path = criticalPath(run20).map((id) => run20.stages.find((stage) => stage.id === id)?.name)
    expect(path).toContain('AI4OS Hub metadata V2 validation (YAML)')
    expect(path).not.toContain('AI4OS Hub metadata V1 validation')
    expect(path).not.toContain('License validation')
    expect(path).toHaveLength(11)
  })
})

test('two builds are compared stage by stage, also where one has a stage more', () => {
  const differences = compareBuilds(
    build('1', [
      ['A', 1000],
      ['B', 10],
      ['C', 5, 'skipped'],
    ]),
    build('2', [
      ['A', 1500],
      ['New', 7],
      ['C', 5],
    ]),
  )
  expect(differences.map(({ column, deltaMs, share }) => [column.name, deltaMs, share])).toEqual([
    ['A', 500, 0.5],
    ['New', null, null],
    ['B', null, null],
    ['C', null, null],
  ])
})
