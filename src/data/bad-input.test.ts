import { gzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { DataError } from './errors'
import { cells, fileOf, readText } from './fixtures/read'
import { MAX_FILE_BYTES } from './limits'
import { readTable } from './read-file'

async function failure(promise: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error = await promise.then(
    () => expect.unreachable('it should have been refused'),
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(DataError)
  return (error as DataError).toFailure()
}

const ALL = 'Tidemark reads CSV, TSV, JSON, Parquet, Arrow (Feather), .npy and .npz.'
const binary = (...bytes: number[]) => Uint8Array.from(bytes)
const repeated = (line: string, times: number) => line.repeat(times)
const half = (name: string) => {
  const file = fileOf(name)
  return new File([file.slice(0, file.size / 2)], name)
}

/** [what, file, code, the whole sentence] */
const REFUSED: [string, File, string, string][] = [
  ['empty file', fileOf('empty.csv', ''), 'empty-file', 'empty.csv is empty: it has 0 bytes.'],
  [
    'only blank lines',
    fileOf('blank.csv', '\n\r\n  \n'),
    'empty-file',
    'blank.csv is empty: it holds nothing but blank lines.',
  ],
  [
    'only a byte order mark',
    fileOf('bom.csv', '\ufeff'),
    'empty-file',
    'bom.csv is empty: it holds nothing but blank lines.',
  ],
  [
    'header only',
    fileOf('header.csv', 'a,b,c\n'),
    'header-only',
    'header.csv has a header (3 columns) but no rows below it.',
  ],
  [
    'text under the name of another format',
    fileOf('model.parquet', 'upstream request timeout'),
    'header-only',
    'model.parquet has a header (1 column) but no rows below it: it is text, not what its name says. Download it again.',
  ],
  [
    'too few cells',
    fileOf('ragged.csv', `a,b,c\n${repeated('1,2,3\n', 16)}4,5\n`),
    'ragged-row',
    'ragged.csv: row 17 (line 18 of the file) has 2 cells where 3 were expected. Check that row for a missing or extra delimiter, or a cell that needs quotes.',
  ],
  [
    'too many cells, after blank lines and a line end in quotes',
    fileOf('ragged.csv', '\na,b\n"x\ny",1\n\nz,2,3\n'),
    'ragged-row',
    'ragged.csv: row 2 (line 6 of the file) has 3 cells where 2 were expected. Check that row for a missing or extra delimiter, or a cell that needs quotes.',
  ],
  [
    'a quote that never closes',
    fileOf('quotes.csv', 'name,x\n"a",1\n"b,2\nc,3\n'),
    'open-quote',
    "quotes.csv: the quote that opens in row 2 (line 3 of the file), column 'name', never closes.",
  ],
  [
    'text after a closing quote',
    fileOf('quotes.csv', 'name,x\n"a"b,1\n'),
    'broken-quote',
    "quotes.csv: row 1 (line 2 of the file), column 'name', has text after a closing quote. A quote inside a quoted cell must be doubled.",
  ],
  [
    'a PNG named .csv',
    fileOf('photo.csv', binary(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0)),
    'not-a-table',
    `photo.csv is a PNG image, not a table: ${ALL}`,
  ],
  [
    'a JPEG',
    fileOf('photo.csv', binary(0xff, 0xd8, 0xff, 0xe0)),
    'not-a-table',
    `photo.csv is a JPEG image, not a table: ${ALL}`,
  ],
  [
    'a PDF',
    fileOf('paper.csv', '%PDF-1.7\n'),
    'not-a-table',
    `paper.csv is a PDF document, not a table: ${ALL}`,
  ],
  [
    'gzip that is cut off',
    new File([gzipSync('x\n'.repeat(9999)).subarray(0, 40)], 'data.csv.gz'),
    'unreadable',
    'data.csv.gz could not be unpacked from gzip: it is cut off or damaged. Copy it again.',
  ],
  [
    'an image in gzip',
    new File([gzipSync('GIF89a')], 'data.csv.gz'),
    'not-a-table',
    'data.csv is a GIF image, not a table: Tidemark reads CSV, TSV, JSON, Parquet, Arrow (Feather), .npy and .npz.',
  ],
  [
    'ZIP',
    fileOf('data.zip', 'PK\x03\x04abc'),
    'not-a-table',
    'data.zip is a ZIP archive, not a table: Unpack it first, then drop the file inside.',
  ],
  [
    'Excel',
    fileOf('data.xlsx', 'PK\x03\x04abc'),
    'not-a-table',
    'data.xlsx is an Excel workbook, not a table: Save the sheet as CSV.',
  ],
  [
    'a web page',
    fileOf('data.csv', '<!DOCTYPE html><html>'),
    'not-a-table',
    'data.csv is a web page, not a table: Perhaps a download asked for a sign-in. Download the data itself.',
  ],
  [
    'a table of HTML',
    fileOf('data.xls', '<table><tr><td>1</td></tr></table>'),
    'not-a-table',
    'data.xls is a web page, not a table: Save what it shows as CSV.',
  ],
  [
    'a Git LFS pointer',
    fileOf('data.csv', 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n'),
    'not-a-table',
    'data.csv is a Git LFS pointer to the data, not a table: Fetch the data with `git lfs pull`, then choose the file again.',
  ],
  [
    'a DVC pointer',
    fileOf('data.csv.dvc', 'outs:\n- md5: a304afb96060aad90176268345e10355\n  size: 12\n  path: data.csv\n'),
    'not-a-table',
    'data.csv.dvc is a DVC pointer to the data, not a table: Fetch the data with `dvc pull`, then choose the file that it names.',
  ],
  [
    'binary garbage',
    fileOf(
      'noise.csv',
      Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + (i >> 3) * 104_729) & 255),
    ),
    'not-a-table',
    `noise.csv is a binary file (5 kB, with a zero byte at position 0), not a table: ${ALL}`,
  ],
  [
    'a truncated Parquet',
    half('types-snappy.parquet'),
    'truncated',
    'types-snappy.parquet is cut off: a Parquet file ends with its table of contents, which is missing here. Copy it again.',
  ],
  [
    'Parquet without rows',
    fileOf('no-rows.parquet'),
    'header-only',
    'no-rows.parquet has 2 columns but no rows.',
  ],
  [
    'Parquet of lists',
    fileOf('nested-only.parquet'),
    'no-columns',
    'nested-only.parquet has no plain columns of numbers, times or text.',
  ],
  [
    'a truncated .npy',
    new File([fileOf('f8.npy').slice(0, 200)], 'f8.npy'),
    'truncated',
    'f8.npy is cut off: 4 rows of 3 columns need 224 B, but the file has 200 B. Copy it again.',
  ],
  [
    'a .npy cut in its header',
    new File([fileOf('f8.npy').slice(0, 50)], 'f8.npy'),
    'truncated',
    'f8.npy is cut off: the .npy header is not complete. Copy it again.',
  ],
  [
    'complex numbers',
    fileOf('complex.npy'),
    'unsupported',
    "complex.npy holds items of type '<c16'; Tidemark reads float16, float32, float64, int8 to int64, uint8 to uint64, bool, datetime64 and text. Convert it with array.astype(float).",
  ],
  [
    'a structured array of objects',
    fileOf('records-objects.npy'),
    'unsupported',
    "records-objects.npy is a structured array with fields that cannot be read ('o'); Tidemark reads float16, float32, float64, int8 to int64, uint8 to uint64, bool, datetime64 and text. Convert them, or save the table as CSV or Parquet.",
  ],
  [
    'an array without rows',
    fileOf('empty.npy'),
    'no-rows',
    'empty.npy is an array of shape (0, 3): it has no values.',
  ],
  [
    'a bad JSON line',
    fileOf('rows.jsonl', '{"x": 1}\n{"x": 2}\n{"x": }\n'),
    'bad-json',
    expect.stringMatching(/^rows\.jsonl: line 3 is not valid JSON: .+\.$/) as string,
  ],
  [
    'a JSON line that is no object',
    fileOf('rows.jsonl', '{"x": 1}\n[1, 2]\n'),
    'bad-json',
    'rows.jsonl: line 2 is an array, not an object such as {"x": 1.5}.',
  ],
  [
    'a JSON array that does not end',
    fileOf('rows.json', '[{"x": 1},\n{"x": 2}'),
    'truncated',
    'rows.json is cut off: its array does not end. Copy it again.',
  ],
  [
    'a JSON element that does not end',
    fileOf('rows.json', '[{"x": 1},\n{"x": '),
    'truncated',
    'rows.json is cut off: element 2 (line 2) does not end. Copy it again.',
  ],
  [
    'JSON lines without values',
    fileOf('rows.jsonl', '{"a": [1]}\n{}\n'),
    'no-columns',
    'rows.jsonl: no object in it has a key with a plain value, so there are no columns.',
  ],
  [
    'a million columns',
    fileOf('wide.csv', `${repeated('x,', 999_999)}x\n`),
    'too-many-columns',
    'wide.csv has 1 000 000 columns; Tidemark reads at most 20 000. Choose a file with fewer.',
  ],
  [
    'a page that says no size, which would be read for ever',
    fileOf('damaged-page-size.parquet'),
    'unreadable',
    'damaged-page-size.parquet could not be read as Parquet: the page at byte 0 of a column says no size that it can have. It may be damaged; copy or save it again.',
  ],
  [
    'one endless row',
    fileOf('long.csv', repeated('x', 17_000_000)),
    'row-too-long',
    'long.csv: the first row is longer than 16.4 MB, so this is not a table of rows and columns, or a quote in its first row never closes.',
  ],
  [
    'a quote that swallows a large file',
    fileOf('quote.csv', `a,b\n1,"${repeated('1,2\n', 5_000_000)}`),
    'row-too-long',
    'quote.csv: row 1 (line 2 of the file) is longer than 8 MB. Probably a quote opens there and never closes.',
  ],
]

test.each(REFUSED)('%s is refused in a sentence', async (_, file, code, message) => {
  expect(await failure(readTable(file))).toEqual({ code, message })
})

/** Of the places where a file is cut or damaged, `npm test` tries each tenth. */
const SPARSE = 100 / tries(100)

test('every prefix of a Parquet file is refused in a sentence, or read', async () => {
  const file = fileOf('types-snappy.parquet')
  for (let size = 1; size < file.size; size += 97 * SPARSE) {
    const { message } = await failure(readTable(new File([file.slice(0, size)], 'cut.parquet')))
    expect(message).toContain('cut.parquet')
  }
})

// A rejection that comes later and elsewhere fails the run.
test.each(['types-snappy', 'damaged-two-columns', 'same-names', 'decimals', 'zstd', 'gzip', 'brotli', 'lz4'])(
  'damaged bytes inside %s.parquet give a sentence, never another error',
  async (name) => {
    const bytes = new Uint8Array(await fileOf(`${name}.parquet`).arrayBuffer())
    const step = Math.max(5, Math.floor(bytes.length / 60)) | 1
    for (let at = 4; at < bytes.length - 8; at += step * SPARSE) {
      const damaged = bytes.slice()
      damaged.fill(at % 2 === 0 ? 0xff : at % 256, at, at + 1 + (at % 4))
      const thrown: unknown = await readTable(new File([damaged], 'bad.parquet')).catch(
        (error: unknown) => error,
      )
      if (thrown instanceof Error) {
        expect(thrown).toBeInstanceOf(DataError)
        expect(thrown.message).toContain('bad.parquet')
      }
    }
  },
)

test('a file above the limit is refused by its size, before a byte is read', async () => {
  const slice = vi.fn<() => void>()
  const file = {
    name: 'huge.csv',
    size: MAX_FILE_BYTES + 234_000_000,
    slice,
    arrayBuffer: slice,
    stream: slice,
  }
  expect(await failure(readTable(file as unknown as File))).toEqual({
    code: 'too-large',
    message: 'huge.csv has 1.23 GB; files up to 1 GB can be read here. Drop a part of it, or fewer columns.',
  })
  expect(slice).not.toHaveBeenCalled()
})

test('a file that vanished gives a sentence', async () => {
  const file = {
    name: 'gone.csv',
    size: 10,
    slice: () => ({ arrayBuffer: () => Promise.reject(new Error('The file was not found')) }),
  }
  expect(await failure(readTable(file as unknown as File))).toEqual({
    code: 'unreadable',
    message:
      'gone.csv could not be read: it was changed, moved or removed since it was chosen (The file was not found). Choose it again.',
  })
})

test('reading stops soon after it was cancelled, and progress is counted work', async () => {
  const file = fileOf('long.csv', `x,y\n${repeated('1.5,2.5\n', 2_000_000)}`)
  const seen: { done: number; total: number; rows: number }[] = []
  const cancelled = (): boolean => seen.length >= 2
  expect(await failure(readTable(file, { cancelled, onProgress: (p) => seen.push(p) }))).toEqual({
    code: 'cancelled',
    message: 'Reading long.csv was cancelled.',
  })
  expect(seen).toHaveLength(2)
  expect(seen[1]!.done).toBeGreaterThan(seen[0]!.done)
  expect(seen[1]!.rows).toBeGreaterThan(seen[0]!.rows)
  expect(seen[1]!.total).toBe(file.size)
})

test('progress rises to the end of the file', async () => {
  const file = fileOf('long.csv', `x,y\n${repeated('1.5,2.5\n', 1_100_000)}`)
  const seen: number[] = []
  const { summary } = await readTable(file, { onProgress: ({ done }) => seen.push(done) })
  expect(summary.rows).toBe(1_100_000)
  expect(seen.length).toBeGreaterThan(2)
  expect(seen.at(-1)).toBe(file.size)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
})

test('a row of its own is a table; a constant column has no histogram', async () => {
  const { summary } = await readText('x,y\n1,2\n')
  expect(summary.rows).toBe(1)
  expect(summary.columns[0]).toMatchObject({ min: 1, max: 1, mean: 1, sd: 0, histogram: null })
})

test('10 000 columns are read', async () => {
  const names = Array.from({ length: 10_000 }, (_, j) => `x${j}`)
  const row = (i: number) => names.map((_, j) => (i * j) % 97).join(',')
  const read = await readText([names.join(','), ...Array.from({ length: 20 }, (_, i) => row(i))].join('\n'))
  expect(read.columns.columns).toHaveLength(10_000)
  expect(cells(read)[7]![123]).toBe((7 * 123) % 97)
  expect(read.summary.notes).toEqual(['The file has 10 000 columns; histograms are shown of the first 512.'])
})

test('notes do not grow with the number of columns', async () => {
  const names = Array.from({ length: 200 }, (_, j) => `x${j}`)
  const { summary } = await readText(`${names.join(',')}\n${names.map(() => 'inf').join(',')}\n`)
  expect(summary.notes).toHaveLength(41)
  expect(summary.notes.at(-1)).toBe('160 more notes of this kind are left out.')
})

test('more categories than are kept share one', async () => {
  const lines = Array.from({ length: 100_010 }, (_, i) => `id${i},1`)
  const read = await readText(`id,x\n${lines.join('\n')}\nid5,1\n`)
  const [column] = read.columns.columns
  expect(column?.type === 'text' && column.categories.length).toBe(100_001)
  expect(cells(read).slice(-3)).toEqual([
    ['(other values)', 1],
    ['(other values)', 1],
    ['id5', 1],
  ])
  expect(read.summary.notes).toEqual([
    "Column 'id' has more than 100 000 different values; all further ones count as '(other values)'.",
  ])
})

test('long cells are cut, on a whole character', async () => {
  const read = await readText(`s,x\nx${'ü'.repeat(3000)},1\n`)
  expect(cells(read)[0]![0]).toBe(`x${'ü'.repeat(2047)}`)
  expect(read.summary.notes).toEqual(["Cells of 's' longer than 4 096 bytes were cut off there."])
})

test('zero bytes behind the first rows are part of a text cell', async () => {
  const read = await readText(`s,x\n${repeated('a,1\n', 2000)}\0,2\n`)
  expect(cells(read).at(-1)).toEqual(['\0', 2])
})
