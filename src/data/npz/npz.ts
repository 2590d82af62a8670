import { formatCount } from '~/lib/format'
import type { Column } from '../columns'
import type { Parsed } from '../csv/csv'
import { uniqueNames } from '../csv/csv-sniff'
import { DataError } from '../errors'
import { listed, MAX_CELLS, MAX_COLUMNS, MAX_FILE_BYTES, plural } from '../limits'
import { readNpy } from '../npy/npy'
import { readNpyHeader } from '../npy/npy-header'
import type { Source } from '../source'
import { unzip, zipEntries } from './zip'

/** An array of the archive. */
interface Member {
  name: string
  source: Source
  /** Length of its first axis; null for a single value. */
  rows: number | null
  columns: number
}

/**
 * Reads NumPy's archive of arrays. Arrays of one length stand side by side as columns: one axis is one column by the
 * array's name, more are `name.c1` … `name.cd` (`c1` … `cd`, where it is the only array), fields of a structured array
 * are `name.field`. Where there are several
 * lengths, the one that most arrays have is taken (the first one of them, where as many have another); the rest is left out, with the reason in a note.
 *
 * @throws DataError where nothing can be read, or the archive is damaged or too large
 */
export async function readNpz(source: Source): Promise<Parsed> {
  const members: Member[] = []
  const left: string[] = []
  let room = MAX_FILE_BYTES
  for (const entry of await zipEntries(source)) {
    const name = entry.name.replace(/\.npy$/, '')
    if (name === entry.name) {
      left.push(`'${name}' (no array)`)
      continue
    }
    const blob = await unzip(source, entry, room)
    room -= blob.size
    const inner: Source = {
      ...source,
      name: `${source.name}: ${name}`,
      blob,
      size: blob.size,
      onProgress: () => undefined,
    }
    try {
      const { shape, records } = await readNpyHeader(inner)
      members.push({
        name,
        source: inner,
        rows: shape[0] ?? null,
        columns: shape.slice(1).reduce((product, n) => product * n, records?.fields.length ?? 1),
      })
    } catch (error) {
      if (!isOfArray(error)) throw error
      left.push(`'${name}' (its items are not numbers, times or text)`)
    }
  }
  const rows = commonLength(members)
  const chosen: Member[] = []
  for (const member of members) {
    if (member.rows === rows && rows !== null) chosen.push(member)
    else
      left.push(
        `'${member.name}' (${member.rows === null ? 'a single value' : `${plural(member.rows, 'row')}, not ${formatCount(rows ?? 0)}`})`,
      )
  }
  check(source, chosen, rows ?? 0)
  const columns: Column[] = []
  const notes: string[] = []
  for (const member of chosen) {
    try {
      const parsed = await readNpy(member.source)
      const isOnly = chosen.length === 1 && parsed.columns.columns.length > 1
      for (const column of parsed.columns.columns)
        columns.push({
          ...column,
          name: isOnly
            ? column.name
            : parsed.columns.columns.length === 1
              ? member.name
              : `${member.name}.${column.name}`,
        })
      notes.push(...parsed.notes.map((note) => `${member.name}: ${note}`))
    } catch (error) {
      if (!isOfArray(error)) throw error
      left.push(`'${member.name}' (its items are not numbers, times or text)`)
    }
    source.onProgress({
      done: Math.round((columns.length / chosen.length) * source.size),
      total: source.size,
      rows: rows ?? 0,
    })
  }
  if (columns.length === 0 || rows === null)
    throw new DataError(
      'no-columns',
      `${source.name} holds no array that can be columns of a table${left.length > 0 ? `: ${left.slice(0, 5).join(', ')}` : ''}.`,
    )
  if (left.length > 0)
    notes.unshift(
      `Left out of the archive: ${left.slice(0, 10).join(', ')}${left.length > 10 ? ` and ${formatCount(left.length - 10)} more` : ''}.`,
    )
  const { names, notes: nameNotes } = uniqueNames(columns.map(({ name }) => name))
  notes.push(...nameNotes)
  return { columns: { rows, columns: columns.map((column, j) => ({ ...column, name: names[j]! })) }, notes }
}

/** Whether only this array cannot be read. */
const isOfArray = (error: unknown): boolean => error instanceof DataError && error.code === 'unsupported'

/** The length that most arrays have. */
function commonLength(members: readonly Member[]): number | null {
  const lengths = new Map<number, number>()
  for (const { rows } of members)
    if (rows !== null && rows > 0) lengths.set(rows, (lengths.get(rows) ?? 0) + 1)
  let best: number | null = null
  for (const [rows, count] of lengths) if (best === null || count > lengths.get(best)!) best = rows
  return best
}

function check(source: Source, chosen: readonly Member[], rows: number): void {
  const columns = chosen.reduce((sum, member) => sum + member.columns, 0)
  if (columns > MAX_COLUMNS)
    throw new DataError(
      'too-many-columns',
      `${source.name} has ${plural(columns, 'column')} in ${listed(chosen.map(({ name }) => name))}; Tidemark reads at most ${formatCount(MAX_COLUMNS)}. Choose a file with fewer.`,
    )
  if (columns * rows > MAX_CELLS)
    throw new DataError(
      'too-many-cells',
      `${source.name} has ${plural(columns * rows, 'value')}, more than the ${formatCount(MAX_CELLS)} that fit in memory. Drop a smaller file.`,
    )
}
