import { formatBytes, formatCount } from '~/lib/format'
import type { Columns, ColumnSummary, FileFormat, TableSummary } from './columns'
import { type Parsed, readCsv } from './csv/csv'
import { digestOf } from './digest'
import { DataError } from './errors'
import { GZIP_MAGIC, gunzip } from './gunzip'
import { fillValueNote } from './interpret/fill-values'
import { type Evidence, interpret } from './interpret/interpret'
import { isLibsvm } from './csv/libsvm'
import { MAX_FILE_BYTES } from './limits'
import { type MissingWords, missingWords, USUAL_MISSING } from './interpret/missing-words'
import { readParquet } from './parquet/parquet'
import type { ReadAhead } from './read-ahead'
import { type Layout, type ReadOptions } from './read-options'
import { sniff, startsWith } from './sniff'
import { breathe, type Control, pause, readBytes, sliceIsOver, type Source, withoutEndMark } from './source'
import { inSlices } from './slices'
import { summariseColumn } from './prepare/summary'

/** Histograms are made of this many columns. */
const MAX_HISTOGRAMS = 512
/** Notes shown of one file. */
const MAX_NOTES = 40

const HEAD_BYTES = 4096

/**
 * Reads a dropped file: what it is (by content), its columns, its digest and its summary. What `options` leave out is
 * decided from the data; the summary's `readAs` says how.
 *
 * Works in slices of at most 50 ms, between which messages arrive and `cancelled` is asked. The platform's own hashing may
 * hold longer: where that matters, `readAhead` gives another thread that reads the file and hashes it.
 * Every failure is a DataError whose sentence names the file; a cancelled reading has code `cancelled`.
 *
 * @throws DataError
 */
export async function readTable(
  file: Blob & { readonly name: string },
  control: Partial<Control> & { readAhead?: (file: Blob) => ReadAhead | null } = {},
  options: ReadOptions = {},
): Promise<{ columns: Columns; summary: TableSummary }> {
  const source: Source = {
    name: file.name,
    size: file.size,
    blob: file,
    cancelled: control.cancelled ?? (() => false),
    onProgress: control.onProgress ?? (() => undefined),
    breathe: control.breathe ?? breathe,
    options,
    missing: options.missing === undefined ? USUAL_MISSING : missingWords(options.missing),
    sliceStart: performance.now(),
  }
  if (source.size > MAX_FILE_BYTES)
    throw new DataError(
      'too-large',
      `${file.name} has ${formatBytes(file.size)}; files up to ${formatBytes(MAX_FILE_BYTES)} can be read here. Drop a part of it, or fewer columns.`,
    )
  const ahead = control.readAhead?.(file) ?? null
  try {
    return await read(source, ahead)
  } catch (error) {
    if (error instanceof DataError) throw error
    if (error instanceof RangeError && /alloc|length|size/i.test(error.message))
      throw new DataError(
        'out-of-memory',
        `${file.name} (${formatBytes(file.size)}) does not fit into this browser's memory. Close other tabs, or drop a part of it.`,
      )
    const reason = error instanceof Error ? error.message : String(error)
    throw new DataError('unreadable', `${file.name} could not be read: ${reason}`)
  } finally {
    ahead?.end()
  }
}

