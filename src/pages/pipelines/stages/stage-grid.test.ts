import { expect, test } from 'vitest'
import type { Build, Stage } from '~/domain/jenkins/build'
import { stageTable } from '~/domain/jenkins/stage-table'
import { gridColumns } from './cells'
import { cellValue } from './stage-grid'

const stage: Stage = {
  id: '6',
  name: 'Build',
  status: 'success',
  startedAt: 100,
  durationMs: 800,
  pausedMs: 0,
}
const build = (id: string, stages: Stage[], queuedMs: number | null): Build => ({
  id,
  name: `#${id}`,
  status: 'success',
  startedAt: 0,
  durationMs: 1000,
  queuedMs,
  stages,
})
const timesOf = (builds: Build[], row: number) =>
  ['sum', 'saved', 'overhead', 'queue', 'paused'].map((key) => cellValue(stageTable(builds), row, key))
const titlesOf = (builds: Build[]) =>
  gridColumns(stageTable(builds), [], (row) => row).map(({ title }) => title)

test('of a build without stages it is not known where its time went', () => {
  const builds = [build('2', [stage], 5), build('1', [], null)]
  expect(timesOf(builds, 0)).toEqual([800, 0, 200, 5, 0])
  expect(timesOf(builds, 1)).toEqual([null, null, null, null, null])
  expect(titlesOf(builds)).toContain('Σ stages')
  expect(titlesOf(builds.slice(1))).toEqual(['Build', 'Started (UTC)', 'Total'])
})

test('the first column has room for the names that a pipeline gives its builds', () => {
  const widthOf = (name: string) =>
    gridColumns(stageTable([{ ...build('1', [], null), name }]), [], (row) => row)[0]!.width
  expect(widthOf('#1')).toBe(104)
  expect(widthOf('release-1.0.7')).toBeGreaterThan(140)
  expect(widthOf('nightly build of everything there is, at three')).toBe(220)
})
