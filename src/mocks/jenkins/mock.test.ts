import { describe, expect, test } from 'vitest'
import { createClient } from '~/api/client'
import { jenkinsContract } from '~/api/jenkins/contract'
import { explainJenkins } from '~/api/jenkins/explain'
import { loadBuild, loadHistory } from '~/api/jenkins/history'
import { graphOf, itemOf } from '~/api/jenkins/wire'
import { buildTime } from '~/domain/jenkins/build-time'
import { downstreamOf, startsBuilds } from '~/domain/jenkins/downstream'
import { pipelineFindings } from '~/domain/jenkins/findings'
import { pipelinesOf } from '~/domain/jenkins/pipeline'
import { pipelineTimes } from '~/domain/jenkins/pipeline-times'
import { stageTable } from '~/domain/jenkins/stage-table'
import { judgePipeline } from '~/drift/pipeline/judge-pipeline'
import { explain } from '~/lib/explain'
import { countedWorld } from '../counted-world'
import { memoryJournal } from '../journal'
import { plainRequest, textOf } from '../request'
import { withWeather } from '../weather'
import { JOBS } from './jobs'
import { mock } from './mock'

const NOW = Date.UTC(2024, 8, 29, 12, 7)

function start(authorization: string | null = null, today?: number) {
  const world = { ...countedWorld(), clock: () => NOW, today, profile: null }
  const { server } = mock.start(world, memoryJournal())
  const stormy = withWeather(server, { delayMs: () => 0, storm: mock.storm })
  const client = createClient(
    jenkinsContract,
    async ({ method, path }) => {
      const headers: Record<string, string> = authorization === null ? {} : { authorization }
      const { reply } = await stormy(plainRequest(method, path, headers))
      return {
        status: reply.status,
        headers: new Headers(reply.headers),
        bytes: new TextEncoder().encode(textOf(reply)),
      }
    },
    { id: 'jenkins', name: 'Jenkins', explain: explainJenkins },
  )
  return { client, server }
}

const said = (call: Promise<unknown>) => call.then(() => null, explain)

