import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { cells, fileOf, readText } from './fixtures/read'
import { digestOf } from './digest'
import { USUAL_MISSING } from './interpret/missing-words'
import { readTable } from './read-file'
import { breathe } from './source'

const names = (read: Awaited<ReturnType<typeof readTable>>) => read.columns.columns.map(({ name }) => name)

const GRID = Array.from({ length: 4 }, (_, i) => [0, 1, 2].map((j) => i * 3 + j - 2.5))

/** What numpy's astype makes of the grid. */
const AS = {
  real: GRID,
  whole: GRID.map((row) => row.map(Math.trunc)),
  unsigned: GRID.map((row) => row.map((x) => Math.trunc(Math.abs(x)))),
}

test.each([
  ['f2', AS.real],
  ['f4', AS.real],
  ['f8', AS.real],
  ['f4-big', AS.real],
  ['f8-big', AS.real],
  ['i1', AS.whole],
  ['i2', AS.whole],
  ['i4-big', AS.whole],
  ['i8', AS.whole],
  ['u1', AS.unsigned],
  ['u2-big', AS.unsigned],
  ['u4', AS.unsigned],
  ['u8', AS.unsigned],
  ['fortran', AS.real],
  ['version-2', AS.real],
  ['version-3', AS.real],
])('%s.npy', async (name, expected) => {
  const read = await readTable(fileOf(`${name}.npy`))
  // −0 and 0 are the same number here.
  expect(cells(read).map((row) => row.map((x) => Number(x) + 0))).toEqual(
    expected.map((row) => row.map((x) => x + 0)),
  )
  expect(names(read)).toEqual(['c1', 'c2', 'c3'])
  expect(read.summary).toMatchObject({ format: 'npy', rows: 4, notes: [] })
})

test('booleans of npy are the categories that they are elsewhere', async () => {
  expect(cells(await readTable(fileOf('bool.npy')))).toEqual(GRID.map((row) => row.map(() => 'true')))
})

test('npy of one and three axes', async () => {
  expect(cells(await readTable(fileOf('one-axis.npy')))).toEqual([[-2.5], [0.5], [3.5], [6.5]])
  const flat = [0, 1].map((i) => Array.from({ length: 12 }, (_, j) => i * 12 + j))
  for (const name of ['three-axes.npy', 'three-axes-fortran.npy']) {
    const read = await readTable(fileOf(name))
    expect(cells(read)).toEqual(flat)
    expect(read.summary.notes).toEqual([
      'The array has shape (2, 3, 4): its first axis became 2 rows, the others 12 columns.',
    ])
  }
})

test('npy with infinite values', async () => {
  const read = await readTable(fileOf('infinite.npy'))
  expect(cells(read).flat()).toEqual([1, null, null, null])
  expect(read.summary.notes).toEqual(["2 infinite values in 'c1' (first in row 2) count as missing."])
})

test.each(['types-snappy.parquet', 'types-plain.parquet'])('%s', async (name) => {
  const read = await readTable(fileOf(name))
  expect(read.columns.columns.map(({ name: column, type }) => `${column}: ${type}`)).toEqual([
    'x: number',
    'f: number',
    'i: number',
    'big: text',
    'u: number',
    'ok: text',
    'group: text',
    'kind: text',
    't: time',
    'ns: time',
    'day: time',
    'struct.a: number',
    'inf: number',
  ])
  const t = (i: number) => new Date(Date.UTC(2026, 2, 25, 0, i)).toISOString()
  const day = (i: number) => new Date(Date.UTC(2026, 2, 25 + i)).toISOString()
  expect(cells(read)).toEqual(
    Array.from({ length: 100 }, (_, i) => [
      i === 3 ? null : i / 8,
      i / 4,
      i,
      i === 5 ? '9007199254740993' : String(i),
      i % 256,
      i === 2 ? null : String(i % 2 === 0),
      i === 1 ? null : `grüppe ${i % 3}`,
      `k${i % 2}`,
      t(i),
      t(0),
      day(i),
      i,
      i === 7 ? null : 1,
    ]),
  )
  expect(read.summary.format).toBe('parquet')
  expect(read.summary.notes).toEqual([
    "1 column of lists, maps or the like was left out: 'list'.",
    "Column 'big' is text: it holds whole numbers beyond 2^53 (first in row 6), which a double would round.",
    "1 infinite value in 'inf' (first in row 8) counts as missing.",
  ])
})

