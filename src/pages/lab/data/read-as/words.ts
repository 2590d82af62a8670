import type { FileFormat } from '~/data/columns'
import { plural } from '~/data/limits'
import type { ColumnType, ReadAs, ReadOptions } from '~/data/read-options'

const FORMATS: Readonly<Record<FileFormat, string>> = {
  csv: 'CSV',
  tsv: 'TSV',
  json: 'JSON',
  parquet: 'Parquet',
  npy: '.npy',
  npz: '.npz',
  arrow: 'Arrow',
  libsvm: 'LIBSVM',
}

const SEPARATORS: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'vertical bar',
  space: 'spaces',
}

export const separatorWord = (separator: string): string => SEPARATORS[separator] ?? `“${separator}”`

export const decimalWord = (decimal: string): string => (decimal === ',' ? 'comma' : 'point')

export const headerWord = (header: boolean): string => (header ? 'names of the columns' : 'data')

export const commentWord = (comment: string): string => (comment === '' ? 'none' : `begin with ${comment}`)

export const TYPES: Readonly<Record<ColumnType, string>> = {
  number: 'number',
  category: 'category',
  time: 'time',
  dmy: 'time, day first',
  mdy: 'time, month first',
  ymd: 'time, year first',
  seconds: 'time, seconds since 1970',
  milliseconds: 'time, milliseconds since 1970',
  microseconds: 'time, microseconds since 1970',
  nanoseconds: 'time, nanoseconds since 1970',
}

const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
}

/** "CSV, separator semicolon, decimal comma, names in the first row, UTF-8": as far as the format has such things. */
export function readAsLine(format: FileFormat, readAs: ReadAs, told: ReadOptions): string {
  const { separator, decimal, header, encoding, comment } = readAs
  const isTold = separator !== null && !(format === 'tsv' && separator === '\t')
  return [
    FORMATS[format],
    isTold ? `separator ${separatorWord(separator)}` : null,
    decimal === null ? null : `decimal ${decimalWord(decimal)}`,
    header === null ? null : header ? 'names in the first row' : 'no names',
    comment === null || comment === '' ? null : `comments ${comment}`,
    encoding === null ? null : (ENCODINGS[encoding] ?? encoding),
    told.missing === undefined ? null : `missing: ${told.missing.join(' ') || 'only empty cells'}`,
    told.types === undefined ? null : `types of ${plural(Object.keys(told.types).length, 'column')} set`,
  ]
    .filter((part) => part !== null)
    .join(', ')
}

/** Words apart by commas, as they are typed. */
export const wordsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ),
]
