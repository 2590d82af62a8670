import { expect, test } from 'vitest'
import type { DriftRecord } from '~/domain/drift-watch/drift-record'
import { recentOf } from '~/domain/drift-watch/recent'
import type { Build } from '~/domain/jenkins/build'
import type { Pipeline } from '~/domain/jenkins/pipeline'
import type { Run } from '~/domain/mlflow/run'
import {
  inOrder,
  type Concern,
  concernOfHistory,
  concernOfPipeline,
  concernOfSignIn,
  concernsOfRuns,
  concernsTitle,
  newSince,
} from './concerns'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 10, 29, 12)

const record = (daysAgo: number, driftDetected: boolean, distance: number): DriftRecord => ({
  id: `r${daysAgo}`,
  createdAt: NOW - daysAgo * DAY,
  state: 'completed',
  driftDetected,
  model: 'v1',
  tags: ['MMD'],
  parameters: { distance, drift_distance: 0.1 },
})

const experiment = { id: 'e', name: 'camera' }

test('a history that drifts is told with since when, how often, and how far', () => {
  const records = [9, 8, 7, 6, 5, 4].map((ago) => record(ago, ago < 7, ago < 7 ? 0.25 : 0.02))
  const concern = concernOfHistory(experiment, recentOf(records, 214), NOW)
  expect(concern).toMatchObject({
    tone: 'drift',
    at: NOW - 6 * DAY,
    title: 'camera: drifting since 23 November',
    text: '3 of its newest 6 records drifted; the last is 2.5 times its threshold',
    leads: { to: 'history', experiment: 'e' },
  })
  expect(concernOfHistory(experiment, recentOf(records, 6), NOW)?.text).toContain('3 of its 6 records')
})

test('a long name leaves room for what is said of it', () => {
  const records = [3, 2, 1].map((ago) => record(ago, true, 0.25))
  const name = 'a-name-that-a-script-made-'.repeat(9)
  const title = concernOfHistory({ id: 'e', name }, recentOf(records, 3), NOW)?.title
  expect(title).toMatch(/^a-name-that.*….*: drifting since /)
  expect(title!.length).toBeLessThan(110)
})

test('no concern: a quiet history, one that has ended, and an empty one', () => {
  expect(
    concernOfHistory(experiment, recentOf([record(1, true, 0.3), record(0, false, 0.01)], 2), NOW),
  ).toBeNull()
  const old = [43, 42, 41].map((ago) => record(ago, true, 0.3))
  expect(concernOfHistory(experiment, recentOf(old, 3), NOW)).toBeNull()
  expect(concernOfHistory(experiment, recentOf([], 0), NOW)).toBeNull()
})

const build = (id: number, status: Build['status'], daysAgo: number): Build => ({
  id: String(id),
  name: `#${id}`,
  status,
  startedAt: NOW - daysAgo * DAY,
  durationMs: 720_000,
  queuedMs: null,
  stages: [],
})

const pipeline = (state: Pipeline['state'], builds: Build[]): Pipeline => ({
  kind: 'pipeline',
  fullName: 'hub/fish/feature%2Fx',
  name: 'feature/x',
  state,
  isBuilding: false,
  builds,
})

test('a pipeline whose last build failed this week is told, with its last good one', () => {
  const builds = [build(12, 'failed', 1), build(11, 'failed', 2), build(10, 'success', 3)]
  expect(concernOfPipeline(pipeline('failed', builds), NOW)).toMatchObject({
    title: 'fish / feature/x: #12 failed after 12min',
    text: 'The last successful build is #10.',
  })
  expect(concernOfPipeline(pipeline('failed', builds.slice(0, 2)), NOW)?.text).toBe(
    'No success in its last 2 builds.',
  )
  expect(concernOfPipeline(pipeline('success', builds), NOW)).toBeNull()
  expect(concernOfPipeline(pipeline('failed', [build(12, 'failed', 8)]), NOW)).toBeNull()
})

const run = (id: string, experimentId: string, endedAt: number | null = NOW - DAY): Run => ({
  id,
  experimentId,
  name: `run ${id}`,
  user: '',
  status: 'FAILED',
  startedAt: NOW - DAY - 60_000,
  endedAt,
  lifecycle: 'active',
  artifactUri: '',
  metrics: [],
  params: [],
  tags: [],
  datasets: [],
})

test('up to two failed runs of an experiment are told each, more together', () => {
  const nameOf = (id: string) => `E${id}`
  expect(
    concernsOfRuns([run('a', '1'), run('b', '2', null)], nameOf).map(({ title, text }) => [title, text]),
  ).toEqual([
    ['run a failed after 1min', 'A run of E1.'],
    ['run b failed', 'A run of E2.'],
  ])
  const many = concernsOfRuns(
    ['a', 'b', 'c', 'd'].map((id) => run(id, '1')),
    nameOf,
  )
  expect(many.map(({ title, text }) => [title, text])).toEqual([
    ['4 runs of E1 failed', 'run a, run b, run c and others, in the last 7 days.'],
  ])
})

test('a sign-in is told in its last quarter of an hour', () => {
  expect(concernOfSignIn('Drift Watch', NOW + 16 * 60_000, NOW)).toBeNull()
  expect(concernOfSignIn('Drift Watch', NOW + 9 * 60_000, NOW)?.title).toBe(
    'The sign-in at Drift Watch ends in 9 min',
  )
  expect(concernOfSignIn('Drift Watch', NOW + 10_000, NOW)?.title).toBe(
    'The sign-in at Drift Watch ends in 1 min',
  )
  expect(concernOfSignIn('Drift Watch', NOW - 1, NOW)?.title).toBe('The sign-in at Drift Watch has ended')
})

test('drifts come first, then failures, then warnings, of each the newest; what is new is counted', () => {
  const concern = (id: string, tone: Concern['tone'], at: number | null): Concern => ({
    id,
    tone,
    at,
    title: id,
    text: '',
    curve: null,
    leads: { to: 'connections', label: 'Open' },
  })
  const all = [
    concern('w', 'warning', 9),
    concern('f', 'failed', 5),
    concern('d1', 'drift', 1),
    concern('d2', 'drift', 3),
    concern('u', 'failed', null),
  ]
  expect(inOrder(all).map(({ id }) => id)).toEqual(['d2', 'd1', 'f', 'u', 'w'])
  expect(newSince(all, 3)).toBe(2)
})

test('the title says how many, and nothing only once everybody was asked', () => {
  expect(concernsTitle(0, false)).toBe('Overview')
  expect(concernsTitle(0, true)).toBe('Nothing needs you')
  expect(concernsTitle(1, true)).toBe('One thing needs you')
  expect(concernsTitle(4, false)).toBe('Four things need you so far')
  expect(concernsTitle(12, true)).toBe('12 things need you')
})