test.each(['decimals.parquet', 'decimals-as-integers.parquet'])(
  '%s: each is the double nearest to its text',
  async (name) => {
    const { columns } = await readTable(fileOf(name))
    for (let j = 0; j < columns.columns.length; j += 2) {
      const number = columns.columns[j]!
      const text = columns.columns[j + 1]!
      // Written without a point, text is a number too.
      const texts =
        text.type === 'text'
          ? Array.from(text.codes, (code) => (code < 0 ? Number.NaN : Number(text.categories[code])))
          : [...text.values]
      expect(number.type === 'number' && [...number.values]).toEqual(texts)
    }
  },
)

test('two columns of one name keep their own values', async () => {
  const read = await readTable(fileOf('same-names.parquet'))
  expect(names(read)).toEqual(['x', 'x_2', 's'])
  expect(cells(read)).toEqual(Array.from({ length: 40 }, (_, i) => [i, 10 * i, `a${i % 2}`]))
})

test('bytes are text where they are some, else hexadecimal', async () => {
  const read = await readTable(fileOf('binary.parquet'))
  expect(cells(read)).toEqual([
    ['0x00ff80', 'ab', '0x00ff80'],
    ['0x01fe80', 'cd', '0x01fe80'],
    ['0x02fd80', 'ab', '0x02fd80'],
    ['0x03fc80', null, '0x03fc80'],
    [null, 'cd', null],
  ])
  expect(read.summary.notes).toEqual([
    "Column 'hash' holds bytes that are not text (first in row 1): they are written in hexadecimal.",
    "Column 'fixed' holds bytes that are not text (first in row 1): they are written in hexadecimal.",
  ])
})

test.each(['gzip', 'zstd', 'brotli', 'lz4'])('Parquet with %s', async (codec) => {
  const read = await readTable(fileOf(`${codec}.parquet`))
  const plain = await readTable(fileOf('types-plain.parquet'))
  const [x, i] = [names(plain).indexOf('x'), names(plain).indexOf('i')]
  expect(cells(read)).toEqual(cells(plain).map((row) => [row[x], row[i]]))
})

const IDS = ['9007199254740993', '-1', '12']

function npyOfIds(): Uint8Array<ArrayBuffer> {
  const column = BigInt64Array.from(IDS, BigInt)
  const header = `${"{'descr': '<i8', 'fortran_order': False, 'shape': (3,), }".padEnd(117)}\n`
  const npy = new Uint8Array(128 + column.byteLength)
  npy.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0])
  npy.set(new TextEncoder().encode(header), 10)
  npy.set(new Uint8Array(column.buffer), 128)
  return npy
}

test.each([
  ['csv', `c1\n${IDS.join('\n')}\n`],
  ['jsonl', IDS.map((id) => `{"c1": ${id}}`).join('\n')],
  ['json', `[${IDS.map((id) => `{"c1": ${id}}`).join(', ')}]`],
  ['npy', npyOfIds()],
])('whole numbers that a double would round are text in %s', async (format, content) => {
  const read = await readText(content, `id.${format}`)
  expect(cells(read).flat()).toEqual(IDS)
  expect(read.summary.notes).toEqual([
    "Column 'c1' is text: it holds whole numbers beyond 2^53 (first in row 1), which a double would round.",
  ])
})

test('any of them in gzip; the digest is that of the file', async () => {
  const text = 'x,s\n1,a\n2,b\n'
  const packed = gzipSync(text)
  const read = await readText(new Uint8Array(packed), 'data.csv.gz')
  expect(cells(read)).toEqual([
    [1, 'a'],
    [2, 'b'],
  ])
  expect(read.summary).toMatchObject({
    fileName: 'data.csv.gz',
    format: 'csv',
    bytes: packed.length,
    digest: createHash('sha256').update(packed).digest('hex'),
  })
})

test('JSON lines', async () => {
  const read = await readText(
    [
      '{"x": 1.5, "s": "a", "t": "2026-03-25T01:02:03Z", "in": {"y": 1, "deep": {"z": true}}, "list": [1]}',
      '',
      '{"x": null, "s": "b", "late": 7, "__proto__": 3}',
      '{"x": NaN, "in": {"y": -Infinity}, "s": "NaN, Infinity"}',
    ].join('\r\n'),
    'data.jsonl',
  )
  expect(names(read)).toEqual(['x', 's', 't', 'in.y', 'in.deep.z', 'late', '__proto__'])
  expect(cells(read)).toEqual([
    [1.5, 'a', '2026-03-25T01:02:03.000Z', 1, 'true', null, null],
    [null, 'b', null, null, null, 7, 3],
    [null, 'NaN, Infinity', null, null, null, null, null],
  ])
  expect(read.summary.format).toBe('json')
  expect(read.summary.notes).toEqual([
    "Lists (and objects nested too deep) were left out: 'list'.",
    "1 infinite value in 'in.y' (first in row 3) counts as missing.",
  ])
})

