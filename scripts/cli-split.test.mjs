import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { tidemark } from './cli-said.test-support.mjs'

const folder = mkdtempSync(join(tmpdir(), 'tidemark-split-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const DAYS = 60

/** Sixty days from 1 August 2024, with a zone, four rows a day; the values move in the last week. @param {string} name @param {boolean} shuffled */
function daily(name, shuffled) {
  const rows = Array.from({ length: DAYS * 4 }, (_, k) => {
    const at = new Date(Date.UTC(2024, 7, 1) + k * 6 * 3_600_000)
    const value = ((k * 37) % 101) / 100 + (k >= (DAYS - 7) * 4 ? 5 : 0)
    return `${at.toISOString().replace('.000Z', '+00:00')},${value},${k % 3 === 0 ? 'north' : 'south'}`
  })
  const order = shuffled ? rows.map((_, k) => rows[(k * 7) % rows.length]) : rows
  const path = join(folder, name)
  writeFileSync(path, ['t,x,site', ...order, ''].join('\n'))
  return path
}

const sorted = daily('days.csv', false)
const shuffled = daily('shuffled.csv', true)

test('one file is split by a date, or its last days are held against those before', async () => {
  const at = await tidemark(['detect', 'ks', '--test', sorted, '--split-at', '2024-09-23', '--json'])
  expect(at.code).toBe(3)
  const told = JSON.parse(at.out)
  expect(told.result.rows).toEqual({ reference: 53 * 4, test: 28 })
  expect(told.split).toEqual({ by: 'time', column: 't', cut: { kind: 'at', at: Date.UTC(2024, 8, 23) } })
  expect(told.reference.sha256).toBe(told.test.sha256)
  const last = await tidemark(['detect', 'ks', '--test', shuffled, '--last', '7d', '--against', '30d'])
  expect(last.code).toBe(3)
  expect(last.out).toContain(
    'test sample: 28 rows after 22 Sep 2024, 18:00 up to 29 Sep 2024, 18:00 (UTC, by',
  )
  expect(last.out).toMatch(/p = [^,]+e-\d+\./)
})

test('and by rows, and by the values of a column', async () => {
  const rows = await tidemark(['detect', 'ks', '--test', sorted, '--split-rows', '1-100', '--json'])
  expect(JSON.parse(rows.out).result.rows).toEqual({ reference: 100, test: 140 })
  const site = ['--split-by', 'site', '--reference-is', 'north']
  const values = await tidemark(['detect', 'ks', '--test', sorted, ...site, '--json'])
  expect(JSON.parse(values.out).result.rows).toEqual({ reference: 80, test: 160 })
})

test.each([
  [['--split-at', 'yesterday'], '--split-at takes a date such as 2024-09-02 or 2024-09-02T14:30Z'],
  [['--last', '3 months'], '--last takes a duration such as 7d, 12h or 90min'],
  [['--against', '30d'], '--last 7d --against 30d'],
  [['--last', '90d'], "is before the last 90d: column 't' runs from 1 Aug 2024 to 29 Sep 2024, 18:00 (UTC)"],
  [['--split-at', '2024-09-01', '--split-rows', '1-5'], 'Split the file one way: --split-at or --split-rows'],
  [['--split-rows', 'all'], '--split-rows takes a range of rows such as 1-451'],
  [['--split-by', 'site'], '--split-by site --reference-is north'],
  [['--split-at', '2024-09-01', '--reference', sorted], 'Two files cannot be split as well'],
])('%j is refused in a sentence', async (flags, sentence) => {
  const { code, err } = await tidemark(['detect', 'ks', '--test', sorted, ...flags])
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(sentence) })
})

test('a stream whose rows are not in the order of their times says so, and can be sorted', async () => {
  const walk = ['stream', 'page-hinkley', '--column', 'x']
  const note = "The rows of shuffled.csv are not ordered by 't'. To sort them, add --time 't'."
  expect((await tidemark([...walk, shuffled])).out).toContain(note)
  expect((await tidemark([...walk, shuffled, '--time', 't'])).out).not.toContain('not in the order')
  expect((await tidemark([...walk, sorted])).out).not.toContain('not in the order')
})
