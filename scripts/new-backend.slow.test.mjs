import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { createServer } from 'vite'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { configuredServers, connectLines, connectServers, proxiesOf, serversIn } from './connect-proxy.mjs'
import { root } from './install.mjs'

// A server more: what it takes is put into a copy of the sources, which is then compiled and run.

/** The folders of its own: [file, code]. */
const OWN = {
  'src/api/made-up/contract.ts': `
import * as v from 'valibot'
import { defineContract } from '../contract'

export const madeUpContract = defineContract({
  things: {
    method: 'GET',
    path: '/things',
    query: v.object({ ids: v.array(v.string()) }),
    response: v.object({ things: v.array(v.object({ id: v.string(), size: v.number() })) }),
  },
  resize: {
    method: 'PATCH',
    path: '/things/:thing',
    body: v.object({ size: v.number() }),
    response: v.object({ id: v.string(), size: v.number() }),
  },
  picture: {
    method: 'GET',
    path: '/things/:thing/picture',
    answer: 'bytes',
    maxBytes: 8,
    range: true,
    response: null,
  },
})
`,
  'src/api/made-up/facts.json': `
{
  "place": 4,
  "name": "Made-up",
  "variable": "MADE_UP_URL",
  "example": "https://made-up.example.org",
  "dropOrigin": true
}
`,
  'src/api/made-up/backend.ts': `
import { HttpError } from '~/lib/errors'
import { defineBackend } from '../backend'
import { madeUpContract } from './contract'

export const madeUpBackend = defineBackend({
  id: 'made-up',
  holds: 'Things',
  contract: madeUpContract,
  auth: ['basic'],
  ping: (client, signal) => client.things({ query: { ids: [] } }, { signal }),
  version: async () => '1.2.3',
  identify: async (client, signal) => {
    await client.things({ query: { ids: [] } }, { signal })
    return { name: 'somebody' }
  },
  explain: (error) =>
    error instanceof HttpError && error.status === 418
      ? { title: 'A teapot', why: 'It is one.', next: 'Drink.', step: null }
      : null,
})
`,
  'src/queries/made-up/queries.ts': `
import { queryOptions } from '@tanstack/react-query'
import { madeUpBackend } from '~/api/made-up/backend'

const { client, key } = madeUpBackend

export const madeUpQueries = {
  things: (ids: readonly string[]) =>
    queryOptions({
      queryKey: [...key, 'things', ids],
      queryFn: async ({ signal }) => (await client.things({ query: { ids: [...ids] } }, { signal })).data.things,
    }),
}

export const wrong = () => [
  // @ts-expect-error ids are texts
  client.things({ query: { ids: [1] } }),
  // @ts-expect-error a thing is named
  client.resize({ body: { size: 1 } }),
  // @ts-expect-error what the body holds
  client.resize({ thing: 'a', body: { weight: 1 } }),
  // @ts-expect-error there is no such endpoint
  client.remove({ thing: 'a' }),
]

export const typed = async (): Promise<[number | undefined, ArrayBuffer]> => [
  (await client.things({ query: { ids: [] } })).data.things[0]?.size,
  (await client.picture({ thing: 'a' }, { range: [0, 3] })).data,
]
`,
  'src/mocks/made-up/mock.ts': `
import { madeUpContract } from '~/api/made-up/contract'
import { defineMock } from '../mock'
import { textOf, textReply } from '../request'

declare module '../mock' {
  interface Mocks {
    'made-up': typeof mock
  }
}

const account = { kind: 'basic', name: 'ännchen', password: 'p:w' } as const

export const mock = defineMock({
  id: 'made-up',
  contract: madeUpContract,
  dialect: {
    write: (data) => JSON.stringify(data),
    unrouted: () => textReply(404, 'nothing'),
    failed: () => textReply(500, 'failed'),
  },
  scenario: [],
  implement: () => ({
    implementation: {
      things: async ({ query, headers }) => ({
        status: 200,
        data: { things: query.getAll('ids').map((id) => ({ id, size: (headers.get('authorization') ?? '').length })) },
      }),
      resize: async ({ params, body }) =>
        params.thing === 'teapot'
          ? textReply(418, 'short and stout')
          : { status: 200, data: { id: params.thing, size: JSON.parse(textOf({ body })).size } },
      picture: async ({ headers }) => {
        const all = new Uint8Array([255, 0, 13, 10])
        const asked = headers.get('range')
        return {
          status: asked === null ? 200 : 206,
          headers: { 'content-type': 'image/x-made-up' },
          body: asked === 'bytes=0-1' ? all.slice(0, 2) : all,
        }
      },
    },
  }),
  credentials: { researcher: account, owner: account, stranger: { kind: 'none' }, admin: account },
})
`,
}

