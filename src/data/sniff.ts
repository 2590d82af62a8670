import { formatBytes } from '~/lib/format'
import { DataError } from './errors'

/** What the first bytes say a file is. */
export type Content =
  | { format: 'parquet' }
  | { format: 'npy' }
  | { format: 'npz' }
  | { format: 'arrow' }
  | { format: 'text'; json: boolean; encoding: Encoding; notes: string[] }

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

/** First bytes of what people drop by mistake; and what to do about it. */
const MAGICS: readonly { bytes: string; what: string; advice?: string }[] = [
  { bytes: '\x89PNG', what: 'a PNG image' },
  { bytes: '\xff\xd8\xff', what: 'a JPEG image' },
  { bytes: 'GIF8', what: 'a GIF image' },
  { bytes: 'RIFF', what: 'a media file (RIFF)' },
  { bytes: 'II*\0', what: 'a TIFF image' },
  { bytes: 'MM\0*', what: 'a TIFF image' },
  { bytes: '%PDF', what: 'a PDF document' },
  { bytes: 'BZh', what: 'compressed with bzip2', advice: 'Unpack it first, then drop the file inside.' },
  { bytes: '\xfd7zXZ', what: 'compressed with xz', advice: 'Unpack it first, then drop the file inside.' },
  {
    bytes: '\x28\xb5\x2f\xfd',
    what: 'compressed with zstd',
    advice: 'Unpack it first, then drop the file inside.',
  },
  { bytes: '7z\xbc\xaf', what: 'a 7-Zip archive', advice: 'Unpack it first, then drop the file inside.' },
  { bytes: '\xd0\xcf\x11\xe0', what: 'an old Excel or Office document', advice: 'Save the sheet as CSV.' },
  { bytes: '\x89HDF', what: 'an HDF5 file', advice: 'Save its table as Parquet, .npy or CSV.' },
  {
    bytes: 'FEA1',
    what: 'a Feather file of version 1',
    advice: 'Save it again: df.to_feather writes version 2.',
  },
  { bytes: 'PARE', what: 'an encrypted Parquet file', advice: 'Decrypt it first.' },
  { bytes: 'SQLite format 3', what: 'an SQLite database', advice: 'Export its table as CSV.' },
  { bytes: '\x7fELF', what: 'a program' },
]

const FORMATS = 'Tidemark reads CSV, TSV, JSON, Parquet, Arrow (Feather), .npy and .npz.'

/** Whether a file begins with these characters, a byte each. */
export function startsWith(head: Uint8Array, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (head[i] !== text.charCodeAt(i)) return false
  return true
}

function notATable(name: string, what: string, advice = FORMATS): DataError {
  return new DataError('not-a-table', `${name} is ${what}, not a table: ${advice}`)
}

/** A ZIP archive whose first file is an array, or one without files that is called so. */
function isNpz(name: string, head: Uint8Array): boolean {
  if (startsWith(head, 'PK\x05\x06')) return /\.npz$/i.test(name)
  if (!startsWith(head, 'PK\x03\x04') || head.length < 30) return false
  const length = head[26]! | (head[27]! << 8)
  return new TextDecoder().decode(head.subarray(30, 30 + length)).endsWith('.npy')
}

/** UTF-16 without a mark: every second byte of western text is zero. */
function looksLikeUtf16(head: Uint8Array): Encoding | null {
  const zeros = [0, 0]
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i % 2]! += 1
  const half = head.length / 2
  if (head.length < 4) return null
  if (zeros[1]! > 0.6 * half && zeros[0]! < 0.05 * half) return 'utf-16le'
  if (zeros[0]! > 0.6 * half && zeros[1]! < 0.05 * half) return 'utf-16be'
  return null
}

/**
 * Decides by content what a file is; its name only tells a TSV from a CSV, elsewhere.
 *
 * @param head the first bytes, a few thousand, or the whole file if it is smaller
 * @throws DataError `not-a-table` that says what it is instead
 */
