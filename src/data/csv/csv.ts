import { formatNumber } from '~/lib/format'
import {
  AS_DECIMALS,
  AS_GROUPS,
  type Builder,
  finishColumn,
  mergeReread,
  NUMBER,
  rereadCodes,
  rereader,
  rowsToReread,
  SKIP,
} from '../builder'
import type { Columns } from '../columns'
import { createRowReader, readRows, type RowReader } from './csv-rows'
import { type Plan, plan } from './csv-plan'
import { someCategories } from '../dictionary'
import { DataError } from '../errors'
import { plural, shown } from '../limits'
import type { MissingWords } from '../interpret/missing-words'
import { signsProvenBy } from '../interpret/number-words'
import { type Layout, textColumns } from '../read-options'
import { inSlices } from '../slices'
import { feed, pause, sliceIsOver, type Source } from '../source'
import { ownOf } from '~/lib/own'

/** Names of files that hold no text. */
const NO_TEXT = /\.(?:parquet|feather|arrow|npy)$/i

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
  /** What the file itself says of its columns. */
  types: Plan['types']
  missing: MissingWords
}

/** Which decimal signs are proven: by plain numbers, and by texts that are numbers in another notation. */
function provenBy(reader: RowReader): ParsedText['proven'] {
  const plain = reader.columns.some((b) => b.kind === NUMBER && (b.marks & AS_DECIMALS) !== 0)
  const texts = signsProvenBy(
    reader.columns.flatMap(({ dictionary }) =>
      dictionary === null ? [] : someCategories(dictionary, reader.encoding, 200),
    ),
  )
  return {
    point: texts.point || (plain && reader.decimal === 46),
    comma: texts.comma || (plain && reader.decimal === 44),
  }
}

/** Whole numbers in a column of numbers like 1.057, from which share on its points may separate thousands. */
const LEAST_WHOLE = 0.05

/** Asks whether 1.057 is 1,057, where 832 stands beside it: three decimals would be written as 832.000. */
function groupsNote(b: Builder, rows: number): string[] {
  if (b.kind !== NUMBER || b.marks !== AS_GROUPS) return []
  const values = b.values.subarray(0, rows)
  const example = values.find((x) => x % 1 !== 0 && x === x)
  const whole = values.reduce((count, x) => count + (Number.isInteger(x) ? 1 : 0), 0)
  if (example === undefined || whole < LEAST_WHOLE * rows || values.some((x) => x >= 1000)) return []
  const thousandths = Math.round(example * 1000)
  const written = `${Math.floor(thousandths / 1000)}.${String(thousandths % 1000).padStart(3, '0')}`
  return [
    `Column ${shown(b.name)}: ${shown(written)} was read as ${formatNumber(example)} (the point is the decimal sign). If it is ${formatNumber(thousandths)}, set the decimal sign.`,
  ]
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
  const told = { ...p.types, ...source.options.types }
  const reader = createRowReader(source.name, p.names, p.capacity, {
    delimiter: p.delimiter,
    headerLines: p.headerLines,
    comment: p.comment,
    escapes: p.escapes,
    decimal: p.decimal,
    encoding: encoding === 'windows-1252' ? encoding : 'utf-8',
    missing: p.missing,
    asText: textColumns({ types: told }),
  })
  reader.comments = p.comments
  const run = (r: RowReader): Promise<void> =>
    feed(
      source,
      encoding,
      p.skip,
      () => r.rows,
      (bytes, start, end, final, stopAt) => readRows(r, bytes, start, end, final, stopAt),
      () => r.invalid || r.rows >= r.stopAfter,
      p.reshape,
    )
  await run(reader)
  if (reader.invalid && encoding === 'utf-8') return inLatin()
  const { rows } = reader
  if (rows === 0)
    throw new DataError(
      'header-only',
      `${source.name} has a header (${plural(p.names.length, 'column')}) but no rows below it${NO_TEXT.test(source.name) ? ': it is text, not what its name says. Download it again' : ''}.`,
    )
  const proven = provenBy(reader)
  // Points that separate thousands, where other columns have decimal commas.
  if (reader.decimal === 46 && proven.comma && !proven.point)
    for (const b of reader.columns) b.isReread = b.kind === NUMBER && b.marks === AS_GROUPS
  for (const b of reader.columns) rereadCodes(b, ownOf(told, b.name) !== undefined)
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
    for (const [i, b] of reader.columns.entries()) {
      const again = second.columns[i]!
      if (again.kind !== SKIP) await inSlices(source, mergeReread(b, again, rows))
    }
  }
  const notes = [...p.notes]
  const isOpen = source.options.decimal === undefined && reader.decimal === 46 && !proven.point
  if (isOpen && p.delimiter !== 44)
    notes.push(...reader.columns.filter((b) => !b.isReread).flatMap((b) => groupsNote(b, rows)))
  if (reader.decimal === 44) notes.push('Numbers have decimal commas.')
  if (reader.comments > 0)
    notes.push(
      `${plural(reader.comments, 'comment line')} ${reader.comments === 1 ? 'was' : 'were'} left out.`,
    )
  if (reader.blankLines > 0)
    notes.push(
      `${plural(reader.blankLines, 'blank line')} between rows ${reader.blankLines === 1 ? 'was' : 'were'} skipped.`,
    )
  const columns: Columns = { rows, columns: [] }
  for (const b of reader.columns) {
    const finished = await inSlices(source, finishColumn(b, rows, reader.encoding))
    columns.columns.push(finished.column)
    notes.push(...finished.notes)
    if (sliceIsOver(source)) await pause(source)
  }
  return {
    columns,
    notes,
    proven,
    types: p.types,
    missing: p.missing,
    layout: {
      separator: p.bySpaces ? 'space' : String.fromCharCode(p.delimiter),
      decimal: reader.decimal === 44 ? ',' : '.',
      header: p.header,
      encoding,
      comment: p.comment < 0 ? null : String.fromCharCode(p.comment),
    },
  }
}