/** The line: its file, and what it says. */
const LINE = { file: 'src/api/backends.ts', text: "export { madeUpBackend } from './made-up/backend'" }

/** @type {string} */
let folder
/** @type {(() => unknown)[]} */
const closings = []

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-backend-'))
  cpSync(join(root, 'src'), join(folder, 'src'), {
    recursive: true,
    filter: (path) => !/\.test\.tsx?$|[\\/]golden$/.test(path),
  })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'))
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { ...compilerOptions, incremental: true, tsBuildInfoFile: 'known.tsbuildinfo' },
      // Whatever is told of a server; the rest is reached from there, or does not know of any.
      include: [
        'src/**/*.d.ts',
        'src/api',
        'src/mocks',
        'src/queries',
        'src/pages/settings',
        'src/app/account/account.tsx',
      ],
    }),
  )
  for (const [file, code] of Object.entries(OWN)) write(file, code.trimStart())
  write(LINE.file, `${readFileSync(join(folder, LINE.file), 'utf8')}${LINE.text}\n`)
})

afterAll(async () => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  for (const close of closings.reverse()) await close()
  // The link first: a recursive delete must never reach the real packages.
  unlinkSync(join(folder, 'node_modules'))
  rmSync(folder, { recursive: true })
})

/** @type {(file: string, code: string) => void} */
function write(file, code) {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), code)
}