async function read(
  source: Source,
  ahead: ReadAhead | null,
): Promise<{ columns: Columns; summary: TableSummary }> {
  const packed = await readBytes(source, 0, Math.min(source.size, HEAD_BYTES))
  const isGzip = startsWith(packed, GZIP_MAGIC)
  const inner = isGzip ? await gunzip(source) : source
  const head = isGzip ? await readBytes(inner, 0, Math.min(inner.size, HEAD_BYTES)) : packed
  const content = sniff(inner.name, inner.size, head)
  // The digest is of the file as it is. It is found beside the parsing, with a pace of its own, and stops with it.
  let stopped = false
  const here = (): Promise<string> => digestOf({ ...source, cancelled: () => stopped || source.cancelled() })
  const digest = async (): Promise<string> => (await ahead?.digest()) ?? here()
  // A delimited text is read from its first byte to its last: what is read for the digest is read for it.
  const isReadThrough = ahead !== null && !isGzip && content.format === 'text' && !content.json
  const hashing = isReadThrough ? null : digest()
  hashing?.catch(() => undefined)
  try {
    const parsed = await parse(isReadThrough ? { ...inner, ahead } : inner, content)
    const { format, layout } = parsed
    const {
      columns,
      readAs,
      notes: more,
    } = await inSlices(
      source,
      interpret(parsed.columns, {
        options: { ...source.options, types: { ...parsed.types, ...source.options.types } },
        missing: parsed.missing ?? source.missing,
        proven: parsed.proven ?? { point: false, comma: false },
        separator: layout.separator ?? null,
      }),
    )
    const notes = [...parsed.notes, ...more]
    const summaries: ColumnSummary[] = []
    for (const [j, column] of columns.columns.entries()) {
      const summary = await inSlices(source, summariseColumn(column, j < MAX_HISTOGRAMS))
      summaries.push(summary)
      if (column.type === 'number' && summary.type === 'number') {
        const note = fillValueNote(column.name, column.values, summary)
        if (note !== null) notes.push(note)
      }
      if (sliceIsOver(source)) await pause(source)
    }
    if (summaries.length > MAX_HISTOGRAMS)
      notes.push(
        `The file has ${formatCount(summaries.length)} columns; histograms are shown of the first ${formatCount(MAX_HISTOGRAMS)}.`,
      )
    const digestHex = await (hashing ?? digest())
    source.onProgress({ done: source.size, total: source.size, rows: columns.rows })
    return {
      columns,
      summary: {
        digest: digestHex,
        fileName: source.name,
        bytes: source.size,
        format,
        rows: columns.rows,
        columns: summaries,
        readAs: {
          separator: null,
          decimal: null,
          header: null,
          encoding: null,
          comment: null,
          ...layout,
          missing: (parsed.missing ?? source.missing).words,
          columns: readAs,
        },
        notes: shortened(notes),
      },
    }
  } finally {
    stopped = true
  }
}

/** What a reader makes of a file, before it is known what each column is. */
interface ParsedFile extends Parsed {
  format: FileFormat
  layout: Partial<Layout>
  proven?: Evidence['proven']
  types?: NonNullable<ReadOptions['types']>
  missing?: MissingWords
}

async function parse(file: Source, content: ReturnType<typeof sniff>): Promise<ParsedFile> {
  if (content.format === 'parquet') return { format: 'parquet', ...(await readParquet(file)), layout: {} }
  if (content.format === 'npy') {
    const { readNpy } = await import('./npy/npy')
    return { format: 'npy', ...(await readNpy(file)), layout: {} }
  }
  if (content.format === 'npz') {
    const { readNpz } = await import('./npz/npz')
    return { format: 'npz', ...(await readNpz(file)), layout: {} }
  }
  if (content.format === 'arrow') {
    const { readArrow } = await import('./arrow/arrow')
    return { format: 'arrow', ...(await readArrow(file)), layout: {} }
  }
  const { encoding, json, notes } = content
  const source = await withoutEndMark(file, encoding)
  if (json) {
    const { readJson } = await import('./json/json')
    const parsed = await readJson(source, encoding)
    return {
      format: 'json',
      columns: parsed.columns,
      notes: [...notes, ...parsed.notes],
      layout: { encoding },
    }
  }
  if (source.options.separator === undefined && (await startsAsLibsvm(source, encoding))) {
    const { readLibsvm } = await import('./csv/libsvm-rows')
    const read = await readLibsvm(source, encoding)
    return { format: 'libsvm', columns: read.columns, notes: [...notes, ...read.notes], layout: { encoding } }
  }
  const parsed = await readCsv(source, encoding)
  return {
    format: parsed.layout.separator === '\t' ? 'tsv' : 'csv',
    columns: parsed.columns,
    notes: [...notes, ...parsed.notes],
    layout: parsed.layout,
    proven: parsed.proven,
    types: parsed.types,
    missing: parsed.missing,
  }
}

async function startsAsLibsvm(source: Source, encoding: string): Promise<boolean> {
  const head = await readBytes(source, 0, Math.min(source.size, 16 * HEAD_BYTES))
  return isLibsvm(new TextDecoder(encoding).decode(head), head.length >= source.size)
}

function shortened(notes: string[]): string[] {
  if (notes.length <= MAX_NOTES) return notes
  return [
    ...notes.slice(0, MAX_NOTES),
    `${formatCount(notes.length - MAX_NOTES)} more notes of this kind are left out.`,
  ]
}
