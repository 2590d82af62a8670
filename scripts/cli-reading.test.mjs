import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { tidemark } from './cli-said.test-support.mjs'

// How the command line has files read, and says so. What is read is tested in src/data/.

const folder = mkdtempSync(join(tmpdir(), 'tidemark-reading-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** @param {string} name @param {string} text */
function file(name, text) {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

/** @param {string} path @param {string[]} more */
const ks = (path, ...more) => tidemark(['detect', 'ks', '--reference', path, '--test', path, ...more])

test('every flag of reading says how both files are read, and --json says what came of it', async () => {
  const path = file('all.txt', '7|1,5|red|20240203\n// a comment\n8|-9|blue|20240204\n9|3,5|red|20240205\n')
  const flags =
    '--separator | --decimal , --no-header --missing=-9 --comment / --type c1=category --type c4=number'
  const said = await ks(path, ...flags.split(' '), '--json')
  expect(said.err).not.toContain('Error')
  const { test: read, columns } = JSON.parse(said.out)
  expect(columns).toEqual(['c2', 'c4'])
  expect(read.rows).toBe(3)
  expect(read.readAs).toEqual({
    separator: '|',
    decimal: ',',
    header: false,
    encoding: 'utf-8',
    comment: '/',
    missing: ['-9'],
    columns: [
      { name: 'c1', type: 'category', written: null },
      { name: 'c2', type: 'number', written: null },
      { name: 'c3', type: 'category', written: null },
      { name: 'c4', type: 'number', written: null },
    ],
  })
  expect(read.notes).toContain('1 comment line was left out.')
})

test('the notes on reading stand below the result', async () => {
  const path = file(
    'percent.csv',
    `share,n\n${Array.from({ length: 30 }, (_, i) => `${i}%,${i / 2}`).join('\n')}\n`,
  )
  const { out } = await ks(path)
  expect(out).toContain("percent.csv: Column 'share' was read as numbers: in % (5 % is 5).")
})

test.each([
  [['--separator', 'ab'], "--separator takes one character, tab or space, not 'ab'."],
  [['--decimal', ';'], "--decimal takes . or a comma, not ';'."],
  [['--comment', '//'], '--comment takes one character'],
  [['--header', '--no-header'], 'exclude each other'],
  [['--type', 'x=colour'], '--type takes column=type, where the type is one of number, category, time'],
])('%j', async (flags, sentence) => {
  const said = await ks(file('x.csv', 'x\n1\n2\n'), ...flags)
  expect(said).toMatchObject({ code: 1, out: '' })
  expect(said.err).toContain(sentence)
})

test('a negative number is the value of the option before it', async () => {
  const path = file(
    'negative.csv',
    `x\n${Array.from({ length: 20 }, (_, i) => (i % 5 === 0 ? -999 : i)).join('\n')}\n`,
  )
  expect((await ks(path)).out).toContain("-999 in 'x' (4 cells) is far from all other values (1 to 19)")
  expect((await ks(path, '--missing', '-999')).out).toContain("'-999' in 'x' (4 cells) counts as missing.")
})

test('where nothing can be compared, what was odd about the files is told with it', async () => {
  const path = file('marks.csv', `temp\nC\nmean\n${'1.5\n2.5\n3.5\n4.5\n'.repeat(5)}`)
  const { code, err } = await ks(path)
  expect(code).toBe(1)
  expect(err).toContain('Neither marks.csv nor marks.csv has a number column. Choose files with numbers.')
  expect(err).toContain("marks.csv: Column 'temp' is text because of 'C' in row 1.")
})

test('names steer no terminal: neither in words, nor in JSON, nor in what failed', async () => {
  const name = '\u001B]0;owned\u0007\u009B31mred\r\u202Eb'
  const rows = Array.from({ length: 40 }, (_, i) => `${(i * 7) % 11},${i % 5}`).join('\n')
  const path = file('steering.csv', `"${name}",b\n${rows}\n`)
  const words = await ks(path)
  const json = await ks(path, '--json')
  const others = [
    await ks(join(folder, `${name}.csv`)),
    await tidemark([name]),
    await ks(path, '--type', name),
  ]
  const all = [words, json, ...others].map(({ out, err }) => out + err).join('')
  // oxlint-disable-next-line no-control-regex -- they are what must not be there
  expect(all).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E]/)
  expect(JSON.parse(json.out).columns).toContain(name)
  expect(words.out).toContain(String.raw`\u009b31mred`)
})
