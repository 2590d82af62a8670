import { createServer } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { Stage } from '~/domain/jenkins/build'
import { HttpError } from '~/lib/errors'
import { limiter } from '~/lib/limit'
import { createClient } from '../client'
import type { Transport } from '../contract'
import { fetchTransport } from '../transport'
import { jenkinsContract } from './contract'
import { AT_ONCE, blueNodes, loadHistory } from './history'
import { buildsOf, bytes, text } from './samples.test-support'
import { blueStartedBy, graphStagesOf } from './wire'

/** A server that answers by path, and counts how many are asked at once. */
function serverOf(answers: (path: string) => unknown) {
  const asked: string[] = []
  let open = 0
  const most = { atOnce: 0 }
  const transport: Transport = async ({ method, path }) => {
    expect(method).toBe('GET')
    asked.push(path)
    open += 1
    most.atOnce = Math.max(most.atOnce, open)
    await new Promise((resolve) => setTimeout(resolve, 1))
    open -= 1
    const body = answers(decodeURIComponent(path))
    return {
      status: body === null ? 404 : typeof body === 'number' ? body : 200,
      headers: new Headers(),
      bytes: bytes(body ?? ''),
    }
  }
  return { client: createClient(jenkinsContract, transport), asked, most }
}

const listed = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    number: count - i,
    displayName: `#${count - i}`,
    result: 'SUCCESS',
    building: false,
    timestamp: 1e12 + (count - i) * 1000,
    duration: 900,
  }))

const page = (path: string, all: readonly object[]) => {
  const [, from, to] = /\{(\d+),(\d+)\}/.exec(path) ?? []
  return { allBuilds: all.slice(Number(from), Number(to)) }
}

const described = (path: string) => {
  const number = /\/(\d+)\/wfapi/.exec(path)?.[1]
  return {
    id: number,
    name: `#${number}`,
    status: 'SUCCESS',
    startTimeMillis: 5,
    durationMillis: 9,
    stages: [],
  }
}

