import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient } from '~/api/client'
import { driftWatchContract } from '~/api/drift-watch/contract'
import { fetchTransport } from '~/api/transport'
import { listenMock } from '~/mocks/node'
import { buildCli } from './cli-build.mjs'
import { tidemark, withoutProgress } from './cli-said.test-support.mjs'
import { root } from './install.mjs'

// What the command line does is asked of its source, in this process; a few calls of the built program prove that it
// is the same, with its exit codes, its streams and its thread.

const folder = mkdtempSync(join(tmpdir(), 'tidemark-cli-'))
const BOTH = () => ['--reference', digits('reference'), '--test', digits('stream')]
const digits = (/** @type {string} */ name) => join(root, 'public', 'samples', `digits-${name}.csv`)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the built program', () => {
  let main = ''
  beforeAll(async () => {
    main = await buildCli()
  })

  /**
   * @param {readonly string[]} args
   * @param {string} [input]
   * @returns {Promise<import('./cli-said.test-support.mjs').Said>}
   */
  function built(args, input = '') {
    return new Promise((resolve, reject) => {
      const { DRIFT_WATCH_URL: _url, DRIFT_WATCH_TOKEN: _token, ...env } = process.env
      const child = spawn(process.execPath, [main, ...args], { env })
      const said = { out: '', err: '' }
      child.stdout.on('data', (piece) => (said.out += piece))
      child.stderr.on('data', (piece) => (said.err += piece))
      child.on('error', reject)
      child.on('close', (code) => resolve({ code, out: said.out, err: withoutProgress(said.err) }))
      child.stdin.end(input)
    })
  }

  test('says what the source says, bit by bit: a drift, with exit code 3', async () => {
    const args = ['detect', 'mmd', ...BOTH(), '--param', 'permutations=99', '--json']
    const said = await built(args)
    expect(said).toMatchObject({ code: 3, err: '' })
    expect(JSON.parse(said.out).drift).toBe(true)
    expect(said).toEqual(await tidemark(args))
  })

  test('reads standard input', async () => {
    const { code, out } = await built(
      [
        'detect',
        'mmd',
        '--reference',
        digits('reference'),
        '--test',
        '-',
        '--param',
        'permutations=99',
        '--json',
      ],
      readFileSync(digits('stream'), 'utf8'),
    )
    expect(code).toBe(3)
    expect(JSON.parse(out).test.name).toBe('standard input')
  })

  test('ends with 0 where there is no drift', async () => {
    const path = file('flat.csv', `x\n${'1\n'.repeat(200)}`)
    expect(await built(['stream', 'page-hinkley', path, '--column', 'x'])).toMatchObject({ code: 0, err: '' })
  })

  test('ends with 1 and a sentence', async () => {
    const said = await built(['detekt', 'mmd'])
    expect(said).toMatchObject({ code: 1, out: '' })
    expect(said.err).toContain("There is no command 'detekt'")
    expect(said.err).not.toMatch(/^\s+at /m)
  })

  test('tells what its thread refuses', async () => {
    const path = file('ten.csv', `x\n${'1\n'.repeat(10)}`)
    const args = ['detect', 'mmd-window', '--reference', path, '--test', path]
    const said = await built(args)
    expect(said).toMatchObject({ code: 1, out: '' })
    expect(said.err).toMatch(/reference/)
    expect(said).toEqual(await tidemark(args))
  })
})

