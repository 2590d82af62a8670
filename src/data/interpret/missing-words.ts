import { plainText, readWritten, writtenNumber } from './number-words'

/** The usual words for "no value": pandas' list, without those that are words of a language. One list for all formats. */
const MISSING_WORDS: readonly string[] = [
  'NA',
  'N/A',
  'n/a',
  '#N/A',
  '#NA',
  '#N/A N/A',
  '<NA>',
  'NaN',
  'nan',
  'NAN',
  '-nan',
  '-NaN',
  '1.#IND',
  '-1.#IND',
  '1.#QNAN',
  '-1.#QNAN',
  'NaT',
  '\\N',
  'null',
  'NULL',
  'None',
  '-',
]

/** Words that mean "no value", ready to be looked up among bytes. An empty cell is missing whatever the words are. */
export interface MissingWords {
  words: readonly string[]
  /** The numbers among them: -9 is missing however a column of numbers writes it. */
  numbers: ReadonlySet<number>
  /** Nobody chose the words. */
  isUsual: boolean
  /** The words as a byte each (Latin-1 of their UTF-8). */
  lookup: ReadonlySet<string>
  /** First bytes of the words: most cells are told apart by this alone. */
  first: Uint8Array
  /** Bytes of the longest word. */
  longest: number
}

export function missingWords(words: readonly string[], isUsual = false): MissingWords {
  const encoder = new TextEncoder()
  const lookup = new Set<string>()
  const first = new Uint8Array(256)
  let longest = 0
  for (const word of words) {
    const bytes = encoder.encode(word.trim())
    if (bytes.length === 0) continue
    lookup.add(String.fromCharCode(...bytes))
    first[bytes[0]!] = 1
    longest = Math.max(longest, bytes.length)
  }
  const numbers = new Set(
    words.flatMap((word) => {
      const text = plainText(word)
      const written = writtenNumber(text)
      return written === null || written.unit !== '' || !/^[\d.]+$/.test(written.body)
        ? []
        : [readWritten(written, '.')]
    }),
  )
  return { words, numbers, isUsual, lookup, first, longest }
}

export const USUAL_MISSING = missingWords(MISSING_WORDS, true)
