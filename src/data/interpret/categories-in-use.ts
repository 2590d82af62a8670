import type { TextColumn } from '../columns'
import type { MissingWords } from './missing-words'
import { plainText } from './number-words'

/** Cells between two turns of the event loop. */
const BLOCK = 65_536
/** Categories between them: each costs a regular expression or two. */
const TEXTS = 4096

/** The different cells of a text column that say something, with how often and where. */
export interface CategoriesInUse {
  /** Trimmed, with plain spaces and minus signs. Place i is what code `codes[i]` means. */
  texts: string[]
  /** Code of the column. */
  codes: Int32Array
  /** Rows of each. */
  counts: Float64Array
  /** From 0. */
  firstRows: Int32Array
  /** Words that count as missing here, with their rows. */
  left: { word: string; count: number }[]
  /** NA is the code of Namibia here. */
  keepsNa: boolean
}

/** Codes of countries, states, languages: among them, NA is one. */
const CODE = /^[A-Z]{2}$/

/**
 * Leaves out categories that no row has, and those that are a word for "missing": but for NA among codes of two capital
 * letters, unless the words were told. Yields between slices of work.
 */
export function* categoriesInUse(
  column: TextColumn,
  missing: MissingWords,
): Generator<void, CategoriesInUse> {
  const { codes, categories } = column
  const counts = new Float64Array(categories.length)
  const firstRows = new Int32Array(categories.length).fill(-1)
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!
    if (code >= 0 && counts[code]!++ === 0) firstRows[code] = row
    if (row % BLOCK === BLOCK - 1) yield
  }
  const used: CategoriesInUse = {
    texts: [],
    codes: new Int32Array(categories.length),
    counts: new Float64Array(categories.length),
    firstRows: new Int32Array(categories.length),
    left: [],
    keepsNa: false,
  }
  const words = new Set(missing.words)
  if (missing.isUsual) {
    const others = categories.filter(
      (text, code) => counts[code]! > 0 && text.trim() !== '' && !words.has(text.trim()),
    )
    used.keepsNa =
      categories.includes('NA') && others.length >= 2 && others.every((text) => CODE.test(text.trim()))
  }
  for (let code = 0; code < categories.length; code++) {
    if (code % TEXTS === TEXTS - 1) yield
    if (counts[code] === 0) continue
    const text = plainText(categories[code]!)
    if (text === '') continue
    if (words.has(text) && !(text === 'NA' && used.keepsNa)) {
      used.left.push({ word: text, count: counts[code]! })
      continue
    }
    const place = used.texts.push(text) - 1
    used.codes[place] = code
    used.counts[place] = counts[code]!
    used.firstRows[place] = firstRows[code]!
  }
  return used
}

/** One value for each place of `used`, spread over the rows; NaN elsewhere. */
export function* spread(
  column: TextColumn,
  used: CategoriesInUse,
  values: Float64Array,
): Generator<void, Float64Array<ArrayBuffer>> {
  const ofCode = new Float64Array(column.categories.length).fill(Number.NaN)
  for (let place = 0; place < values.length; place++) ofCode[used.codes[place]!] = values[place]!
  const rows = new Float64Array(column.codes.length)
  for (let row = 0; row < rows.length; row++) {
    const code = column.codes[row]!
    rows[row] = code < 0 ? Number.NaN : ofCode[code]!
    if (row % BLOCK === BLOCK - 1) yield
  }
  return rows
}

/** Places that are worth a look before all are read: all of a short list, evenly spaced ones of a long one. */
export function sampled<T>(list: readonly T[], most = 1000): T[] {
  if (list.length <= most) return [...list]
  return Array.from({ length: most }, (_, i) => list[Math.floor((i * list.length) / most)]!)
}

/** Whether `place` is where a long loop over texts lets others work. */
export const isBreath = (place: number): boolean => place % TEXTS === TEXTS - 1