describe('the demo’s Jenkins', () => {
  test('has a tree of folders, projects and branches; what is forbidden is not in it', async () => {
    const { client } = start()
    const { data } = await client.root({ query: { tree: 'jobs[name,builds[number]{0,5}]' } })
    const items = (data.jobs ?? []).map((row) => {
      if (!row.ok) throw new Error(row.why)
      return itemOf(row.row)
    })
    const all = pipelinesOf(items)
    expect(all.map(({ fullName }) => fullName)).toEqual(
      Object.values(JOBS).filter((job) => job !== JOBS.forbidden),
    )
    expect(all.find(({ fullName }) => fullName === JOBS.branch)).toMatchObject({
      name: 'feature/new-model',
      isBuilding: true,
    })
    expect(all[0]?.builds).toHaveLength(5)
  })

  test('main has sixty builds, #20 with the talk’s own times', async () => {
    const { client } = start()
    const { builds, hasOlder, source } = await loadHistory(client, JOBS.main, { count: 100 })
    expect({ length: builds.length, hasOlder, source }).toEqual({
      length: 60,
      hasOlder: false,
      source: 'wfapi',
    })
    const talk = builds.find(({ id }) => id === '20')!
    expect(talk.durationMs).toBe(1_016_402)
    expect(talk.stages.map(({ durationMs }) => durationMs)).toContain(351_733)
    expect(buildTime(talk).savedMs).toBeGreaterThan(0)
    const { data: changes } = await client.changes({ job: JOBS.main, build: '20' })
    expect(changes[0]?.commitCount).toBe(8)
    const { data: newest } = await client.runs({ job: JOBS.main, query: {} })
    expect(newest).toHaveLength(10)
  })

  test('tells how stages nest, what a stage ran, and its log', async () => {
    const { client } = start()
    const { data } = await client.graph({ job: JOBS.main, build: '20' })
    expect(graphOf(data.data.stages).map(({ children }) => children.length)).toContain(4)
    const { data: node } = await client.node({ job: JOBS.main, build: '20', node: '149' })
    const [step] = node?.stageFlowNodes ?? []
    const { data: log } = await client.log({ job: JOBS.main, build: '20', node: step!.id })
    expect(log.text).toContain('docker build')
    expect(await said(client.log({ job: JOBS.main, build: '20', node: '1' }))).toMatchObject({
      title: 'Nothing has this name',
    })
  })

  test('the module’s own pipeline is started by main, and says so', async () => {
    const { client } = start()
    const { data } = await client.describe({ job: JOBS.main, build: '20', query: { fullStages: true } })
    const steps = (data.stages ?? []).flatMap(({ stageFlowNodes }) => stageFlowNodes ?? [])
    const step = steps.find(({ name }) => startsBuilds(name))!
    const { data: log } = await client.log({ job: JOBS.main, build: '20', node: step.id })
    const [ref] = downstreamOf(log.text ?? '')
    expect(ref).toEqual({ job: 'AI4OS-HUB-TEST/litter-assessment', id: '20', status: 'success' })
    expect(await loadBuild(client, ref!.job, ref!.id, new AbortController().signal)).toMatchObject({
      startedBy: { job: JOBS.main, id: '20' },
      revision: null,
    })
    const { builds } = await loadHistory(client, JOBS.main, { count: 60 })
    const commits = builds.filter(({ id }) => id === '47' || id === '48').map(({ revision }) => revision)
    expect(commits[0]).toMatch(/^[\da-f]{40}$/)
    expect(commits[1]).toBe(commits[0])
  })

  test('one pipeline shows a change of its profile alone, with the commit that it came with', async () => {
    const { client } = start()
    const { builds } = await loadHistory(client, JOBS.profile, { count: 100 })
    const table = stageTable(builds)
    const findings = pipelineFindings(table, judgePipeline(pipelineTimes(table)))
    expect(findings).toMatchObject([{ kind: 'profile', since: { id: '161' }, before: { id: '160' } }])
    const { data } = await client.changes({ job: JOBS.profile, build: '161' })
    expect(JSON.stringify(data)).toContain('test the model in its image')
  })

  test('a build is always under way, and goes on with the clock', async () => {
    const { client } = start()
    const { builds } = await loadHistory(client, JOBS.branch, { count: 10 })
    expect(builds[0]).toMatchObject({ status: 'running', durationMs: 7 * 60_000 })
    expect(builds[0]?.stages.at(-1)).toMatchObject({ status: 'running' })
  })

  test('builds end today, but for those of the talk', async () => {
    const DAY_MS = 86_400_000
    const today = NOW + 100 * DAY_MS
    const { client } = start(null, today)
    for (const job of [JOBS.test, JOBS.branch, JOBS.profile, JOBS.freestyle, JOBS.odd]) {
      const { builds } = await loadHistory(client, job, { count: 10 })
      const finished = builds.find(({ status }) => status !== 'running')
      const age = today - Number(finished?.startedAt)
      expect({ job, isToday: age >= 0 && age < DAY_MS }).toEqual({ job, isToday: true })
    }
    const { builds } = await loadHistory(client, JOBS.main, { count: 1 })
    expect(Number(builds[0]?.startedAt)).toBeLessThan(Date.UTC(2024, 11))
  })

  test('shows each fault in its own words', async () => {
    const { client } = start()
    const history = (job: string) => said(loadHistory(client, job, { count: 10 }))
    expect(await history(JOBS.unreachable)).toMatchObject({
      title: 'The gateway answered, but Jenkins did not (502)',
    })
    expect(await history(JOBS.signIn)).toMatchObject({ title: 'Jenkins asks who you are', step: 'sign-in' })
    expect(await history(JOBS.forbidden)).toMatchObject({ title: 'Jenkins does not show you this' })
    expect(await history('nowhere')).toMatchObject({ title: 'Nothing has this name' })
    expect((await loadHistory(client, JOBS.empty, { count: 10 })).builds).toEqual([])
    expect(await loadHistory(client, JOBS.freestyle, { count: 10 })).toMatchObject({ source: 'plain' })
    const odd = await loadHistory(client, JOBS.odd, { count: 10 })
    expect(odd.builds.map(({ status }) => status)).toEqual([
      'paused',
      'aborted',
      'unstable',
      'success',
      'success',
    ])
  })

  test('knows its people, refuses others, and is only read', async () => {
    const { client, server } = start(`Basic ${btoa('researcher:demo-researcher')}`)
    expect((await client.whoAmI({})).data).toEqual({ name: 'researcher', anonymous: false })
    expect((await start().client.whoAmI({})).data.anonymous).toBe(true)
    const wrong = start(`Basic ${btoa('researcher:password')}`).client
    expect(await said(wrong.whoAmI({}))).toMatchObject({ title: 'Wrong name or token' })
    const { reply } = await server(plainRequest('POST', '/job/nightly/api/json'))
    expect(reply.status).toBe(405)
  })
})
