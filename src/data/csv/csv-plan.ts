import { formatBytes, formatCount } from '~/lib/format'
import type { ArffHead } from './arff'
import { readHeader } from './csv-header'
import { DELIMITERS, type FirstRows, firstRows, sniffDecimal, sniffDelimiter, uniqueNames } from './csv-sniff'
import { isUtf8 } from '../dictionary'
import { textOf } from './byte-text'
import type { Rewriting } from './rewriting'
import { hasBackslashQuotes } from './backslash-quotes'
import { DataError } from '../errors'
import { MAX_CELLS, MAX_COLUMNS, MAX_ROW_BYTES, plural, shown } from '../limits'
import { type MissingWords, missingWords } from '../interpret/missing-words'
import { isInfinite, plainSigns, writtenNumber } from '../interpret/number-words'
import type { ReadOptions } from '../read-options'
import { readBytes, type Reshape, type Source, transcoder } from '../source'
import { paddedTitle, titleLines } from './title-lines'
import { spacesToTabs } from './spaces'

const SAMPLE_BYTES = 256_000
const TAB = 9
const SEMICOLON = 59
/** No byte of a text: there are no comments. */
const NO_COMMENT = -1

/** What is known of a delimited text after a look at its first rows. */
export interface Plan {
  /** A tab where the columns are apart by spaces: `bySpaces` then turns these into tabs. */
  delimiter: number
  bySpaces: boolean
  /** Makes what turns the text into a delimited one; null where it is one. */
  reshape: (() => Reshape) | null
  decimal: number
  /** First byte of lines that are left out; −1 for none. */
  comment: number
  /** Quotes inside of cells stand behind a backslash. */
  escapes: boolean
  /** Lines of comment before the first row. */
  comments: number
  names: string[]
  skip: number
  headerLines: number
  capacity: number
  notes: string[]
  /** Whether the first row was read as the names. */
  header: boolean
  /** Whether the header is in the encoding that was assumed. */
  valid: boolean
  missing: MissingWords
  /** What the file itself says of its columns. */
  types: NonNullable<ReadOptions['types']>
}

interface Sample {
  /** The first bytes as the stream will give them, without a byte order mark. */
  bytes: Uint8Array
  /** Whether they are the whole file. */
  complete: boolean
  /** Bytes of the byte order mark in the stream. */
  bom: number
}

async function takeSample(
  source: Source,
  encoding: string,
  size: number,
  reshape: (() => Reshape) | null = null,
): Promise<Sample> {
  const raw = await readBytes(source, 0, size)
  const complete = raw.length >= source.size
  const bytes = transcoder(encoding, reshape?.() ?? null)(raw, complete)
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  return { bytes: bytes.subarray(bom), complete, bom }
}

/** @throws DataError for what cannot stand between cells */
function separatorByte(fileName: string, separator: string): number {
  if (separator === 'space') return TAB
  const byte = separator.charCodeAt(0)
  if (separator.length === 1 && byte < 128 && !/[\w"\r\n.+-]/.test(separator)) return byte
  throw new DataError(
    'bad-separator',
    `${fileName} cannot be read with the separator ${shown(separator)}: choose one character such as , or ; that is not a letter, digit, quote, point or sign.`,
  )
}

/** Excel's first line, which names the separator. */
function excelLine({ bytes }: Sample): { separator: number; length: number } | null {
  const match = /^"?sep=([^\w\r\n])"?\r?\n/i.exec(String.fromCharCode(...bytes.subarray(0, 12)))
  return match === null ? null : { separator: match[1]!.charCodeAt(0), length: match[0].length }
}

/** Null where the text is delimited as it is, or by another separator than the one that was told. */
async function rewritingOf({ bytes }: Sample, told: number | null): Promise<Rewriting | null> {
  const start = textOf(bytes.subarray(0, MAX_REWRITTEN_START))
  if (!start.startsWith("'") && !isOfDashes(secondLine(start))) return null
  // Few files need it.
  const { markdownTable, singleQuotes } = await import('./rewritings')
  const found = markdownTable(start) ?? singleQuotes(start)
  return found === null || told === null || found.delimiter === told ? found : null
}

/** Its first lines are looked at: names and what is under them. */
const MAX_REWRITTEN_START = 64_000
const secondLine = (text: string): string => text.split(/\r\n|\r|\n/, 2)[1] ?? ''
/** As under the names of a table in Markdown. By one class of characters: a hostile line takes no longer than another. */
const isOfDashes = (line: string): boolean => /^[ |:-]+$/.test(line)

/** What begins the lines of comments: # or % where the file begins with such lines, and not all are. */
function sniffComment(bytes: Uint8Array, told: string | undefined): number {
  if (told !== undefined) return told === '' ? NO_COMMENT : told.charCodeAt(0)
  const lines = new TextDecoder('latin1')
    .decode(bytes.subarray(0, 20_000))
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
  const mark = lines[0]?.[0]
  if (mark !== '#' && mark !== '%') return NO_COMMENT
  return lines.every((line) => line.startsWith(mark)) ? NO_COMMENT : mark.charCodeAt(0)
}

/** How many lines begin with it. */
function commentLines(bytes: Uint8Array, comment: number): number {
  let count = 0
  for (let at = 0; at >= 0 && at < bytes.length; at = bytes.indexOf(10, at) + 1 || -1)
    if (bytes[at] === comment) count++
  return count
}

/** The last line of comment above the first row, cut into cells like the rows; null where it has not as many. */
function namesAbove(sample: Sample, p: { delimiter: number; comment: number }, d: number): string[] | null {
  const { bytes } = sample
  let last: string[] | null = null
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at)
    if (bytes[at] !== p.comment || end < 0) break
    const line = bytes.subarray(at + 1, end)
    const { rows } = firstRows(line, p.delimiter, true, true, NO_COMMENT)
    last = rows[0]?.map((cell) => new TextDecoder().decode(cell).trim()) ?? null
    // "# a b" apart by tabs has an empty cell before its first.
    if (last?.length === d + 1 && last[0] === '') last.shift()
    at = end + 1
  }
  return last?.length === d ? last : null
}