describe('a history', () => {
  test('every endpoint only reads', () => {
    for (const { method } of Object.values(jenkinsContract)) expect(method).toBe('GET')
  })

  test('is loaded in ranges, then build by build, four at a time; an encoded branch is one segment', async () => {
    const { client, asked, most } = serverOf((path) =>
      path.includes('allBuilds') ? page(path, listed(450)) : described(path),
    )
    const { builds, hasOlder, source } = await loadHistory(client, 'org/app/feature%2Fx', { count: 410 })
    expect(builds).toHaveLength(410)
    expect(builds[0]).toMatchObject({ id: '450', durationMs: 9 })
    expect({ hasOlder, source }).toEqual({ hasOlder: true, source: 'wfapi' })
    expect(most.atOnce).toBe(4)
    expect(asked[0]).toMatch(/^\/job\/org\/job\/app\/job\/feature%252Fx\/api\/json\?tree=allBuilds/)
    expect(asked.filter((path) => path.includes('allBuilds'))).toHaveLength(3)
  })

  test('finished builds that are kept are not asked for again; a live one always is', async () => {
    const store = new Map<string, unknown>()
    const kept = {
      get: async (id: string) => store.get(id) as never,
      put: async (build: { id: string }) => void store.set(build.id, build),
    }
    const all = listed(3).map((row, i) => (i === 0 ? { ...row, building: true, result: null } : row))
    const answers = (path: string) => {
      if (path.includes('allBuilds')) return page(path, all)
      const told = described(path)
      return told.id === '3' ? { ...told, status: 'IN_PROGRESS' } : told
    }
    await loadHistory(serverOf(answers).client, 'app', { count: 9, kept })
    expect([...store.keys()].toSorted()).toEqual(['1', '2'])
    const again = serverOf(answers)
    await loadHistory(again.client, 'app', { count: 9, kept })
    expect(again.asked.slice(1)).toEqual(['/job/app/3/wfapi/describe'])
  })

  test('a build that is kept of a pipeline made again is not taken for the new one of its number', async () => {
    const store = new Map<string, unknown>()
    const kept = {
      get: async (id: string) => store.get(id) as never,
      put: async (build: { id: string }) => void store.set(build.id, build),
    }
    const first = listed(2)
    await loadHistory(
      serverOf((path) => (path.includes('allBuilds') ? page(path, first) : described(path))).client,
      'app',
      { count: 9, kept },
    )
    // Its second build is another one now; its first was only renamed.
    const anew = first.map((row) =>
      row.number === 2 ? { ...row, timestamp: row.timestamp + 86_400_000 } : { ...row, displayName: 'v1' },
    )
    const again = serverOf((path) =>
      path.includes('allBuilds') ? page(path, anew) : { ...described(path), durationMillis: 77 },
    )
    const { builds } = await loadHistory(again.client, 'app', { count: 9, kept })
    expect(again.asked.slice(1)).toEqual(['/job/app/2/wfapi/describe'])
    expect(builds.map(({ name, durationMs }) => `${name} ${durationMs}`)).toEqual(['#2 77', 'v1 9'])
  })

  test('names that the pipeline gave its builds, twice the same, lose none: the number counts', async () => {
    const named = listed(4).map((row) => ({ ...row, displayName: 'release' }))
    const { client } = serverOf((path) =>
      path.includes('allBuilds') ? page(path, named) : { ...described(path), name: 'release' },
    )
    const { builds } = await loadHistory(client, 'app', { count: 9 })
    expect(builds.map(({ id, name }) => `${name} ${id}`)).toEqual([
      'release 4',
      'release 3',
      'release 2',
      'release 1',
    ])
  })

  test('two histories that share a turn ask four at a time together', async () => {
    const { client, most } = serverOf((path) =>
      path.includes('allBuilds') ? page(path, listed(30)) : described(path),
    )
    const inTurn = limiter(AT_ONCE)
    await Promise.all(['a', 'b'].map((job) => loadHistory(client, job, { count: 20, inTurn })))
    expect(most.atOnce).toBe(AT_ONCE)
  })

  test('a log of 100 MB is not read to its end', async () => {
    let sent = 0
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const piece = Buffer.alloc(65_536, 'x')
      const more = () => {
        while (sent < 100_000_000 && response.writable) {
          sent += piece.length
          if (!response.write(piece)) {
            response.once('drain', more)
            return
          }
        }
        response.end()
      }
      more()
    })
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const bound = server.address()
    const port = typeof bound === 'object' && bound ? bound.port : 0
    const base = `http://127.0.0.1:${port}`
    const real = createClient(jenkinsContract, fetchTransport({ base, authorization: async () => null }))
    await expect(real.log({ job: 'app', build: '1', node: '5' })).rejects.toMatchObject({ code: 'too-large' })
    // What the connection holds in its buffers is the most that came besides.
    expect(sent).toBeLessThan(30_000_000)
    server.closeAllConnections()
    server.close()
  })

  test('a build that fails stays in the list, with the reason', async () => {
    const { client } = serverOf((path) =>
      path.includes('allBuilds') ? page(path, listed(3)) : path.includes('/2/') ? 502 : described(path),
    )
    const { builds, unreadable } = await loadHistory(client, 'app', { count: 9 })
    expect(builds.map(({ id }) => id)).toEqual(['3', '2', '1'])
    expect(unreadable).toEqual([{ id: '#2', why: expect.stringContaining('502') as string }])
  })

  test('without wfapi the graph view plugin tells the stages, with the times that wfapi has', async () => {
    const talksGraph: unknown = JSON.parse(text('example-graph-view-tree-run20'))
    const { client } = serverOf((path) =>
      path.includes('allBuilds') ? page(path, listed(1)) : path.includes('/stages/tree') ? talksGraph : null,
    )
    const told = await loadHistory(client, 'app', { count: 9 })
    expect(told.source).toBe('graph')
    const ofWfapi = buildsOf(text('example-litter-assessment-main-runs'))[0]!.stages
    const stages = told.builds[0]?.stages ?? []
    const untimed = (list: readonly Stage[]) => list.map((stage) => ({ ...stage, durationMs: 0 }))
    expect(untimed(stages)).toEqual(untimed(ofWfapi))
    // What holds others ends where the first of them begins: the two plugins see that some ms apart.
    for (const [i, { durationMs }] of stages.entries())
      expect(Math.abs(durationMs - ofWfapi[i]!.durationMs)).toBeLessThan(30)
  })

  test('an old graph view plugin, which tells times in sentences, is passed by; what runs has run until now', async () => {
    const stage = (over: object) => ({ id: 7, name: 'Build', type: 'STAGE', state: 'success', ...over })
    const tree = (one: object) => ({ status: 'ok', data: { stages: [one], complete: true } })
    const graphOnly = (answer: object) =>
      serverOf((path) =>
        path.includes('allBuilds') ? page(path, listed(1)) : path.includes('/stages/tree') ? answer : null,
      ).client
    const old = tree(stage({ startTimeMillis: 'Started 3 days ago', totalDurationMillis: 'Took 6 hr' }))
    expect(await loadHistory(graphOnly(old), 'app', { count: 9 })).toMatchObject({ source: 'plain' })
    const running = [stage({ state: 'running', startTimeMillis: '5000' })]
    expect(graphStagesOf(running, 65_000)).toMatchObject([
      { id: '7', status: 'running', startedAt: 5000, durationMs: 60_000 },
    ])
  })

  test('without wfapi and the graph Blue Ocean tells the stages, without all there are builds alone', async () => {
    const blue = serverOf((path) => {
      if (path.includes('allBuilds')) return page(path, listed(1))
      if (!path.startsWith('/blue/') || path.includes('/branches/')) return null
      return [
        {
          id: '7',
          displayName: 'Build',
          result: 'SUCCESS',
          state: 'FINISHED',
          startTime: '2024-09-23T15:36:12.000+0200',
          durationInMillis: 5,
        },
      ]
    })
    const told = await loadHistory(blue.client, 'org/app', { count: 9 })
    expect(told.source).toBe('blue-ocean')
    expect(told.builds[0]?.stages).toEqual([
      {
        id: '7',
        name: 'Build',
        status: 'success',
        startedAt: Date.UTC(2024, 8, 23, 13, 36, 12),
        durationMs: 5,
        pausedMs: 0,
      },
    ])
    const plain = serverOf((path) => (path.includes('allBuilds') ? page(path, listed(2)) : null))
    expect(await loadHistory(plain.client, 'app', { count: 9 })).toMatchObject({
      source: 'plain',
      unreadable: [],
      builds: [{ stages: [], durationMs: 900 }, {}],
    })
  })

  test('Blue Ocean tells what a stage started, of nested projects and of branches; other actions are passed by', async () => {
    const action = (_class: string, href: string) => ({
      _class,
      link: { _class: 'Link', href },
      description: '',
    })
    const { client } = serverOf((path) =>
      path.startsWith('/blue/') && !path.includes('/branches/')
        ? [
            { id: '6', displayName: 'Checkout', actions: [] },
            {
              id: '7',
              displayName: 'Module',
              result: 'SUCCESS',
              actions: [
                action(
                  'io.jenkins.blueocean.listeners.NodeDownstreamBuildAction',
                  '/blue/rest/organizations/jenkins/pipelines/TEST/pipelines/module/runs/41/',
                ),
                action('org.example.Other', '/blue/rest/organizations/jenkins/pipelines/x/runs/1/'),
              ],
            },
          ]
        : null,
    )
    const nodes = await blueNodes(client, 'org/app', '3', {})
    expect(nodes?.data.map(blueStartedBy)).toEqual([[], [{ job: 'TEST/module', id: '41', status: null }]])
    expect(await blueNodes(serverOf(() => null).client, 'app', '3', {})).toBeNull()
  })

  test('a pipeline that is not there, or not readable, is an error', async () => {
    await expect(loadHistory(serverOf(() => null).client, 'app', { count: 9 })).rejects.toThrow(HttpError)
  })
})