test('a JSON array of objects, on any number of lines', async () => {
  const rows = Array.from({ length: 3000 }, (_, i) => ({ x: i, s: `a]},{"${i % 3}` }))
  for (const text of [JSON.stringify(rows), JSON.stringify(rows, null, 2)])
    expect(cells(await readText(text, 'data.json'))).toEqual(rows.map(({ x, s }) => [x, s]))
})

test('JSON lines whose column becomes text late', async () => {
  const lines = Array.from({ length: 3000 }, (_, i) => JSON.stringify(i % 3 ? { x: i } : { y: i }))
  const read = await readText(
    [...lines, ...['now', 'then', 'never', 'soon'].map((x) => JSON.stringify({ x }))].join('\n'),
    'data.jsonl',
  )
  expect(cells(read).slice(0, 3)).toEqual([
    [0, null],
    [null, '1'],
    [null, '2'],
  ])
  expect(cells(read).at(-1)).toEqual([null, 'soon'])
  expect(read.summary.notes).toEqual(["Column 'x' is text because of 'now' in row 3 001."])
})

test('the digest is sha256sum, with and without crypto.subtle', async () => {
  const bytes = new Uint8Array(5_000_000).map((_, i) => 48 + (i % 10))
  const expected = createHash('sha256').update(bytes).digest('hex')
  const blob = new Blob([bytes])
  const source = {
    name: 'x',
    size: blob.size,
    blob,
    options: {},
    missing: USUAL_MISSING,
    sliceStart: 0,
    cancelled: () => false,
    onProgress: () => undefined,
    breathe,
  }
  expect(await digestOf(source)).toBe(expected)
  // Where there is no crypto.subtle at all.
  expect(await digestOf(source, null)).toBe(expected)
})

test('what waits has its turn while a file in memory is copied for its digest', async () => {
  const blob = new Blob([new Uint8Array(9_000_000)])
  let turns = 0
  await digestOf({
    name: 'x',
    size: blob.size,
    blob,
    options: {},
    missing: USUAL_MISSING,
    sliceStart: -Infinity,
    cancelled: () => false,
    onProgress: () => undefined,
    breathe: () => {
      turns++
      return breathe()
    },
  })
  expect(turns).toBeGreaterThan(0)
})

test('TSV, and the summary', async () => {
  const read = await readText('x\ts\tt\n1\ta\t2026-01-01\n2\tb\t2026-01-02\n4\ta\t\n', 'data.tsv')
  expect(read.summary).toEqual({
    digest: createHash('sha256')
      .update('x\ts\tt\n1\ta\t2026-01-01\n2\tb\t2026-01-02\n4\ta\t\n')
      .digest('hex'),
    fileName: 'data.tsv',
    bytes: 41,
    format: 'tsv',
    rows: 3,
    readAs: {
      separator: '\t',
      decimal: '.',
      header: true,
      encoding: 'utf-8',
      comment: null,
      missing: USUAL_MISSING.words,
      columns: [
        { name: 'x', type: 'number', written: null },
        { name: 's', type: 'category', written: null },
        { name: 't', type: 'time', written: null },
      ],
    },
    notes: [],
    columns: [
      {
        type: 'number',
        name: 'x',
        missing: 0,
        min: 1,
        max: 4,
        mean: 7 / 3,
        sd: expect.closeTo(Math.sqrt(7 / 3), 14),
        integers: true,
        distinct: 3,
        unique: true,
        counter: false,
        ascending: true,
        histogram: {
          min: 1,
          max: 4,
          // One bar for each whole number: 1, 2, 3, 4.
          counts: [1, 1, 0, 1],
        },
      },
      {
        type: 'text',
        name: 's',
        missing: 0,
        distinct: 2,
        unique: false,
        top: [
          { value: 'a', count: 2 },
          { value: 'b', count: 1 },
        ],
      },
      {
        type: 'time',
        name: 't',
        missing: 1,
        min: Date.UTC(2026, 0, 1),
        max: Date.UTC(2026, 0, 2),
        ascending: true,
        histogram: {
          min: Date.UTC(2026, 0, 1),
          max: Date.UTC(2026, 0, 2),
          counts: Array.from({ length: 24 }, (_, i) => (i === 0 || i === 23 ? 1 : 0)),
        },
      },
    ],
  })
})
