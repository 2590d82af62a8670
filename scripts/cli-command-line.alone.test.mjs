import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { commandLine } from '~/domain/detection/command-line'
import { detectorById } from '~/drift/registry'
import { tidemark } from './cli-said.test-support.mjs'

const folder = mkdtempSync(join(tmpdir(), 'tidemark-command-'))
const before = process.cwd()
process.chdir(folder)
afterAll(() => {
  process.chdir(before)
  rmSync(folder, { recursive: true, force: true })
})

/** Names that a shell would take for something else. */
const REFERENCE = `-it's $(touch owned) "ref"; \`x\`.csv`
const TEST = 'new data & more.csv'
const COLUMN = `a, "b" $HOME 'c'`

/** @param {string} name @param {number} shift */
function write(name, shift) {
  const rows = Array.from({ length: 80 }, (_, k) => {
    const at = new Date(Date.UTC(2024, 7, 1) + k * 21_600_000).toISOString()
    return `${at};${String(((k * 37) % 101) / 100 + shift).replace('.', ',')};${k % 7};${k % 2 === 0 ? 'north' : 'south side'}`
  })
  writeFileSync(
    join(folder, name),
    [`t;"${COLUMN.replaceAll('"', '""')}";other;site`, ...rows, ''].join('\n'),
  )
}
write(REFERENCE, 0)
write(TEST, 0.5)

const options = { separator: ';', decimal: /** @type {const} */ (',') }
const reference = { digest: 'a'.repeat(64), name: REFERENCE, options }
const selection = {
  reference,
  test: { digest: 'b'.repeat(64), name: TEST, options },
  split: null,
  columns: [COLUMN],
  standardise: false,
  timeColumn: null,
}

/** Run as a shell would cut it into words. @param {import('~/domain/detection/command-line').CommandLine} line */
async function run(line) {
  if (!('command' in line)) throw new Error(line.why)
  const words = execFileSync('sh', ['-c', `printf '%s\\0' ${line.command}`], { cwd: folder })
    .toString('utf8')
    .split('\0')
    .slice(0, -1)
  expect(words[0]).toBe('tidemark')
  const said = await tidemark([...words.slice(1), '--json'])
  expect(said.err).toBe('')
  return JSON.parse(said.out)
}

/** @param {string} id */
function detector(id) {
  const found = detectorById(id)
  if (!found) throw new Error(`no ${id}`)
  return found
}

test('what a job was told is what the command line is told, whatever its files and columns are called', async () => {
  const params = { alpha: 0.01, correction: 'none' }
  const found = await run(commandLine({ params, selection }, detector('ks')))
  expect(found).toMatchObject({
    detector: 'ks',
    params,
    reference: { name: REFERENCE },
    test: { name: TEST },
    columns: [COLUMN],
    standardise: false,
    split: null,
  })
  expect(found.drift).toBe(true)
})

test('every split that the command line knows', async () => {
  const one = { ...selection, test: null, columns: [COLUMN, 'other'], standardise: true }
  /** @type {[import('~/data/prepare/selection').Split, string | null][]} */
  const cuts = [
    [{ by: 'rows', reference: { first: 3, last: 40 }, test: null }, null],
    [{ by: 'column', column: 'site', reference: 'south side', test: null }, null],
    [{ by: 'column', column: 'site', reference: 'south side', test: 'north' }, null],
    [{ by: 'time', column: 't', cut: { kind: 'at', at: Date.UTC(2024, 7, 9, 6) } }, 't'],
    [{ by: 'time', column: 't', cut: { kind: 'last', last: 3 * 86_400_000, against: 432_000_000 } }, 't'],
  ]
  for (const [split, timeColumn] of cuts) {
    const found = await run(
      commandLine({ params: {}, selection: { ...one, split, timeColumn } }, detector('ks')),
    )
    expect(found).toMatchObject({ split, standardise: true, columns: [COLUMN, 'other'] })
  }
})

test('a stream alone, and what the command line cannot be told', async () => {
  const alone = { ...selection, test: reference, alone: true, standardise: true }
  const found = await run(commandLine({ params: {}, selection: alone }, detector('page-hinkley')))
  expect(found).toMatchObject({ detector: 'page-hinkley', reference: null, columns: [COLUMN] })
  const rows = {
    ...selection,
    test: null,
    split: /** @type {const} */ ({
      by: 'rows',
      reference: { first: 1, last: 9 },
      test: { first: 20, last: 30 },
    }),
  }
  for (const other of [
    rows,
    { ...selection, takes: /** @type {const} */ ('component') },
    { ...selection, test: { ...selection.test, options: { separator: ',' } } },
  ])
    expect(commandLine({ params: {}, selection: other }, detector('ks'))).toHaveProperty('why')
})
