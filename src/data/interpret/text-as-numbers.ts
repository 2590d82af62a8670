import { formatCount, formatNumber } from '~/lib/format'
import { type CategoriesInUse, isBreath, sampled } from './categories-in-use'
import { holdsWhole } from '../csv/cells'
import { listed, plural, shown } from '../limits'
import { isInfinite, readWritten, unwrapped, type WrittenNumber, writtenNumber } from './number-words'
import type { DecimalSign } from '../read-options'
import { isTolerable, type Odd, unknownNote } from './unknown-cells'

/** What a column's texts mean, one value for each; NaN for what counts as missing. */
export interface ReadTexts {
  values: Float64Array
  /** See `ColumnReadAs`. */
  written: string | null
  /** Of all numbers. */
  unit?: string
  notes: string[]
}

/** Why a column stays text: a sentence where that is worth one. */
export interface NotRead {
  why: string | null
}

/** What else is known of the file, for cells that can be read in two ways. */
export interface NumberContext {
  name: string
  /** The decimal sign that was told. */
  decimal: DecimalSign | undefined
  /** What other columns of the file prove. */
  proven: { point: boolean; comma: boolean }
  /** Of the file: with semicolons, commas are decimal more often than not. */
  separator: string | null
  /** The column was told to be numbers: whatever is none is missing. */
  isTold: boolean
}

/** Whether cells look like numbers often enough to read them all. */
function isWorthIt({ texts }: CategoriesInUse): boolean {
  const looked = sampled(texts, 200)
  const like = looked.filter((text) => writtenNumber(text) !== null).length
  return texts.length <= 1000 ? like > 0 : like >= 0.8 * looked.length
}

interface TakenApart {
  places: number[]
  numbers: WrittenNumber[]
  /** Each number as either sign has it; NaN where that is no reading. */
  read: Record<DecimalSign, number[]>
  infinite: number[]
  odd: Odd[]
}

/**
 * Reads a text column as numbers where all its cells allow that, but for those that `isTolerable` takes for unknown:
 * thousands separators, decimal commas, currency signs, per cent (the figure before the sign is the value), one unit.
 * All cells are read in one notation; where two notations fit them all, `ambiguous` decides and a note says so.
 */
