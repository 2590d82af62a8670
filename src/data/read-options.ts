/** How a file is to be read. What is left out is decided from the data. Stands in links: plain JSON. */
export interface ReadOptions {
  /** What stands between cells of delimited text. `space`: any number of spaces and tabs. */
  separator?: Separator
  /** The decimal sign of all numbers that are written as text; the other one then separates thousands. */
  decimal?: DecimalSign
  /** Whether the first row holds the names of the columns. */
  header?: boolean
  /** Lines that begin with this character are left out; '' for none. */
  comment?: string
  /** Words that count as missing, instead of the usual ones. */
  missing?: readonly string[]
  /** By name of the column. */
  types?: Readonly<Record<string, ColumnType>>
}

/** One character, or `space`. */
export type Separator = string

export type DecimalSign = '.' | ','

/** What a person can say of a column. */
export const COLUMN_TYPES = [
  'number',
  'category',
  'time',
  /** Times with the day first: 31/12/2024. */
  'dmy',
  /** Times with the month first: 12/31/2024. */
  'mdy',
  /** Times with a year of two digits first: 24-12-31. */
  'ymd',
  /** Times in seconds since 1970. */
  'seconds',
  /** Times in milliseconds since 1970. */
  'milliseconds',
  /** Times in microseconds since 1970. */
  'microseconds',
  /** Times in nanoseconds since 1970. */
  'nanoseconds',
] as const

export type ColumnType = (typeof COLUMN_TYPES)[number]

/** How a text file is laid out. */
export interface Layout {
  separator: Separator | null
  /** The decimal sign of most numbers; a column that is written otherwise says so itself. */
  decimal: DecimalSign | null
  header: boolean | null
  encoding: string | null
  comment: string | null
}

/** How a file was read: what was decided, or told. Null where a format has no such thing. */
export interface ReadAs extends Layout {
  missing: readonly string[]
  columns: ColumnReadAs[]
}

export interface ColumnReadAs {
  name: string
  type: 'number' | 'category' | 'time'
  /** How its cells were written, where that is not plain: "comma as thousands separator", "in %", "day first". */
  written: string | null
}

/** Names of the columns whose cells are to be kept as they are written: what they mean is decided later, or never. */
export function textColumns({ types }: ReadOptions): ReadonlySet<string> {
  const asText: readonly ColumnType[] = ['category', 'dmy', 'mdy', 'ymd']
  return new Set(Object.entries(types ?? {}).flatMap(([name, type]) => (asText.includes(type) ? [name] : [])))
}

/**
 * Options that say something, in one order: equal for equal options.
 * @public the card that lets a person change the reading compares options by it
 */
export function plainOptions(options: ReadOptions): ReadOptions {
  const { separator, decimal, header, comment, missing, types } = options
  const told = Object.entries(types ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    ...(separator === undefined ? {} : { separator }),
    ...(decimal === undefined ? {} : { decimal }),
    ...(header === undefined ? {} : { header }),
    ...(comment === undefined ? {} : { comment }),
    ...(missing === undefined ? {} : { missing: missing.toSorted() }),
    ...(told.length === 0 ? {} : { types: Object.fromEntries(told) }),
  }
}

/** What a parsed table is known by: its file's digest, and how it was read where that was told. */
export function tableKey(digest: string, options: ReadOptions = {}): string {
  const told = JSON.stringify(plainOptions(options))
  return told === '{}' ? digest : `${digest} ${told}`
}
