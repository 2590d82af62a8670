import { formatCount } from '~/lib/format'
import { isMissing } from './cells'
import { uniqueNames } from './csv-sniff'
import { plural, shown } from '../limits'
import type { MissingWords } from '../interpret/missing-words'
import { isInfinite, plainSigns, plainText, writtenNumber } from '../interpret/number-words'
import { isUnknownWord } from '../interpret/unknown-cells'

/** How the cells of a first row are read. */
interface HeaderRules {
  encoding: string
  missing: MissingWords
}

/** Names of the columns, how many rows hold them, and what was odd about it. */
export interface Header {
  names: string[]
  /** 0 where the first row is data: the names are then c1…cd. */
  rows: 0 | 1 | 2 | 3
  /** The names are those of a comment above. */
  isAbove: boolean
  notes: string[]
}

/** Rows below from which words that come again prove that the first row is data. */
const LEAST_ROWS = 4

interface Looked {
  texts: string[][]
  isNumber: (cell: string) => boolean
  isEmpty: (cell: string) => boolean
}

function look(rows: Uint8Array[][], { encoding, missing }: HeaderRules): Looked {
  const decoder = new TextDecoder(encoding)
  const empty = new Set<string>()
  const texts = rows.map((row) =>
    row.map((cell) => {
      const text = plainSigns(decoder.decode(cell))
      const bytes = new TextEncoder().encode(text)
      if (isMissing(bytes, 0, bytes.length, missing)) empty.add(text)
      return text
    }),
  )
  return {
    texts,
    isNumber: (cell) => isInfinite(cell) || writtenNumber(plainText(cell)) !== null,
    isEmpty: (cell) => empty.has(cell),
  }
}

/** Whether all cells of a column from row `from` on are numbers, but for missing and unknown ones. */
function isNumeric({ texts, isNumber, isEmpty }: Looked, column: number, from: number): boolean {
  let found = false
  for (const row of texts.slice(from)) {
    const cell = row[column] ?? ''
    if (isNumber(cell)) found = true
    else if (!isEmpty(cell) && !isUnknownWord(cell)) return false
  }
  return found
}

/** Without the rows that are the first one again, where it names numbers: files were put together, each with its header. */
function withoutCopies(looked: Looked): Looked {
  const [first, ...below] = looked.texts
  const rest = below.filter((row) => row.join('\n') !== first!.join('\n'))
  const without = { ...looked, texts: [first!, ...rest] }
  const names = (cell: string, j: number): boolean =>
    !looked.isNumber(cell) && !looked.isEmpty(cell) && isNumeric(without, j, 1)
  return rest.length < below.length && first!.some(names) ? without : looked
}

/** Numbers that name columns: years, and what counts up in equal steps. */
function isCounting(numbers: readonly number[]): boolean {
  if (numbers.every((x) => Number.isInteger(x) && x >= 1900 && x <= 2100)) return true
  const step = numbers[1]! - numbers[0]!
  if (numbers.length < 2 || !(step > 0)) return false
  return numbers.length === 2
    ? step === 1
    : numbers.every((x, i) => i === 0 || Math.abs(x - numbers[i - 1]! - step) < 1e-9 * Math.abs(x))
}

/**
 * Why the first row is data; null where it holds names. It is data where all its cells are numbers, where most words
 * of it come again below, or where half of its cells are numbers above numbers. Numbers that count up, or are years,
 * are names all the same.
 */
function whyData(looked: Looked): string | null {
  const { texts, isNumber, isEmpty } = looked
  const first = texts[0]!
  const filled = first.filter((cell) => !isEmpty(cell))
  const counting = first.length >= 3 && first.every((cell, i) => cell === String(i))
  if (counting || filled.length === 0) return null
  if (filled.every(isNumber)) return 'holds numbers'
  const below = texts.slice(1)
  const words = first.flatMap((cell, j) =>
    isEmpty(cell) || isNumber(cell) || isUnknownWord(cell) ? [] : [{ cell, j }],
  )
  const again = words.filter(({ cell, j }) => below.some((row) => row[j] === cell)).length
  const numbers = first.flatMap((cell, j) =>
    isNumber(cell) && isNumeric(looked, j, 1) ? [Number(cell)] : [],
  )
  if (below.length >= LEAST_ROWS && words.length > 0 && again >= Math.max(1, words.length / 2))
    return again === words.length && numbers.length === 0
      ? 'holds words that come again below'
      : 'looks like data'
  return numbers.length >= 2 && numbers.length >= first.length / 2 && !isCounting(numbers)
    ? 'looks like data'
    : null
}

