import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { stageViewDuration, stageViewModel, type StageViewRun } from './stage-view'

const sample = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../api/jenkins/samples/${name}.json`, import.meta.url), 'utf8'))

test.each([
  ['01_rest_api_jobHistory', '01_expected_modelData', 10],
  ['06_rest_api_runs', '06_expected_modelData', 10],
  ['example-litter-assessment-history-60-runs', 'example-stage-view-model-of-newest-10', 10],
])('%s gives the plugin’s own model, key for key', (runs, model, most) => {
  expect(stageViewModel((sample(runs) as StageViewRun[]).slice(0, most))).toEqual(sample(model))
})

const run = (name: string, status: string, stages: [name: string, status: string, ms: number][]) => ({
  name,
  status,
  startTimeMillis: 1,
  durationMillis: stages.reduce((sum, [, , ms]) => sum + ms, 0),
  pauseDurationMillis: 0,
  stages: stages.map(([stage, state, durationMillis]) => ({
    name: stage,
    status: state,
    startTimeMillis: 1,
    durationMillis,
    pauseDurationMillis: 0,
  })),
})

test('a renamed stage ends the group that is drawn, and its order is never looked at again', () => {
  const { runGroups } = stageViewModel([
    run('#3', 'SUCCESS', [['Build', 'SUCCESS', 10]]),
    run('#2', 'SUCCESS', [['Compile', 'SUCCESS', 20]]),
    run('#1', 'SUCCESS', [['Build', 'SUCCESS', 30]]),
  ])
  expect(runGroups.map(({ runs }) => runs.map(({ name }) => name))).toEqual([['#3'], ['#2'], ['#1']])
})

test('stages of one name are averaged into the first of them, the second has no average', () => {
  const { runGroups } = stageViewModel([
    run('#1', 'SUCCESS', [
      ['Test', 'SUCCESS', 2000],
      ['Test', 'SUCCESS', 8000],
    ]),
  ])
  expect(runGroups[0]?.stageData).toEqual([
    {
      name: 'Test',
      runs: 2,
      durationMillis: 10_000,
      durationMillisNoPause: 10_000,
      avgDurationMillis: 5000,
      avgDurationMillisNoPause: 5000,
    },
    { name: 'Test' },
  ])
})

test('a failed second of a stage halves its average, and not that of whole builds', () => {
  const { runGroups } = stageViewModel([
    run('#2', 'FAILED', [['Images', 'FAILED', 1000]]),
    run('#1', 'SUCCESS', [['Images', 'SUCCESS', 351_000]]),
  ])
  expect(runGroups[0]).toMatchObject({
    avgDurationMillis: 351_000,
    stageData: [{ avgDurationMillis: 176_000 }],
  })
})

test('a running build is at most 98 % done, by the average of the successful ones', () => {
  const { runGroups } = stageViewModel([
    run('#2', 'IN_PROGRESS', [['Build', 'IN_PROGRESS', 9000]]),
    run('#1', 'SUCCESS', [['Build', 'SUCCESS', 5000]]),
  ])
  expect(runGroups[0]?.runs[0]).toMatchObject({ percentCompleteEstimate: 98 })
  expect(runGroups[0]?.runs[0]).not.toHaveProperty('timeRemainingEstimate')
})

test('no builds: nothing in the one group there is', () => {
  expect(stageViewModel([])).toMatchObject({ stageData: [], runGroups: [{ runs: [], stageData: [] }] })
})

test.each([
  [744, '744ms'],
  [2318, '2s'],
  [434_519, '7min 14s'],
  [60_000, '1min 0s'],
  [10_200_000, '2h 50min'],
  [undefined, '0ms'],
])('%s ms is printed as %s', (ms, text) => {
  expect(stageViewDuration(ms)).toBe(text)
})
