import { describe, expect, test } from 'vitest'
import type { Build, BuildStatus } from './build'
import { budgetsFromJson, budgetsKept, typedBudget } from './budget'
import { stageTable } from './stage-table'

const build = (number: number, status: BuildStatus, ms: number, paused = 0): Build => ({
  id: String(number),
  name: `#${number}`,
  status,
  startedAt: number * 1000,
  durationMs: ms,
  queuedMs: null,
  stages: [{ id: '6', name: 'Test', status, startedAt: number * 1000, durationMs: ms, pausedMs: paused }],
})

describe('a typed budget', () => {
  test.each([
    ['5 min', 300_000],
    ['300 s', 300_000],
    ['7min 14s', 434_000],
    ['1,5 h', 5_400_000],
    [' 1h30min ', 5_400_000],
    ['744ms', 744],
    ['', null],
  ])('%s', (text, ms) => expect(typedBudget(text)).toEqual({ ok: true, ms }))

  test.each([
    ['5', '5 of what?'],
    ['five minutes', 'is not a duration'],
    ['5 fortnights', '“fortnights” is not a known unit'],
    ['-5 min', 'is not a duration'],
    ['0 s', 'longer than 0'],
    ['9000 h', 'at most 30 days'],
  ])('%s is refused with what to do', (text, words) =>
    expect(typedBudget(text)).toMatchObject({ ok: false, why: expect.stringContaining(words) }),
  )
})

describe('how a budget was kept', () => {
  test('what ended early did not keep it, what hung was over, and pauses do not count', () => {
    const table = stageTable([
      build(6, 'running', 50),
      build(5, 'failed', 10),
      build(4, 'aborted', 9000),
      build(3, 'success', 1500, 600),
      build(2, 'success', 1001),
      build(1, 'success', 1000),
    ])
    const kept = budgetsKept(table, { total: 1000, stages: { Test: 1000, Gone: 1 } })
    expect([...kept.stages]).toHaveLength(1)
    expect([...kept.stages.values()][0]).toMatchObject({ over: 2, judged: 4, last: { name: '#4' } })
    // A whole build is told without its pauses.
    expect(kept.total).toMatchObject({ over: 3, judged: 4, last: { name: '#4' } })
  })

  test('a build under way is over as soon as it is', () => {
    const { total } = budgetsKept(stageTable([build(1, 'running', 1001)]), { total: 1000, stages: {} })
    expect(total).toMatchObject({ over: 1, judged: 1 })
  })
})

test('budgets from a file: what is no time is left out, what is no budgets is refused', () => {
  expect(budgetsFromJson('{"total":60000,"stages":{"Test":1000,"Bad":-1,"Text":"5"}}')).toEqual({
    total: 60_000,
    stages: { Test: 1000 },
  })
  expect(budgetsFromJson('{"total":"x","stages":{}}')).toEqual({ total: null, stages: {} })
  for (const text of ['', 'null', '[]', '{"total":1}', '{"stages":[1]}'])
    expect(budgetsFromJson(text)).toBeNull()
})