const decoder = new TextDecoder('latin1')
const isNumber = (cell: Uint8Array): boolean => {
  const text = plainSigns(decoder.decode(cell))
  return writtenNumber(text) !== null || isInfinite(text)
}

/** Whether rows are apart by spaces: all have as many cells, two at least, and a column below the first row holds numbers alone. */
function isBySpaces({ counts, rows }: FirstRows): boolean {
  const [named = 0, d = 0, ...more] = counts
  // R writes no name above the names of the rows.
  if (d < 2 || (named !== d && named !== d - 1) || more.some((n) => n !== d)) return false
  const below = rows.slice(1)
  const isNumeric = (j: number): boolean => below.every((row) => isNumber(row[j]!))
  if (named === d) return rows[1]!.some((_, j) => isNumeric(j))
  // "3 kg" below one name is a number with its unit.
  const names = below.map((row) => decoder.decode(row[0]))
  return new Set(names).size === names.length && rows[1]!.some((_, j) => j > 0 && isNumeric(j))
}

/**
 * Looks at the first rows: separator, comments, header, decimal sign, encoding.
 * @throws DataError for a file without rows, too many columns, a separator that cannot be one
 */
export async function plan(source: Source, encoding: string): Promise<Plan> {
  const { options } = source
  const told = options.separator === undefined ? null : separatorByte(source.name, options.separator)
  let bySpaces = options.separator === 'space'
  let size = SAMPLE_BYTES
  const asItIs = await takeSample(source, encoding, size, bySpaces ? spacesToTabs : null)
  const excel = excelLine(asItIs)
  const rewriting = excel === null && !bySpaces ? await rewritingOf(asItIs, told) : null
  let reshape = bySpaces ? spacesToTabs : (rewriting?.reshape ?? null)
  let sample = rewriting === null ? asItIs : await takeSample(source, encoding, size, reshape)
  let before = excel?.length ?? 0
  const look = (delimiter: number, { bytes, complete }: Sample): FirstRows =>
    firstRows(bytes.subarray(before), delimiter, complete, true, comment)
  let comment = sniffComment(sample.bytes.subarray(before), options.comment)
  const certain = excel?.separator ?? rewriting?.delimiter ?? null
  let sniffed = certain === null ? null : { delimiter: certain, cells: 0 }
  const sniff = (): number => {
    sniffed ??= sniffDelimiter(sample.bytes, sample.complete, comment)
    return told ?? sniffed.delimiter
  }
  let delimiter = sniff()
  let first = look(delimiter, sample)
  while (first.counts.length < 2 && !sample.complete && size < 2 * MAX_ROW_BYTES) {
    size *= 4
    sample = await takeSample(source, encoding, size, reshape)
    if (certain === null) sniffed = null
    delimiter = sniff()
    first = look(delimiter, sample)
  }
  if (told === null && ARFF.test(new TextDecoder().decode(sample.bytes))) {
    const { arffHead } = await import('./arff')
    const head = arffHead(sample.bytes, 'utf-8')
    if (head !== null) return arffPlan(source, sample, head)
  }
  const mayHaveTitle = certain === null && !bySpaces && options.header !== false
  const title = !mayHaveTitle
    ? null
    : first.counts[0] === 1
      ? titleLines(sample.bytes, told === null ? DELIMITERS : [told], sample.complete, comment)
      : paddedTitle(sample.bytes, first)
  if (title !== null) {
    before = title.length
    sniffed = sniffDelimiter(sample.bytes.subarray(before), sample.complete, comment)
    delimiter = told ?? sniffed.delimiter
    first = look(delimiter, sample)
  }
  if (told === null && certain === null && rewriting === null && sniffed?.cells === 0) {
    const apart = await takeSample(source, encoding, size, spacesToTabs)
    const spaced = look(TAB, apart)
    if (isBySpaces(spaced)) {
      bySpaces = true
      reshape = spacesToTabs
      sample = apart
      delimiter = TAB
      first = spaced
    } else if (isOneColumn(look(SEMICOLON, sample))) {
      // Decimal commas of one column, not two columns.
      delimiter = SEMICOLON
      first = look(delimiter, sample)
    }
  }
  const d = first.counts[0]
  if (d === undefined) {
    if (sample.complete)
      throw new DataError('empty-file', `${source.name} is empty: it holds nothing but blank lines.`)
    throw new DataError(
      'row-too-long',
      `${source.name}: the first row is longer than ${formatBytes(size)}, so this is not a table of rows and columns, or a quote in its first row never closes.`,
    )
  }
  checkColumns(source, d)
  const { rows, ends, headerLines } = first
  const decimal =
    options.decimal === undefined ? sniffDecimal(rows, delimiter) : options.decimal.charCodeAt(0)
  const valid = encoding !== 'utf-8' || rows[0]!.every(isUtf8)
  const header = readHeader(
    rows,
    { encoding: encoding === 'windows-1252' ? encoding : 'utf-8', missing: source.missing },
    options.header,
    comment === NO_COMMENT ? null : namesAbove(sample, { delimiter, comment }, d),
  )
  const begin = before + (header.rows === 0 ? 0 : ends[header.rows - 1]!)
  const lines = (title?.lines ?? (excel === null ? 0 : 1)) + (rewriting?.lines ?? 0)
  return {
    delimiter,
    bySpaces,
    reshape,
    decimal,
    comment,
    escapes: hasBackslashQuotes(sample.bytes, delimiter),
    // One of them may have been read as the names.
    comments: commentLines(sample.bytes.subarray(before, begin), comment) - (header.isAbove ? 1 : 0),
    names: header.names,
    skip: sample.bom + begin,
    // Two rows of names: cells with line ends in the second are not counted.
    headerLines: lines + (header.rows === 0 ? 0 : headerLines + header.rows - 1),
    capacity: capacityFor(source, sample, size, ends, header.names.length),
    notes: [
      ...(rewriting === null ? [] : [rewriting.note]),
      ...(bySpaces && told === null ? ['The columns are separated by spaces.'] : []),
      ...(title === null
        ? []
        : [
            `${plural(title.lines, 'line')} above the names of the columns ${title.lines === 1 ? 'was' : 'were'} left out: ${shown(title.text)}${title.lines === 1 ? '' : ' and so on'}.`,
          ]),
      ...(excel === null ? [] : ["The first line names the separator ('sep=') and is no row."]),
      ...header.notes,
    ],
    header: header.rows > 0,
    valid,
    missing: source.missing,
    types: {},
  }
}