export function* textAsNumbers(
  used: CategoriesInUse,
  context: NumberContext,
): Generator<void, ReadTexts | NotRead> {
  const { name, isTold } = context
  if (used.texts.length === 0 || (!isTold && !isWorthIt(used))) return { why: null }
  const apart = yield* takeApart(used)
  const fits = sumOf(used, apart.places) + sumOf(used, apart.infinite)
  if (!isTold && !isTolerable(fits, apart.odd, name)) return { why: null }
  const { numbers } = apart
  const long = numbers.some(({ body }) => body.length >= 16 && /^\d+$/.test(body) && !holdsWhole(body))
  if (long && !isTold) return { why: null }
  if (!isTold) {
    const code = codeIn(numbers)
    if (code !== null)
      return {
        why: `Column ${shown(name)} is text, as ${shown(code)} begins with a zero, like codes. If they are numbers, set its type.`,
      }
  }
  const unit = unitOf(numbers)
  if (typeof unit !== 'string') {
    const unitNames = unit.map((u) => (u === '' ? 'none' : u))
    return {
      why: `Column ${shown(name)} is text: its numbers have different units (${listed(unitNames, 3)}).`,
    }
  }
  const notation = notationOf(used, apart, context)
  if ('why' in notation && notation.why !== null) return { why: notation.why }
  const { decimal, note } = notation as Notation
  const values = new Float64Array(used.texts.length).fill(Number.NaN)
  let groups = false
  for (const [i, number] of numbers.entries()) {
    if (isBreath(i)) yield
    values[apart.places[i]!] = apart.read[decimal][i]!
    groups ||= /[ '’_]|,.*,|\..*\./.test(number.body) || number.body.includes(decimal === '.' ? ',' : '.')
  }
  const hasDecimalComma = decimal === ',' && numbers.some(({ body }) => body.includes(','))
  const parts = [
    ...(groups ? [`${separatorsOf(numbers, decimal)} separate thousands`] : []),
    ...(hasDecimalComma ? ['decimal commas'] : []),
    ...(apart.places.some((place) => used.texts[place]!.startsWith('(')) ? ['parentheses for a minus'] : []),
    ...(apart.places.some((place) => unwrapped(used.texts[place]!) !== used.texts[place])
      ? ['quotes or brackets around them']
      : []),
    ...(unit === '' ? [] : [`in ${unit}`]),
  ]
  const notes = apart.infinite.length + apart.odd.length === 0 ? [] : oddNotes(used, apart, name)
  if (note !== null) notes.unshift(note)
  else if (parts.length > 0)
    notes.unshift(
      `Column ${shown(name)} was read as numbers: ${parts.join(', ')}${unit === '%' ? ' (5 % is 5)' : ''}.`,
    )
  return {
    values,
    written: parts.length === 0 ? null : parts.join(', '),
    ...(unit === '' ? {} : { unit }),
    notes,
  }
}

function* takeApart(used: CategoriesInUse): Generator<void, TakenApart> {
  const apart: TakenApart = {
    places: [],
    numbers: [],
    read: { '.': [], ',': [] },
    infinite: [],
    odd: [],
  }
  for (const [place, text] of used.texts.entries()) {
    if (isBreath(place)) yield
    const number = writtenNumber(text)
    const point = number === null ? Number.NaN : readWritten(number, '.')
    const comma = number === null ? Number.NaN : readWritten(number, ',')
    if (Math.abs(point) === Infinity || Math.abs(comma) === Infinity) apart.infinite.push(place)
    else if (number !== null && !(Number.isNaN(point) && Number.isNaN(comma))) {
      apart.places.push(place)
      apart.numbers.push(number)
      apart.read['.'].push(point)
      apart.read[','].push(comma)
    } else if (isInfinite(text)) apart.infinite.push(place)
    else apart.odd.push({ text, count: used.counts[place]!, firstRow: used.firstRows[place]! })
  }
  return apart
}

/** The smallest whole number with a zero before it, where none of the numbers is more than digits; null where there is none. */
function codeIn(numbers: readonly WrittenNumber[]): string | null {
  let least: string | null = null
  for (const { body, sign, exponent, unit } of numbers) {
    if (sign < 0 || exponent !== '' || unit !== '' || !/^\d+$/.test(body)) return null
    if (/^0\d/.test(body) && (least === null || body < least)) least = body
  }
  return least
}

function sumOf({ counts }: CategoriesInUse, places: readonly number[]): number {
  return places.reduce((sum, place) => sum + counts[place]!, 0)
}

/** The one unit of all numbers (a zero needs none, and a plural is its singular); several where there are such. */
function unitOf(numbers: readonly WrittenNumber[]): string | string[] {
  const units = new Set<string>()
  for (const { unit, body } of numbers)
    if (!units.has(unit) && (unit !== '' || !/^[0.,]+$/.test(body))) units.add(unit)
  if (units.size === 0) return ''
  const [first = '', ...more] = units
  if (more.length === 0) return first
  const [second = ''] = more
  if (more.length === 1 && first !== '' && (second === `${first}s` || first === `${second}s`))
    return first.length > second.length ? first : second
  return [...units].toSorted()
}

interface Notation {
  decimal: DecimalSign
  /** Where two notations fit. */
  note: string | null
}

function notationOf(
  used: CategoriesInUse,
  { numbers, places, read }: TakenApart,
  context: NumberContext,
): Notation | NotRead {
  const refusing: Record<DecimalSign, number> = {
    '.': read['.'].findIndex(Number.isNaN),
    ',': read[','].findIndex(Number.isNaN),
  }
  const fits = (sign: DecimalSign): boolean => refusing[sign] < 0
  const textAt = (i: number): string => shown(used.texts[places[i]!]!)
  const { decimal, name } = context
  if (decimal !== undefined)
    return fits(decimal)
      ? { decimal, note: null }
      : {
          why: `Column ${shown(name)} is text: ${textAt(refusing[decimal])} is not a number with the decimal sign ${shown(decimal)}.`,
        }
  if (fits('.') && fits(',')) return ambiguous(numbers, context)
  if (fits('.')) return { decimal: '.', note: null }
  if (fits(',')) return { decimal: ',', note: null }
  return {
    why: `Column ${shown(name)} is text: ${textAt(refusing[','])} and ${textAt(refusing['.'])} are not numbers of one notation. Correct the column, or set the decimal sign.`,
  }
}

/**
 * All cells with a mark look like 1,057 or 1.057. What other columns prove decides; else a point is decimal; a comma
 * separates thousands unless an unmarked number has four digits or more, or all cells are marked in a file whose
 * separator is a semicolon.
 */
function ambiguous(numbers: readonly WrittenNumber[], { name, proven, separator }: NumberContext): Notation {
  const marked = numbers.filter(({ body }) => /[.,]/.test(body))
  if (marked.length === 0) return { decimal: '.', note: null }
  const mark: DecimalSign = marked.some(({ body }) => body.includes('.')) ? '.' : ','
  // The smallest: the note must not hang on the order of the rows.
  const example = marked.reduce((best, number) => (number.body < best.body ? number : best))
  if (proven.point !== proven.comma) return { decimal: proven.comma ? ',' : '.', note: null }
  const isLongPlain = numbers.some(({ body }) => /^\d{4,}$/.test(body))
  const isDecimal = mark === '.' || isLongPlain || (marked.length === numbers.length && separator === ';')
  const decimal: DecimalSign = isDecimal ? mark : mark === ',' ? '.' : ','
  const other = decimal === ',' ? '.' : ','
  const told = formatNumber(readWritten(example, decimal))
  return {
    decimal,
    note: `Column ${shown(name)}: ${shown(example.body)} was read as ${told} (the ${example.body.includes(',') ? 'comma' : 'point'} ${example.body.includes(decimal) ? 'is the decimal sign' : 'separates thousands'}). If it is ${formatNumber(readWritten(example, other))}, set the decimal sign.`,
  }
}

function separatorsOf(numbers: readonly WrittenNumber[], decimal: DecimalSign): string {
  const other = decimal === '.' ? ',' : '.'
  const found = [
    ...(numbers.some(({ body }) => body.includes(other)) ? [decimal === '.' ? 'commas' : 'points'] : []),
    ...(numbers.some(({ body }) => body.includes(' ')) ? ['spaces'] : []),
    ...(numbers.some(({ body }) => /['’]/.test(body)) ? ['apostrophes'] : []),
    ...(numbers.some(({ body }) => body.includes('_')) ? ['underscores'] : []),
  ]
  return found.join(' and ')
}

function oddNotes(used: CategoriesInUse, { infinite, odd }: TakenApart, name: string): string[] {
  const notes: string[] = []
  if (odd.length > 0) notes.push(unknownNote(name, 'numbers', odd))
  if (infinite.length > 0) {
    const count = sumOf(used, infinite)
    const first = Math.min(...infinite.map((place) => used.firstRows[place]!)) + 1
    notes.push(
      `${plural(count, 'infinite value')} in ${shown(name)} (first in row ${formatCount(first)}) ${count === 1 ? 'counts' : 'count'} as missing.`,
    )
  }
  return notes
}
