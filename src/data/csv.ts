import { formatBytes, formatCount } from '~/lib/format'
import {
  AS_DECIMALS,
  AS_GROUPS,
  finishColumn,
  mergeReread,
  NUMBER,
  rereader,
  rowsToReread,
  SKIP,
} from './builder'
import type { Columns } from './columns'
import { createRowReader, readRows, type RowReader } from './csv-rows'
import { firstRows, readHeader, sniffDecimal, sniffDelimiter } from './csv-sniff'
import { sampled } from './categories-in-use'
import { categoriesOf, isUtf8 } from './dictionary'
import { DataError } from './errors'
import { MAX_CELLS, MAX_COLUMNS, MAX_ROW_BYTES, plural, shown } from './limits'
import { signsProvenBy } from './number-words'
import { type Layout, textColumns } from './read-options'
import { feed, pause, readBytes, sliceIsOver, type Source, transcoder } from './source'

/** A parsed file before it is summarised. */
export interface Parsed {
  columns: Columns
  notes: string[]
}

/** A delimited text, with how it was laid out. */
interface ParsedText extends Parsed {
  layout: Layout
  /** Decimal signs that its numbers prove. */
  proven: { point: boolean; comma: boolean }
}

const SAMPLE_BYTES = 256_000

interface Sample {
  /** The first bytes as the stream will give them, without a byte order mark. */
  bytes: Uint8Array
  /** Whether they are the whole file. */
  complete: boolean
  /** Bytes of the byte order mark in the stream. */
  bom: number
}

async function takeSample(source: Source, encoding: string, size: number): Promise<Sample> {
  const raw = await readBytes(source, 0, size)
  const complete = raw.length >= source.size
  const bytes = transcoder(encoding)(raw, complete)
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  return { bytes: bytes.subarray(bom), complete, bom }
}

/** What is known after a look at the first rows. */
interface Plan {
  delimiter: number
  decimal: number
  names: string[]
  skip: number
  headerLines: number
  capacity: number
  notes: string[]
  /** Whether the first row was read as the names. */
  header: boolean
  /** Whether the header is in the encoding that was assumed. */
  valid: boolean
}

