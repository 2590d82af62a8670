import { describe, expect, test } from 'vitest'
import { ContractError } from '~/lib/errors'
import { decode } from '../decode'
import { jenkinsContract } from './contract'
import { buildsOf, bytes, text } from './samples.test-support'
import { buildOf, commitOf, graphOf, itemOf, plainBuildOf, statusOf } from './wire'

describe('recorded answers parse', () => {
  test.each([
    ['01_rest_api_jobHistory', 3],
    ['04_rest_api_runs_failed', 2],
    ['06_rest_api_runs', 4],
    ['07_rest_api_runs_in_progress', 1],
    ['example-litter-assessment-main-runs', 1],
    ['example-litter-assessment-history-60-runs', 60],
  ])('%s', (name, count) => {
    const builds = buildsOf(text(name))
    expect(builds).toHaveLength(count)
    for (const { stages, status } of builds) {
      expect(status).not.toBe('unknown')
      expect(stages.length).toBeGreaterThan(0)
    }
  })

  test('a single describe, changes, a tree of folders, a graph', () => {
    const one = decode(jenkinsContract.describe, bytes(text('recorded-hello-world-describe')))
    expect(buildOf(one)).toMatchObject({ id: '78', status: 'success', durationMs: 8623, queuedMs: 1 })
    const changes = decode(jenkinsContract.changes, bytes(text('example-changesets-run20')))
    expect(changes[0]).toMatchObject({ commitCount: 8, commits: { length: 8 } })
    const folder = decode(jenkinsContract.item, bytes(text('example-organization-folder')))
    expect(folder.jobs?.map((row) => row.ok && row.row.jobs?.map(({ name }) => name))).toEqual([
      ['main', 'test', 'feature%2Fnew-model'],
    ])
    const graph = graphOf(
      decode(jenkinsContract.graph, bytes(text('example-graph-view-tree-run20'))).data.stages,
    )
    expect(graph.map(({ name, children }) => [name, children.length])).toContainEqual(['Metadata tests', 4])
    expect(graph[1]?.children.every(({ isParallel }) => isParallel)).toBe(true)
  })
})

