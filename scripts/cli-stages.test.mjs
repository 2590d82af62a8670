import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { tidemark } from './cli-said.test-support.mjs'
import { root } from './install.mjs'

const folder = mkdtempSync(join(tmpdir(), 'tidemark-stages-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sample = (/** @type {string} */ name) => join(root, 'src', 'api', 'jenkins', 'samples', `${name}.json`)
const read = (/** @type {string} */ name) => JSON.parse(readFileSync(sample(name), 'utf8'))
const HISTORY = 'example-litter-assessment-history-60-runs'

/** @param {string} name @param {unknown} content */
function file(name, content) {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

/** @param {readonly string[]} args @param {Record<string, string>} [env] */
const stages = (args, env) => tidemark(['stages', ...args], env)

describe('recorded answers', () => {
  test.each([
    ['01_rest_api_jobHistory', '01_expected_modelData'],
    ['06_rest_api_runs', '06_expected_modelData'],
    [HISTORY, 'example-stage-view-model-of-newest-10'],
  ])('%s as Jenkins shows it is the plugin’s model, key for key', async (runs, model) => {
    const { code, out, err } = await stages([sample(runs), '--as', 'jenkins', '--json'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toEqual(read(model))
  })

  test('the talk’s row, as it was on the screen', async () => {
    const { out } = await stages([sample('example-litter-assessment-main-runs'), '--as', 'jenkins'])
    expect(out).toContain('Average stage times: (Average full run time: ~16min 56s)')
    for (const line of [
      /Metadata tests +744ms +744ms/,
      /V2 validation \(JSON\) +0ms$/m,
      /Docker images build +5min 51s +5min 51s/,
      /Post Actions +691ms +691ms/,
    ])
      expect(out).toMatch(line)
  })

  test('ours holds all sixty builds, and its row adds up', async () => {
    const { out } = await stages([sample(HISTORY)])
    expect(out).toContain('60 builds, statistics of successful stages')
    expect(out).toMatch(/Docker images build +51 +6min 23s +9min 42s/)
    const { stages: columns, builds } = JSON.parse((await stages([sample(HISTORY), '--json'])).out)
    expect(columns).toHaveLength(14)
    expect(builds).toHaveLength(60)
    for (const { time } of builds) expect(time.stagesMs - time.savedMs + time.overheadMs).toBe(time.totalMs)
  })

  test('--drift finds the stage that became slower, and ends with 3', async () => {
    const { code, out } = await stages([sample(HISTORY), '--drift'])
    expect(code).toBe(3)
    expect(out).toContain('◆ AI4OS Hub Docker images build is 41 % slower since #41')
    expect(out).toMatch(/changed between #40 and #41; p < 0.0001, corrected for all places and stages/)
    expect(out).toContain('Not judged: 1 of 14 stages have fewer than 40 successful times.')
    const { drift } = JSON.parse((await stages([sample(HISTORY), '--drift', '--json'])).out)
    expect(drift.changes).toMatchObject([{ before: '40', since: '41', pValue: expect.any(Number) }])
    expect(drift.profile).toEqual([])
  })

  test('--drift tells of a profile that changed while the total stayed', async () => {
    const [newest] = read(HISTORY)
    const times = (/** @type {number} */ k) => {
      const off = (/** @type {number} */ j) => 1 + 0.08 * Math.sin(k * 12.9898 + j * 78.233)
      const since = k > 90 ? 3000 : 0
      return {
        checkout: (12_000 - since) * off(0),
        test: 120_000 * off(1),
        images: (12_000 + since) * off(2),
      }
    }
    const runs = Array.from({ length: 140 }, (_, i) => {
      const k = 140 - i
      const startTimeMillis = 1.7e12 + k * 3_600_000
      const stages = Object.entries(times(k)).map(([name, ms], j) => ({
        id: String(j),
        name,
        status: 'SUCCESS',
        startTimeMillis,
        durationMillis: Math.round(ms),
        pauseDurationMillis: 0,
      }))
      const durationMillis = stages.reduce((sum, stage) => sum + stage.durationMillis, 0)
      return {
        ...newest,
        id: String(k),
        name: `#${k}`,
        status: 'SUCCESS',
        startTimeMillis,
        durationMillis,
        stages,
      }
    })
    const { code, out } = await stages([file('moved.json', runs), '--drift'])
    expect(code).toBe(3)
    expect(out).toMatch(/◆ Stage times shifted since #9\d while the total stayed: .*(checkout −|images \+)/)
    expect(out).toContain('corrected for all looks')
  })

  test('--drift ends with 0 where nothing changed, or nothing can be judged', async () => {
    const before = read(HISTORY).slice(20)
    const calm = await stages([file('calm.json', before), '--drift'])
    expect(calm).toMatchObject({ code: 0 })
    expect(calm.out).toContain('Not judged')
    expect((await stages([sample('01_rest_api_jobHistory'), '--drift'])).code).toBe(0)
    const refused = await stages([sample(HISTORY), '--as', 'jenkins', '--drift'])
    expect(refused).toMatchObject({ code: 1, out: '' })
  })

  test('single builds are put together, newest first, each once; a rename joins two series', async () => {
    const [first, second] = read(HISTORY)
    const older = {
      ...second,
      stages: second.stages.map((/** @type {{ name: string }} */ stage) => ({
        ...stage,
        name: `Old ${stage.name}`,
      })),
    }
    const paths = [file('a.json', older), file('b.json', first), file('c.json', [first])]
    const renames = Object.fromEntries(
      older.stages.map((/** @type {{ name: string }} */ { name }) => [name, name.slice(4)]),
    )
    const apart = JSON.parse((await stages([...paths, '--json'])).out)
    expect(apart.builds.map((/** @type {{ id: string }} */ { id }) => id)).toEqual(['60', '59'])
    expect(apart.stages).toHaveLength(28)
    const joined = await stages([...paths, '--json', '--aliases', file('renames.json', renames)])
    expect(JSON.parse(joined.out).stages).toHaveLength(14)
  })

  test('no builds, no stages, and names that would steer a terminal', async () => {
    expect((await stages([file('none.json', [])])).out).toBe('No builds.\n')
    expect((await stages([file('none.json', []), '--as', 'jenkins'])).out).toBe('No builds.\n')
    const bare = { id: '1', name: '#1', status: 'ABORTED', stages: null }
    expect((await stages([file('bare.json', bare)])).out).toContain('Whole build')
    const evil = { ...bare, stages: [{ id: '1', name: '\u001B[2Jgone', status: 'SUCCESS' }] }
    const { out } = await stages([file('evil.json', evil)])
    expect(out).not.toContain('\u001B')
    expect(out).toContain('�[2Jgone')
  })

  test.each([
    [[], 'Name files of recorded wfapi responses'],
    [['nowhere.json'], 'nowhere.json does not exist'],
    [[sample(HISTORY), '--as', 'hudson'], '--as takes jenkins or tidemark'],
    [[sample(HISTORY), '--builds', '0'], '--builds takes a whole number'],
    [[sample(HISTORY), '--as', 'jenkins', '--aliases', 'x.json'], 'Stage View has no renames'],
    [['https://jenkins.example.org/view/all'], 'is not the address of a pipeline'],
    [['https://me:secret@jenkins.example.org/job/a'], 'Leave user name and token out of the address'],
    [['https://a.example.org/job/a', 'b.json'], 'Give either one address or files'],
  ])('%j is refused in a sentence', async (args, words) => {
    const said = await stages(args)
    expect(said).toMatchObject({ code: 1, out: '' })
    expect(said.err).toContain(words)
    expect(said.err).not.toMatch(/^\s+at /m)
  })

  test('a web page, or another JSON, is told as what it is', async () => {
    expect((await stages([file('login.json', '<html>Sign in</html>')])).err).toContain('is not JSON')
    expect((await stages([file('other.json', { hello: 1 })])).err).toMatch(/is not a wfapi build \(name\)/)
  })
})

describe('a server', () => {
  /**
   * @param {(url: string, authorization: string | undefined) => unknown} answer null: 404, a number: that status
   * @param {(origin: string, asked: string[]) => Promise<void>} use
   */
  async function withServer(answer, use) {
    /** @type {string[]} */
    const asked = []
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`)
      const body = answer(decodeURIComponent(request.url ?? ''), request.headers.authorization)
      response.writeHead(body === null ? 404 : typeof body === 'number' ? body : 200)
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    })
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)))
    const bound = server.address()
    try {
      await use(`http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`, asked)
    } finally {
      server.close()
    }
  }
  const runs = read(HISTORY)

  /** @param {string} url */
  function jenkins(url) {
    if (url.includes('allBuilds'))
      return {
        allBuilds: runs.map((/** @type {{ id: string, name: string, startTimeMillis: number }} */ run) => ({
          number: Number(run.id),
          displayName: run.name,
          result: 'SUCCESS',
          building: false,
          timestamp: run.startTimeMillis,
          duration: 1,
        })),
      }
    if (url.includes('/wfapi/runs')) return runs.slice(0, 10)
    const [, id] = /\/(\d+)\/wfapi\/describe$/.exec(url) ?? []
    return runs.find((/** @type {{ id: string }} */ run) => run.id === id) ?? null
  }

  test('gives the same as its recording, and is only read', async () => {
    await withServer(jenkins, async (origin, asked) => {
      const address = `${origin}/jenkins/job/org/job/app/job/feature%252Fx/`
      expect(JSON.parse((await stages([address, '--json'])).out)).toEqual(
        JSON.parse((await stages([sample(HISTORY), '--json'])).out),
      )
      expect(asked).toHaveLength(61)
      for (const one of asked) expect(one).toMatch(/^GET \/jenkins\/job\/org\/job\/app\/job\/feature%252Fx\//)
      const shown = await stages([address, '--as', 'jenkins', '--json'])
      expect(JSON.parse(shown.out)).toEqual(read('example-stage-view-model-of-newest-10'))
    })
  })

  test('is told who asks, from the environment alone', async () => {
    const env = { JENKINS_USER: 'me', JENKINS_TOKEN: '11ff' }
    const basic = `Basic ${btoa('me:11ff')}`
    await withServer(
      (url, given) => (given === basic ? jenkins(url) : 401),
      async (origin) => {
        expect(await stages([`${origin}/job/app`], env)).toMatchObject({ code: 0 })
        const refused = await stages([`${origin}/job/app`])
        expect(refused).toMatchObject({ code: 1, out: '' })
        expect(refused.err).toContain('Set JENKINS_USER and JENKINS_TOKEN (an API token).')
        const half = await stages([`${origin}/job/app`], { JENKINS_USER: 'me' })
        expect(half.err).toContain('one of them is missing')
      },
    )
  })

  test('a sign-in page, a gateway and a build that fails are told', async () => {
    await withServer(
      () => '<!doctype html><title>Sign in</title>',
      async (origin) => {
        expect((await stages([`${origin}/job/app`])).err).toContain('something that is not JSON')
      },
    )
    await withServer(
      () => 502,
      async (origin) => {
        expect((await stages([`${origin}/job/app`])).err).toContain('but Jenkins did not')
      },
    )
    await withServer(
      (url) => (url.includes('/41/') ? 500 : jenkins(url)),
      async (origin) => {
        const { code, out, err } = await stages([`${origin}/job/app`])
        expect(code).toBe(0)
        expect(out).toContain('60 builds')
        expect(err).toContain('#41 is without its stages')
      },
    )
  })
})