/** @throws DataError for what cannot stand between cells */
function separatorByte(fileName: string, separator: string): number {
  const byte = separator.charCodeAt(0)
  if (separator.length === 1 && byte < 128 && !/[\w"\r\n.+-]/.test(separator)) return byte
  throw new DataError(
    'bad-separator',
    `${fileName} cannot be read with the separator ${shown(separator)}: choose one character such as , or ; that is no letter, digit, quote, point or sign.`,
  )
}

async function plan(source: Source, encoding: string): Promise<Plan> {
  const { options } = source
  const told = options.separator === undefined ? null : separatorByte(source.name, options.separator)
  let size = SAMPLE_BYTES
  let sample = await takeSample(source, encoding, size)
  let delimiter = told ?? sniffDelimiter(sample.bytes, sample.complete)
  let counts = firstRows(sample.bytes, delimiter, sample.complete, false)
  while (counts.counts.length < 2 && !sample.complete && size < 2 * MAX_ROW_BYTES) {
    size *= 4
    sample = await takeSample(source, encoding, size)
    delimiter = told ?? sniffDelimiter(sample.bytes, sample.complete)
    counts = firstRows(sample.bytes, delimiter, sample.complete, false)
  }
  const d = counts.counts[0]
  if (d === undefined) {
    if (sample.complete)
      throw new DataError('empty-file', `${source.name} is empty: it holds nothing but blank lines.`)
    throw new DataError(
      'row-too-long',
      `${source.name}: the first row is longer than ${formatBytes(size)}, so this is no table of rows and columns, or a quote in its first row never closes.`,
    )
  }
  if (d > MAX_COLUMNS)
    throw new DataError(
      'too-many-columns',
      `${source.name} has ${plural(d, 'column')}; Tidemark reads at most ${formatCount(MAX_COLUMNS)}. Drop a file with fewer.`,
    )
  const { rows, ends, headerLines } = firstRows(sample.bytes, delimiter, sample.complete, true)
  const decimal =
    options.decimal === undefined ? sniffDecimal(rows, delimiter) : options.decimal.charCodeAt(0)
  const valid = encoding !== 'utf-8' || rows[0]!.every(isUtf8)
  const header = readHeader(
    rows,
    { decimal, encoding: encoding === 'windows-1252' ? encoding : 'utf-8', missing: source.missing },
    options.header,
  )
  // Rows to expect, from the length of those seen; a tenth more, so that most files need no growing.
  const seen = ends.length > 1 ? (ends.at(-1)! - ends[0]!) / (ends.length - 1) : ends[0]!
  const streamed = sample.complete ? sample.bytes.length : source.size * (sample.bytes.length / size)
  const expected = Math.ceil((streamed / Math.max(2, seen)) * 1.1) + 16
  return {
    delimiter,
    decimal,
    names: header.names,
    skip: sample.bom + (header.headerless ? 0 : ends[0]!),
    headerLines: header.headerless ? 0 : headerLines,
    capacity: Math.min(expected, Math.floor(MAX_CELLS / header.names.length)),
    notes: header.notes,
    header: !header.headerless,
    valid,
  }
}

/** Which decimal signs are proven: by plain numbers, and by texts that are numbers in another notation. */
function provenBy(reader: RowReader): ParsedText['proven'] {
  const plain = reader.columns.some((b) => b.kind === NUMBER && (b.marks & AS_DECIMALS) !== 0)
  const texts = signsProvenBy(
    reader.columns.flatMap(({ dictionary }) =>
      dictionary === null ? [] : sampled(categoriesOf(dictionary, reader.encoding), 200),
    ),
  )
  return {
    point: texts.point || (plain && reader.decimal === 46),
    comma: texts.comma || (plain && reader.decimal === 44),
  }
}

/**
 * Reads delimited text: RFC 4180 with any of four delimiters and line ends, a number fast path, and a
 * second pass over only those columns (and rows) that turned out to be text late.
 *
 * @param encoding as `sniffEncoding` found it; UTF-8 falls back to Windows-1252 where it is not valid
 * @throws DataError
 */
export async function readCsv(source: Source, encoding: string): Promise<ParsedText> {
  const p = await plan(source, encoding)
  const inLatin = async (): Promise<ParsedText> => {
    const again = await readCsv(source, 'windows-1252')
    again.notes.unshift('The file is not valid UTF-8 and was read as Windows-1252 (Latin-1).')
    return again
  }
  if (!p.valid) return inLatin()
  const reader = createRowReader(source.name, p.names, p.capacity, {
    delimiter: p.delimiter,
    headerLines: p.headerLines,
    decimal: p.decimal,
    encoding: encoding === 'windows-1252' ? encoding : 'utf-8',
    missing: source.missing,
    asText: textColumns(source.options),
  })
  const run = (r: RowReader): Promise<void> =>
    feed(
      source,
      encoding,
      p.skip,
      () => r.rows,
      (bytes, start, end, final, stopAt) => readRows(r, bytes, start, end, final, stopAt),
      () => r.invalid || r.rows >= r.stopAfter,
    )
  await run(reader)
  if (reader.invalid && encoding === 'utf-8') return inLatin()
  const { rows } = reader
  if (rows === 0)
    throw new DataError(
      'header-only',
      `${source.name} has a header (${plural(p.names.length, 'column')}) but no rows below it.`,
    )
  const proven = provenBy(reader)
  // Points that separate thousands, where other columns have decimal commas.
  if (reader.decimal === 46 && proven.comma && !proven.point)
    for (const b of reader.columns) b.isReread = b.kind === NUMBER && b.marks === AS_GROUPS
  const needed = reader.columns.reduce((most, b) => Math.max(most, rowsToReread(b, rows)), 0)
  if (needed > 0) {
    const second: RowReader = {
      ...reader,
      columns: reader.columns.map((b) => rereader(b, rows)),
      rows: 0,
      stopAfter: needed,
      extraLines: 0,
      capacity: needed,
    }
    await run(second)
    reader.columns.forEach((b, i) => {
      const again = second.columns[i]!
      if (again.kind !== SKIP) mergeReread(b, again, rows)
    })
  }
  const notes = [...p.notes]
  if (reader.decimal === 44) notes.push('Numbers have decimal commas.')
  if (reader.blankLines > 0)
    notes.push(
      `${plural(reader.blankLines, 'blank line')} between rows ${reader.blankLines === 1 ? 'was' : 'were'} skipped.`,
    )
  const columns: Columns = { rows, columns: [] }
  for (const b of reader.columns) {
    const finished = finishColumn(b, rows, reader.encoding)
    columns.columns.push(finished.column)
    notes.push(...finished.notes)
    if (sliceIsOver(source)) await pause(source)
  }
  return {
    columns,
    notes,
    proven,
    layout: {
      separator: String.fromCharCode(p.delimiter),
      decimal: reader.decimal === 44 ? ',' : '.',
      header: p.header,
      encoding,
      comment: null,
    },
  }
}