export function sniff(name: string, size: number, head: Uint8Array): Content {
  if (size === 0) throw new DataError('empty-file', `${name} is empty: it has 0 bytes.`)
  if (startsWith(head, 'PAR1')) return { format: 'parquet' }
  if (startsWith(head, '\x93NUMPY')) return { format: 'npy' }
  // A stream of Arrow messages begins with a mark and the length of the first one.
  if (startsWith(head, 'ARROW1') || (startsWith(head, '\xff\xff\xff\xff') && head[7] === 0))
    return { format: 'arrow' }
  if (isNpz(name, head)) return { format: 'npz' }
  if (startsWith(head, 'PK\x03\x04')) {
    const excel =
      /\.xls[xm]$/i.test(name) ||
      /xl\/|\[Content_Types\]/.test(String.fromCharCode(...head.subarray(0, 2000)))
    throw excel
      ? notATable(name, 'an Excel workbook', 'Save the sheet as CSV.')
      : notATable(name, 'a ZIP archive', 'Unpack it first, then drop the file inside.')
  }
  for (const { bytes, what, advice } of MAGICS)
    if (startsWith(head, bytes)) throw notATable(name, what, advice)
  return sniffText(name, size, head)
}

function sniffText(name: string, size: number, head: Uint8Array): Content {
  const notes: string[] = []
  let encoding: Encoding = 'utf-8'
  if (startsWith(head, '\xff\xfe')) encoding = 'utf-16le'
  else if (startsWith(head, '\xfe\xff')) encoding = 'utf-16be'
  else {
    const guess = looksLikeUtf16(head)
    if (guess !== null) {
      encoding = guess
      notes.push(`The file has no byte order mark and was read as ${guess.toUpperCase()}.`)
    }
  }
  if (encoding === 'utf-8') refuseBinary(name, size, head)
  const text = new TextDecoder(encoding).decode(head).trimStart()
  if (text === '' && head.length >= size)
    throw new DataError('empty-file', `${name} is empty: it holds nothing but blank lines.`)
  if (/^<(?:!doctype|html)/i.test(text))
    throw notATable(name, 'a web page', 'Perhaps a download asked for a sign-in. Download the data itself.')
  if (/^<table/i.test(text)) throw notATable(name, 'a web page', 'Save what it shows as CSV.')
  if (text.startsWith('<?xml')) throw notATable(name, 'an XML document')
  for (const { pattern, what, advice } of POINTERS)
    if (pattern.test(text)) throw notATable(name, what, advice)
  // A list of plain values may be a row of a CSV: there the name decides.
  const isNamedJson = /\.(?:json|jsonl|ndjson)$/i.test(name)
  const json =
    /^\{\s*(?:"|\}|$)|^\[\s*(?:[[{\]]|$)/.test(text) || (isNamedJson && /^(?:[[{]|\/[/*])/.test(text))
  return { format: 'text', json, encoding, notes }
}

/** Files that stand in a repository for data kept elsewhere. */
const POINTERS: readonly { pattern: RegExp; what: string; advice: string }[] = [
  {
    pattern: /^version https:\/\/git-lfs\.github\.com\/spec\//,
    what: 'a Git LFS pointer to the data',
    advice: 'Fetch the data with `git lfs pull`, then choose the file again.',
  },
  {
    pattern: /^(?:#[^\n]*\n)*outs:\s+- (?:md5|hash|size|path):/,
    what: 'a DVC pointer to the data',
    advice: 'Fetch the data with `dvc pull`, then choose the file that it names.',
  },
]

/** Zero bytes or many control characters are in no text. */
function refuseBinary(name: string, size: number, head: Uint8Array): void {
  const zero = head.indexOf(0)
  let control = 0
  // DOS ends a text with 26.
  for (const b of head) if (b < 32 && (b < 9 || b > 13) && b !== 27 && b !== 26) control++
  if (zero < 0 && control <= head.length * 0.02) return
  throw new DataError(
    'not-a-table',
    zero >= 0
      ? `${name} is a binary file (${formatBytes(size)}, with a zero byte at position ${zero}), not a table: ${FORMATS}`
      : `${name} is a binary file (${formatBytes(size)}), not a table: ${FORMATS}`,
  )
}
