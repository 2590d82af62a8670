import { expect, test } from 'vitest'
import { cells, fileOf } from './fixtures/read'
import { readTable } from './read-file'

const types = (table: Awaited<ReturnType<typeof readTable>>) =>
  table.columns.columns.map(({ name, type }) => `${name}: ${type}`)

test('Arrow: every type of a plain column', async () => {
  const read = await readTable(fileOf('types.feather'))
  expect(types(read)).toEqual([
    'i8: number',
    'big: text',
    'u64: text',
    'f16: number',
    'f32: number',
    'd: number',
    's: number',
    'large: text',
    'view: text',
    'cat: text',
    'ok: text',
    'date32: time',
    'date64: time',
    's0: time',
    'ms: time',
    'us: time',
    'ns: time',
    'took: number',
    'clock: number',
    'bytes: text',
    'fixed: text',
    'in.a: number',
    'in.b.c: text',
    'none: text',
    'inf: number',
  ])
  const [first, second, third] = cells(read)
  expect(first).toEqual([
    1,
    '9007199254740993',
    '18446744073709551615',
    0.5,
    Math.fround(0.1),
    0.1,
    1,
    'u',
    'u',
    'p',
    'true',
    '1970-01-02T00:00:00.000Z',
    '1970-01-02T00:00:00.000Z',
    '1970-01-01T00:00:01.000Z',
    '1970-01-01T00:00:01.500Z',
    '1970-01-01T00:00:00.001Z',
    '2026-03-25T00:00:00.123Z',
    1500,
    3_600_000,
    'ab',
    'ab',
    1,
    'u',
    null,
    null,
  ])
  expect(second!.filter((cell) => cell !== null)).toEqual(['1', '1', 'v'])
  expect(third!.slice(4, 11)).toEqual([
    2,
    -12.34,
    null,
    null,
    'a text of more than twelve bytes',
    'q',
    'false',
  ])
  expect(third!.slice(19)).toEqual(['0xff00', 'cd', 3, null, null, null])
  expect(read.summary.notes).toEqual([
    "1 column of lists, maps or the like was left out: 'list'.",
    "Column 'big' is text: it holds whole numbers beyond 2^53 (first in row 1), which a double would round.",
    "Column 'u64' is text: it holds whole numbers beyond 2^53 (first in row 1), which a double would round.",
    "Column 'bytes' holds bytes that are not text (first in row 3): they are written in hexadecimal.",
    "1 infinite value in 'inf' (first in row 1) counts as missing.",
  ])
  expect(read.summary.format).toBe('arrow')
})

test.each(['nested-snappy.parquet', 'nested-zstd.parquet'])(
  '%s is what the Arrow file holds',
  async (name) => {
    const parquet = await readTable(fileOf(name))
    const arrow = await readTable(fileOf('types.feather'))
    expect(parquet.columns.columns.map((column) => column.name)).toContain('in.b.c')
    for (const column of parquet.columns.columns)
      expect(column).toEqual(arrow.columns.columns.find((other) => other.name === column.name))
    expect(parquet.summary.notes[0]).toBe("1 column of lists, maps or the like was left out: 'list'.")
  },
)

test('UUIDs are text', async () => {
  expect(cells(await readTable(fileOf('uuid.parquet')))).toEqual([
    ['00010203-0405-0607-0809-0a0b0c0d0e0f', 1],
    [null, 2],
  ])
})

test('an archive of arrays: those of one length are columns, the others are named', async () => {
  const read = await readTable(fileOf('mixed.npz'))
  expect(types(read)).toEqual([
    'X_train.c1: number',
    'X_train.c2: number',
    'y_train: number',
    'label: text',
    'when: time',
  ])
  expect(cells(read).slice(0, 4)).toEqual([
    [0, 1, 0, 'a', '2026-03-25T01:02:03.000Z'],
    [2, 3, 1, 'b', null],
    [4, 5, 0, 'a', '2026-03-26T00:00:00.000Z'],
    [6, 7, 1, 'grün', '2026-03-27T00:00:00.000Z'],
  ])
  expect(read.summary.notes).toEqual([
    "Left out of the archive: 'X_test' (3 rows, not 6), 'epochs' (a single value), 'z' (its items are not numbers, times or text).",
  ])
  expect(read.summary.format).toBe('npz')
})

test('what is in an archive is compared with its checksum', async () => {
  const bytes = new Uint8Array(await fileOf('same/stored.npz').arrayBuffer())
  bytes[400]! ^= 1
  await expect(readTable(new File([bytes], 'a.npz'))).rejects.toThrow(
    "a.npz could not be unpacked: 'x.npy' is not what its checksum says. It may be damaged; copy it again.",
  )
  await expect(readTable(fileOf('scalars.npz'))).rejects.toThrow(
    "scalars.npz holds no array that can be columns of a table: 'a' (a single value), 'b' (a single value).",
  )
})