describe('what servers really send', () => {
  const old = {
    id: '2017-01-01_10-00-00',
    name: '#1',
    status: 'SUCCESS',
    startTimeMillis: '1000',
    endTimeMillis: 0,
    durationMillis: '0',
    stages: [
      { id: '1', name: 'a', status: 'SUCCESS', startTimeMillis: '2000', durationMillis: '500', _links: null },
      { id: null, name: 'b', status: 'WHAT', startTimeMillis: 0, durationMillis: null, error: null },
    ],
    _links: { artifacts: null },
  }

  test.each([
    ['no actions', undefined, null, null],
    ['actions that tell nothing', [null, {}, { lastBuiltRevision: null }, { causes: [{}] }], null, null],
    ['a commit', [{}, { lastBuiltRevision: { SHA1: 'b1', branch: [] } }], 'b1', null],
    [
      'commits of two repositories, one checked out twice',
      [
        { lastBuiltRevision: { SHA1: 'b1' } },
        { lastBuiltRevision: { SHA1: 'a1' } },
        { lastBuiltRevision: { SHA1: 'b1' } },
      ],
      'a1+b1',
      null,
    ],
    [
      'another pipeline that started it',
      [
        {
          causes: [
            { userId: 'x' },
            { upstreamProject: 'a/feature%2Fx', upstreamBuild: 7, upstreamUrl: 'job/a/' },
          ],
        },
      ],
      null,
      { job: 'a/feature%2Fx', id: '7' },
    ],
  ])('a listed build with %s', (_, actions, revision, startedBy) => {
    const wire = decode(jenkinsContract.build, bytes({ number: 3, result: 'SUCCESS', actions }))
    expect(plainBuildOf(wire)).toMatchObject({ id: '3', revision, startedBy })
  })

  test('times as text, links that are null, an end at 0', () => {
    const [build] = buildsOf(JSON.stringify([old]))
    expect(build).toMatchObject({ durationMs: 1500, queuedMs: null })
    expect(build?.stages).toMatchObject([
      { startedAt: 2000, durationMs: 500 },
      { id: 'at-1', startedAt: null, status: 'unknown', durationMs: 0 },
    ])
  })

  test('no stages at all, and times that are no numbers', () => {
    expect(buildsOf(JSON.stringify([{ name: '#1', status: 'ABORTED', stages: null }]))).toMatchObject([
      { id: '#1', status: 'aborted', stages: [], durationMs: 0 },
    ])
    const [row] = decode(jenkinsContract.runs, bytes([{ ...old, startTimeMillis: 'Started 3 days ago' }]))
    expect(row).toMatchObject({ ok: false, id: '2017-01-01_10-00-00' })
  })

  test('aborted in the queue: it never started, and has no stages', () => {
    const aborted = {
      id: '9',
      name: '#9',
      status: 'ABORTED',
      startTimeMillis: 0,
      endTimeMillis: 0,
      durationMillis: 0,
      queueDurationMillis: 81_000,
      stages: [],
    }
    expect(buildsOf(JSON.stringify([aborted]))).toMatchObject([
      { id: '9', status: 'aborted', startedAt: 0, durationMs: 0, queuedMs: 81_000, stages: [] },
    ])
  })

  test('paused for input, a pause longer than its stage, and clocks that go backwards', () => {
    const paused = {
      ...old,
      status: 'PAUSED_PENDING_INPUT',
      startTimeMillis: 9000,
      durationMillis: -40,
      queueDurationMillis: '-7',
      stages: [
        {
          id: '1',
          name: 'a',
          status: 'PAUSED_PENDING_INPUT',
          startTimeMillis: 5000,
          durationMillis: 300,
          pauseDurationMillis: 999,
        },
        { id: '2', name: 'b', status: 'SUCCESS', startTimeMillis: -1, durationMillis: -5 },
      ],
    }
    const [build] = buildsOf(JSON.stringify([paused]))
    expect(build).toMatchObject({ status: 'paused', durationMs: 0, queuedMs: 0 })
    expect(build?.stages).toMatchObject([
      { status: 'paused', durationMs: 300, pausedMs: 300 },
      { startedAt: null, durationMs: 0, pausedMs: 0 },
    ])
  })

  test('a folder whose items may not be seen is closed, and no pipeline', () => {
    const folder = { _class: 'com.cloudbees.hudson.plugins.folder.Folder', name: 'secret' }
    const { jobs } = decode(jenkinsContract.root, bytes({ jobs: [folder] }))
    const [row] = jobs ?? []
    expect(row?.ok === true && itemOf(row.row)).toMatchObject({
      kind: 'folder',
      isClosed: true,
      children: [],
    })
  })

  test('the address of a commit is one of the web, or none', () => {
    const of = (commitUrl: string | null) =>
      commitOf({ commitId: 'c0ffee', commitUrl, authorJenkinsId: '', message: 'm', timestamp: -1 })
    expect(of('https://git.example.org/c0ffee')).toMatchObject({
      url: 'https://git.example.org/c0ffee',
      at: null,
    })
    for (const odd of ['javascript:alert(1)', 'file:///etc/passwd', '/relative', null])
      expect(of(odd).url).toBeNull()
  })

  test('a sign-in page where JSON should be', () => {
    expect(() => decode(jenkinsContract.runs, bytes('<!doctype html><title>Sign in</title>'))).toThrow(
      ContractError,
    )
  })

  test('words of every interface are one list', () => {
    expect(['FAILURE', 'failed', 'NOT_BUILT', 'skipped', 'IN_PROGRESS', null].map(statusOf)).toEqual([
      'failed',
      'failed',
      'skipped',
      'skipped',
      'running',
      'unknown',
    ])
  })
})