/** Whether the second row belongs to the names: words alone, above columns that are mostly numbers. */
function isTwoRows(looked: Looked): boolean {
  const { texts, isNumber, isEmpty } = looked
  const [, second] = texts
  if (second === undefined || second.length < 2 || texts.length < 2 + LEAST_ROWS) return false
  if (second.some((cell) => isNumber(cell) || isUnknownWord(cell))) return false
  const numeric = second.flatMap((_, j) => (isNumeric(looked, j, 2) ? [j] : []))
  return (
    numeric.length >= second.length / 2 &&
    // pandas has no name above its index.
    numeric.every((j) => !isEmpty(second[j]!) || (j === 0 && isEmpty(texts[0]![0] ?? ''))) &&
    texts[0]!.every((cell) => !isNumber(cell))
  )
}

/** The name of the index, which pandas writes into a row of its own below names of several levels; null where there is none. */
function indexNameBelow({ texts, isNumber }: Looked): string | null {
  const [name, ...others] = texts[2] ?? []
  const isName = name !== undefined && name !== '' && !isNumber(name)
  return isName && others.length > 0 && others.every((cell) => cell === '') && texts[0]![0] === ''
    ? name
    : null
}

/** Names that pandas and R give the first column where the rows were numbered. */
const INDEX = /^(?:unnamed: 0(?:\.\d+)?)?$/i

function nameIndex(texts: string[]): string | null {
  if (texts.length < 2 || !INDEX.test(texts[0]!) || texts[1] === '' || texts.includes('index')) return null
  texts[0] = 'index'
  return "The first column has no name, as pandas and R write the index of the rows: it is named 'index'."
}

/**
 * Finds out which of the first rows hold the names of the columns.
 *
 * @param told whether there is a header, where somebody said so
 * @param above names from a comment above the rows, for rows that are data from the first on
 */
export function readHeader(
  rows: Uint8Array[][],
  rules: HeaderRules,
  told: boolean | undefined,
  above: readonly string[] | null,
): Header {
  const looked = withoutCopies(look(rows, rules))
  const first = looked.texts[0]!
  const why = told === undefined ? whyData(looked) : null
  if (told === false || why !== null) {
    if (above !== null && told === undefined) {
      const { names, notes } = uniqueNames(above)
      return {
        names,
        rows: 0,
        isAbove: true,
        notes: ['The column names are those of the comment above.', ...notes],
      }
    }
    const names = first.map((_, i) => `c${i + 1}`)
    const note = `The first row ${why ?? ''}, so the ${names.length === 1 ? 'column is named c1' : `columns are named c1 to c${names.length}`}.`
    return { names, rows: 0, isAbove: false, notes: why === null ? [] : [note] }
  }
  const isPair = told === undefined && isTwoRows(looked)
  const texts = isPair ? pairNames(first, looked.texts[1]!) : [...first]
  const indexName = isPair ? indexNameBelow(looked) : null
  if (indexName !== null) texts[0] = indexName
  const d = texts.length
  const widths = rows.slice(1).map((row) => row.length)
  // A name that ends the row with nothing is a trailing delimiter, if no row has a value there.
  if (d > 1 && texts[d - 1] === '' && rows.every((row) => row.length < d || row[d - 1]!.length === 0))
    texts.pop()
  // R writes no name above the names of the rows.
  else if (
    widths.length > 0 &&
    widths.every((n) => n === d + 1) &&
    rows.slice(1).some((row) => row[d]!.length > 0)
  )
    texts.unshift('')
  const index = nameIndex(texts)
  const { names, notes } = uniqueNames(texts)
  if (index !== null) notes.unshift(index)
  if (isPair)
    notes.unshift(`The first two rows hold the names of the columns, joined as in ${shown(names.at(-1)!)}.`)
  if (told === undefined) notes.push(...numberNotes(looked, d))
  return { names, rows: isPair ? (indexName === null ? 2 : 3) : 1, isAbove: false, notes }
}

function numberNotes({ texts, isNumber }: Looked, d: number): string[] {
  const first = texts[0]!
  if (first.length >= 3 && first.every((cell, i) => cell === String(i)))
    return [`The first row counts 0 to ${formatCount(d - 1)} and was read as the names of the columns.`]
  const numbers = first.filter(isNumber).length
  if (numbers === 0 || texts.length < 2) return []
  return [
    `${plural(numbers, 'column name')} of the first row ${numbers === 1 ? 'is a number' : 'are numbers'}: if the file has no header, its first row was taken for one.`,
  ]
}

/** "mass" above "kg": mass_kg. An upper name holds for the empty cells at its right. */
function pairNames(upper: readonly string[], lower: readonly string[]): string[] {
  let last = ''
  return lower.map((below, j) => {
    const above = upper[j] ?? ''
    // pandas writes Unnamed: 1_level_0 where there is nothing above.
    last = above === '' || /^unnamed: /i.test(above) ? last : above
    return below === '' || below === last ? last : last === '' ? below : `${last}_${below}`
  })
}