/** @param {string} at */
function filesBelow(at) {
  return readdirSync(join(at, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(at, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
}

/** What a file says more; that it also says less is a line of its own. @param {string} file */
function addedLines(file) {
  const [before, after] = [root, folder].map((at) => readFileSync(join(at, file), 'utf8').split('\n'))
  const added = (after ?? []).filter((line) => !before?.includes(line))
  const gone = (before ?? []).filter((line) => !after?.includes(line))
  return [...added.map((line) => `${file}: ${line}`), ...gone.map((line) => `${file} lost: ${line}`)]
}

function compile() {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const { status, stdout } = spawnSync(process.execPath, [tsc, '--noEmit'], { cwd: folder, encoding: 'utf8' })
  return { status, stdout }
}

describe('one more backend: its own folders and one line', () => {
  test('nothing else differs from the sources', () => {
    /** @type {string[]} */
    const changed = []
    const [before, after] = [root, folder].map((at) => filesBelow(at))
    for (const file of after ?? [])
      if (!before?.includes(file)) changed.push(file)
      else if (readFileSync(join(root, file), 'utf8') !== readFileSync(join(folder, file), 'utf8'))
        changed.push(...addedLines(file))
    expect(changed.filter((one) => !/^src\/(?:api|queries|mocks)\/made-up\//.test(one))).toEqual([
      `${LINE.file}: ${LINE.text}`,
    ])
    expect(changed).toHaveLength(Object.keys(OWN).length + 1)
  })

  test('compiles, wrong inputs do not (see its queries), and without its mock nothing does', () => {
    expect(compile()).toEqual({ status: 0, stdout: '' })
    const mock = readFileSync(join(folder, 'src/mocks/made-up/mock.ts'), 'utf8')
    rmSync(join(folder, 'src/mocks/made-up/mock.ts'))
    const { status, stdout } = compile()
    write('src/mocks/made-up/mock.ts', mock)
    expect(status).not.toBe(0)
    expect(stdout).toMatch(/src\/mocks\/registry\.ts.*\n?.*made-up/)
  })

  test('client, sign-in, keys, proxy, card, words and mock derive', async () => {
    const loader = await createServer({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      resolve: { alias: { '~': join(folder, 'src') } },
      server: { middlewareMode: true, ws: false, watch: null },
      optimizeDeps: { noDiscovery: true },
    })
    closings.push(() => loader.close())
    /** @param {string} file */
    const load = (file) => loader.ssrLoadModule(`/src/${file}`)

    const { listenMock } = await load('mocks/node.ts')
    const server = await listenMock('made-up')
    closings.push(server.close)
    vi.stubEnv('MADE_UP_URL', server.url)
    const known = serversIn(join(folder, 'src/api'))
    expect(known.map(({ id }) => id)).toEqual(['mlflow', 'drift-watch', 'jenkins', 'sign-up', 'made-up'])
    expect(connectLines(configuredServers(process.env, known), known)).toContain(`Made-up: ${server.url}`)
    expect(Object.keys(proxiesOf(configuredServers(process.env, known), known))).toContain(
      '^/backends/made-up(?:/|$)',
    )
    const page = await createServer({
      root: folder,
      configFile: false,
      mode: 'connect',
      logLevel: 'silent',
      plugins: [connectServers(known)],
      optimizeDeps: { noDiscovery: true },
      server: { host: '127.0.0.1', ws: false, watch: null },
    })
    closings.push(() => page.close())
    await page.listen(0)
    const bound = page.httpServer?.address()
    const origin = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}/`
    const real = fetch
    vi.stubGlobal('fetch', (/** @type {string} */ url, /** @type {RequestInit} */ init) =>
      real(new URL(url, origin), init),
    )

    const { madeUpBackend } = await load('api/made-up/backend.ts')
    const { client } = madeUpBackend
    const { basic, signIn, signOut } = await load('api/session.ts')
    const things = async () => (await client.things({ query: { ids: ['a', 'b,c', 'ä/ö'] } })).data.things
    expect(await things()).toEqual(['a', 'b,c', 'ä/ö'].map((id) => ({ id, size: 0 })))
    signIn('drift-watch', basic('another', 'one'))
    expect(await things()).toMatchObject([{ size: 0 }, { size: 0 }, { size: 0 }])
    signIn('made-up', basic('ännchen', 'p:w'))
    // "Basic " and the base64 of 12 bytes of UTF-8.
    expect((await things())[0].size).toBe('Basic '.length + 16)
    signOut('made-up')
    expect((await things())[0].size).toBe(0)

    expect((await client.resize({ thing: 'x/y', body: { size: 3 } })).data).toEqual({ id: 'x/y', size: 3 })
    const { data: picture, headers } = await client.picture({ thing: 'a' })
    expect([...new Uint8Array(picture)]).toEqual([255, 0, 13, 10])
    expect(headers.get('content-type')).toBe('image/x-made-up')
    const { data: part } = await client.picture({ thing: 'a' }, { range: [0, 1] })
    expect([...new Uint8Array(part)]).toEqual([255, 0])

    const { madeUpQueries } = await load('queries/made-up/queries.ts')
    expect(madeUpQueries.things(['a']).queryKey[0]).toBe('made-up')

    const { explain } = await load('lib/explain.ts')
    const failure = (/** @type {Promise<unknown>} */ call) => call.then(() => null, explain)
    expect(await failure(client.resize({ thing: 'teapot', body: { size: 1 } }))).toMatchObject({
      title: 'A teapot',
    })
    await server.close()
    closings.pop()
    closings.push(() => page.close())
    expect(await failure(client.things({ query: { ids: [] } }))).toMatchObject({
      title: 'The gateway answered, but Made-up did not (502)',
    })

    const { loadConnections } = await load('api/connections.ts')
    expect((await loadConnections()).connections).toContainEqual({
      id: 'made-up',
      name: 'Made-up',
      path: 'backends/made-up',
      configured: true,
      address: server.url,
      identityProvider: null,
    })
    const { backends } = await load('api/registry.ts')
    expect(backends.at(-1)).toMatchObject({
      id: 'made-up',
      holds: 'Things',
      auth: ['basic'],
      variable: 'MADE_UP_URL',
      example: 'https://made-up.example.org',
    })
    const { listDemoPeople } = await load('mocks/registry.ts')
    expect(listDemoPeople()[0].credentials['made-up']).toMatchObject({ kind: 'basic', name: 'ännchen' })
  })
})
