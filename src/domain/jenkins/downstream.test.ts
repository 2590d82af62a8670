import { cpuMs } from '~/lib/cpu-ms.test-support'
import { expect, test } from 'vitest'
import { buildOfBluePath, buildOfPath, downstreamOf, startsBuilds } from './downstream'

test('the builds that a step started, each once, with what became of them', () => {
  const log = [
    "Scheduling project: <a href='/jenkins/job/TEST/job/module/' class='model-link'>TEST » module</a>",
    "Starting building: <a href='/jenkins/job/TEST/job/module/7/' class='model-link'>TEST » module #7</a>",
    '<a href="/job/other/12/">other #12</a> and <a href="javascript:alert(1)">report</a>',
    "Build <a href='/jenkins/job/TEST/job/module/7/' class='model-link'>TEST » module #7</a> completed: FAILURE",
  ].join('\n')
  expect(downstreamOf(log)).toEqual([
    { job: 'TEST/module', id: '7', status: 'failed' },
    { job: 'other', id: '12', status: null },
  ])
  expect(downstreamOf('no link at all')).toEqual([])
})

test.each([
  ['/job/a/job/feature%252Fx/7/', { job: 'a/feature%2Fx', id: '7' }],
  ['https://ci.example.org/base/job/a%20b/7', { job: 'a b', id: '7' }],
  ['/job/job/job/job/3/', { job: 'job/job', id: '3' }],
  ['/job/a/', null],
  ['/job/a/7/console', null],
  ['/job/%E0%A4%A/7/', null],
  ['/view/all/7/', null],
])('%s', (path, ref) => expect(buildOfPath(path)).toEqual(ref))

test.each([
  [
    '/blue/rest/organizations/jenkins/pipelines/TEST/pipelines/module/runs/7/',
    { job: 'TEST/module', id: '7' },
  ],
  [
    '/jenkins/blue/rest/organizations/jenkins/pipelines/app/branches/feature%252Fx/runs/12/',
    { job: 'app/feature%2Fx', id: '12' },
  ],
  ['/blue/rest/organizations/jenkins/pipelines/app/', null],
  ['/blue/rest/organizations/jenkins/pipelines/app/runs/7/nodes/', null],
  ['javascript:alert(1)', null],
])('of Blue Ocean: %s', (path, ref) => expect(buildOfBluePath(path)).toEqual(ref))

test('steps that start builds are called so', () => {
  expect(startsBuilds('Building AI4OS-HUB-TEST » module')).toBe(true)
  expect(startsBuilds('Shell Script')).toBe(false)
})

test.each([
  ['links that do not end', "<a\thref='p".repeat(20_000)],
  ['links without an address', '<a '.repeat(70_000)],
  ['addresses without a link', `<a ${"href='x'".repeat(25_000)}`],
  ['an address without an end', `<a href='${'/job/a'.repeat(30_000)}#'>x</a>`],
])('a log of %s holds no build, and is read at once', (_, log) => {
  expect(cpuMs(() => expect(downstreamOf(log)).toEqual([]))).toBeLessThan(1000)
})