function checkColumns(source: Source, d: number): void {
  if (d > MAX_COLUMNS)
    throw new DataError(
      'too-many-columns',
      `${source.name} has ${plural(d, 'column')}; Tidemark reads at most ${formatCount(MAX_COLUMNS)}. Choose a file with fewer.`,
    )
}

/** Whether each row below the first is one number. */
function isOneColumn({ rows, counts }: FirstRows): boolean {
  return rows.length >= 2 && counts.every((n) => n === 1) && rows.slice(1).every(([cell]) => isNumber(cell!))
}

/** Rows to expect, from the length of those seen; a tenth more, so that most files need no growing. */
function capacityFor(source: Source, sample: Sample, size: number, ends: number[], d: number): number {
  const seen = ends.length > 1 ? (ends.at(-1)! - ends[0]!) / (ends.length - 1) : (ends[0] ?? 2)
  const streamed = sample.complete ? sample.bytes.length : source.size * (sample.bytes.length / size)
  const expected = Math.ceil((streamed / Math.max(2, seen)) * 1.1) + 16
  return Math.min(expected, Math.floor(MAX_CELLS / d))
}

/** How a file of Weka's attribute-relation format begins, after its comments. */
const ARFF = /^\s*(?:%.*(?:\r?\n|$)\s*)*@relation\b/i

async function arffPlan(source: Source, sample: Sample, head: ArffHead): Promise<Plan> {
  const { arffToCsv } = await import('./arff-rows')
  checkColumns(source, head.names.length)
  const rest = sample.bytes.subarray(head.bytes)
  if (head.names.length === 0)
    throw new DataError(
      'no-columns',
      `${source.name} is an ARFF file without attributes, so there are no columns. Check its lines of @attribute.`,
    )
  const { names, notes } = uniqueNames(head.names)
  const { ends } = firstRows(rest, 44, sample.complete, false, 37)
  return {
    delimiter: 44,
    bySpaces: false,
    reshape: () => arffToCsv(head),
    decimal: 46,
    comment: 37,
    escapes: false,
    comments: 0,
    names,
    skip: sample.bom + head.bytes,
    headerLines: head.lines,
    capacity: capacityFor(source, sample, SAMPLE_BYTES, ends, names.length),
    notes: ['The file was read as ARFF: its columns have the names and types that it declares.', ...notes],
    header: false,
    valid: true,
    missing: missingWords([...source.missing.words, '?']),
    types: head.types,
  }
}