/** @param {string} name @param {string} text */
function file(name, text) {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('detect', () => {
  test('gates on drift: 3 where there is drift, 0 where there is none', async () => {
    const drifted = await tidemark([
      'detect',
      'mmd',
      '--reference',
      digits('reference'),
      '--test',
      digits('stream'),
    ])
    expect(drifted).toMatchObject({ code: 3, err: '' })
    expect(drifted.out).toContain('◆ Drift: the test sample does not look like the reference')
    const same = await tidemark([
      'detect',
      'ks',
      '--reference',
      digits('reference'),
      '--test',
      digits('reference'),
    ])
    expect(same.code).toBe(0)
    expect(same.out).toContain('● No drift in any of')
    expect(same.out).toContain('All 451 test rows are rows of the reference, value for value.')
  })

  test('gives the full result as JSON, with the same number as the core', async () => {
    const { code, out } = await tidemark([
      'detect',
      'mmd',
      ...BOTH(),
      '--param',
      'permutations=99',
      '--param',
      'seed=7',
      '--columns',
      'r1c2,r1c3',
      '--json',
    ])
    expect(code).toBe(3)
    const said = JSON.parse(out)
    expect(said).toMatchObject({
      detector: 'mmd',
      drift: true,
      columns: ['r1c2', 'r1c3'],
      params: { permutations: 99, seed: 7 },
      reference: { name: 'digits-reference.csv', rows: 451 },
    })
    expect(said.result.nullDistribution).toHaveLength(99)
    expect(said.test.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test.each([
    [['detect'], 'Name a detector'],
    [['detect', 'mdm'], "There is no detector 'mdm'"],
    [['detect', 'mmd', '--test', 'x.csv'], '--reference ref.csv'],
    [['detect', 'mmd', '--reference', 'nowhere.csv', '--test', 'x.csv'], 'x.csv does not exist.'],
    [['detect', 'mmd', '--param', 'permutations'], 'needs a value: --param permutations=999'],
    [['detect', 'mmd', '--param', 'permutations=5'], 'Permutations must be a whole number from 19'],
    [['detect', 'mmd', '--param', 'speed=5'], "has no parameter 'speed'. It has: bandwidth"],
    [['detect', 'mmd', '--quick'], "Unknown option '--quick'. `tidemark"],
    [['detect', 'mmd', '--reference', '--test', 'x.csv'], '--reference needs a value.'],
    [['detekt', 'mmd'], "There is no command 'detekt'"],
    [['detect', 'mmd', '--reference', '-', '--test', '-'], 'Only one of'],
  ])('%j ends with 1 and a sentence', async (args, sentence) => {
    const { code, out, err } = await tidemark(args)
    expect(code).toBe(1)
    expect(out).toBe('')
    expect(err).toContain(sentence)
    expect(err).not.toMatch(/^\s+at /m)
  })
})

test('stream walks one file', async () => {
  const values = Array.from({ length: 200 }, (_, i) => (i < 100 ? i % 2 : 9 + (i % 2)))
  const path = file('step.csv', `x,y\n${values.map((x) => `${x},1`).join('\n')}\n`)
  const found = await tidemark(['stream', 'page-hinkley', path, '--column', 'x'])
  expect(found.code).toBe(3)
  expect(found.out).toMatch(/◆ row 10\d: increase/)
  expect((await tidemark(['stream', 'page-hinkley', path, '--column', 'y'])).code).toBe(0)
})

test('a stream that --time orders names its places by that column', async () => {
  const day = (/** @type {number} */ i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)
  const rows = Array.from({ length: 200 }, (_, i) => `${day(i)},${i < 100 ? i % 2 : 9 + (i % 2)}`)
  const path = file('days.csv', `date,x\n${rows.join('\n')}\n`)
  const { out } = await tidemark(['stream', 'page-hinkley', path, '--column', 'x', '--time', 'date'])
  expect(out).toMatch(/^◆ Drift detected on 1\d Apr 2024 \(increase, began about \d+ Apr 2024\)/)
  expect(out).toMatch(/◆ 1\d Apr 2024: increase/)
  expect(out).not.toContain('row')
})

test('of several columns a detector of one looks at the first principal component, and says so', async () => {
  const sample = (/** @type {string} */ name) => join(root, 'public', 'samples', `digits-${name}.csv`)
  const files = ['--reference', sample('reference'), '--test', sample('stream')]
  const several = await tidemark(['detect', 'kswin', ...files])
  expect(several.out).toContain('  column: PC 1')
  expect(several.out).toContain("PC 1, the first principal component of the reference's 61 columns")
  const constant = await tidemark(['detect', 'ks', ...files, '--column', 'r0c0'])
  expect(constant.out).toContain('◌ No verdict: r0c0 never varies')
})

test('a classifier is watched by its errors, or by its labels', async () => {
  const path = join(root, 'public', 'samples', 'digits-predictions.csv')
  const errors = await tidemark(['stream', 'hddm-a', path, '--column', 'error'])
  expect(errors.code).toBe(3)
  const labels = await tidemark(['stream', 'hddm-a', path, '--truth', 'truth', '--prediction', 'predicted'])
  expect(labels.out).toBe(errors.out)
  const lfr = await tidemark(['stream', 'lfr', path, '--truth', 'truth', '--prediction', 'predicted'])
  expect(lfr.code).toBe(3)
  const one = await tidemark(['stream', 'lfr', path, '--truth', 'truth'])
  expect(one.err).toContain('Name both label columns')
  const useless = await tidemark(['stream', 'adwin', path, '--truth', 'truth', '--prediction', 'predicted'])
  expect(useless.err).toContain('does not use labels')
})

test('list and describe name every detector and parameter', async () => {
  const { out } = await tidemark(['list', '--json'])
  const ids = JSON.parse(out).map((/** @type {{ id: string }} */ d) => d.id)
  expect(ids).toContain('page-hinkley')
  const text = (await tidemark(['describe', 'page-hinkley'])).out
  expect(text).toContain('threshold = 50 (above 0)\n')
  expect(text).not.toMatch(/1000000000000|\b1 rows\b/)
  expect((await tidemark(['list'])).out).toContain('page-hinkley')
})

test('verify counts by file, tells what failed, and ends with 1 only then', async () => {
  const golden = JSON.parse(readFileSync(join(root, 'src', 'drift', 'golden', 'page_hinkley.json'), 'utf8'))
  const cases = golden.cases
    .filter((/** @type {{ library: string }} */ c) => c.library === 'river')
    .slice(0, 3)
  const good = mkdtempSync(join(folder, 'good-'))
  writeFileSync(join(good, 'page_hinkley.json'), JSON.stringify({ ...golden, cases }))
  const passed = await tidemark(['verify', good])
  expect(passed).toMatchObject({
    code: 0,
    out: 'page_hinkley 3 passed 0 failed 0 not offered\ntotal 3 passed 0 failed 0 not offered\n',
  })
  const wrong = structuredClone(cases)
  wrong[0].expected.trace.sum_inc[1] += 0.001
  writeFileSync(join(good, 'page_hinkley.json'), JSON.stringify({ ...golden, cases: wrong }))
  writeFileSync(join(good, 'broken.json'), '{')
  const failed = await tidemark(['verify', good])
  expect(failed.code).toBe(1)
  expect(failed.out).toContain('page_hinkley 2 passed 1 failed 0 not offered')
  expect(failed.out).toContain('broken 0 passed 1 failed 0 not offered')
  expect(failed.err).toContain('sum_inc at row')
  expect((await tidemark(['verify', join(folder, 'nowhere')])).err).toContain(
    'is not a folder that can be read',
  )
})

describe('publish', () => {
  test('writes a record, with the token of the environment alone', async () => {
    const backend = await listenMock('drift-watch')
    try {
      const client = createClient(
        driftWatchContract,
        fetchTransport({ base: backend.url, authorization: async () => 'Bearer demo-researcher' }),
      )
      const { data: experiment } = await client.createExperiment({
        body: { name: 'gate', public: false, permissions: [] },
      })
      const args = [
        'detect',
        'mmd',
        ...BOTH(),
        '--param',
        'permutations=99',
        '--publish',
        'gate',
        '--model',
        'v2',
      ]
      const env = { DRIFT_WATCH_URL: backend.url, DRIFT_WATCH_TOKEN: 'demo-researcher' }
      const { code, err } = await tidemark(args, env)
      expect(err).toMatch(/Published as record .* of gate\./)
      expect(code).toBe(3)
      const { data } = await client.searchDrifts({ experiment: experiment.id, body: {} })
      expect(data).toHaveLength(1)
      expect(data[0]).toMatchObject({
        ok: true,
        row: { model: 'v2', drift_detected: true, parameters: { detector: 'mmd', permutations: 99 } },
      })
      const stranger = await tidemark(args, { ...env, DRIFT_WATCH_TOKEN: 'wrong' })
      expect(stranger.code).toBe(1)
      expect(stranger.err).not.toContain('wrong')
      const absent = await tidemark([...args, '--publish', 'no such'], env)
      expect(absent.err).toContain("There is no experiment 'no such'")
    } finally {
      await backend.close()
    }
  })

  test('says what to set where the environment lacks it', async () => {
    const { code, err } = await tidemark(['detect', 'mmd', '--publish', 'gate'])
    expect(code).toBe(1)
    expect(err).toContain('DRIFT_WATCH_URL')
    expect(err).toContain('DRIFT_WATCH_TOKEN')
  })
})
