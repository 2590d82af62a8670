import type { DecimalSign } from '../read-options'

/** A cell that may be a number, taken apart. */
export interface WrittenNumber {
  /** −1 beside a minus (SAP writes it behind the digits), or inside the parentheses of accounting. */
  sign: 1 | -1
  /** Digits and the marks between them. */
  body: string
  /** `e-3`, or nothing. */
  exponent: string
  /** `%`, `$`, `kg`; nothing where there is none. */
  unit: string
}

const CODES =
  'USD|EUR|GBP|CHF|JPY|CNY|INR|SEK|NOK|DKK|PLN|CZK|HUF|RON|BRL|AUD|CAD|NZD|ZAR|MXN|TRY|KRW|RUB|ILS|SGD|HKD'
const CURRENCY = `(?:[A-Z]{0,3}\\p{Sc}|(?:${CODES})|Fr\\.?|kr\\.?|Rs\\.?|zł|Kč)`
/** Units that may stand right behind the digits. Others need a space between. */
const CLOSE =
  '(?:%|‰|°[CF]?|[µμnmckMGT]?(?:m|g|s|l|L|W|V|A|J|N|Hz|Pa|eV|B|Wh|mol)|h|min|km/h|m/s|mph|bar|hPa|dB|lbs?|oz|ft|in|px)[²³]?'
/** Behind a space: a word or a compound of units, not of digits. */
const APART = '[\\p{L}°µμ][\\p{L}°µμ²³/·*^0-9.-]{0,11}'

const CELL = new RegExp(
  `^(\\()?([+-])?(?:(${CURRENCY}) ?)?([+-])?(\\d(?:[\\d.,'’ _]*\\d)?[.,]?|[.,]\\d+)([ed][+-]?\\d+)?(-)?(?: ?(%|‰|${CURRENCY}|${CLOSE})| (${APART}))?(\\))?$`,
  'u',
)
const BIG_EXPONENT = /(\d[.,]?)([ED])(?=[+-]?\d)/
// oxlint-disable-next-line no-control-regex -- what is plain needs no look at its spaces and signs
const PLAIN = /^[\u0000-\u007f]*$/
const INFINITE = /^[+-]?inf(?:inity)?$/i
/** Units that are words of other things: hours of the day. */
const NO_UNIT = /^[ap]\.?m\.?$/i

/** First digits of the scripts that have their own: Arabic, Persian, Devanagari, Bengali, Thai, full width. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10]
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\uff10-\uff19]/g
const OTHER_MARKS: Readonly<Record<string, string>> = {
  '\u066b': '.',
  '\u066c': ',',
  '\uff0e': '.',
  '\uff0c': ',',
  '\uff05': '%',
  '\u066a': '%',
}

/** Digits of other scripts as 0 to 9, with their decimal signs and separators. */
function plainDigits(text: string): string {
  return text
    .replaceAll(OTHER_DIGITS, (digit) => {
      const code = digit.charCodeAt(0)
      return String(code - ZEROS.findLast((zero) => zero <= code)!)
    })
    .replaceAll(/(?<=\d)[\u066b\u066c\uff0e\uff0c\uff05\u066a]/g, (mark) => OTHER_MARKS[mark]!)
}

/** Spaces of all widths as plain ones, all minus signs as `-`; trimmed. */
export function plainSigns(text: string): string {
  if (PLAIN.test(text)) return text.trim()
  return text
    .replaceAll(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replaceAll(/[\u2012\u2013\u2212\ufe63\uff0d](?=[\d.,\p{Sc}])/gu, '-')
    .trim()
}

export function isInfinite(text: string): boolean {
  return INFINITE.test(text)
}

/** A cell as it is read as a number or a time: with the signs, spaces and digits of ASCII. */
export function plainText(text: string): string {
  const plain = plainSigns(text)
  return PLAIN.test(plain) ? plain : plainDigits(plain)
}

/**
 * A number in quotes of its own (Excel writes one alone before text, and ="5"), or a list of this one: [1,2] and [1 234] are
 * two, not a decimal comma or thousands.
 */
const WRAPPED = /^(?:=?"(.+)"|'(.+?)'?|\[\s*([^\s,;]+)\s*\])$/

/** The cell without what wraps a number in it. */
export function unwrapped(text: string): string {
  return text.replace(WRAPPED, '$1$2$3').trim()
}

/** Null where the cell (after `plainText`) cannot be a number in any notation. */
export function writtenNumber(text: string): WrittenNumber | null {
  if (text.length > 60 || text.length === 0) return null
  const bare = unwrapped(text)
  const small = /[ED]/.test(bare)
    ? bare.replace(BIG_EXPONENT, (_, d: string, e: string) => d + e.toLowerCase())
    : bare
  const match = CELL.exec(small)
  if (match === null) return null
  const [, open, before, currency, behind, body, power = '', last, close, apart, closed] = match
  // Fortran's exponent. 12d3 is more often a code.
  if (power.startsWith('d') && !/[.,]/.test(body!) && !/[+-]/.test(power)) return null
  if ((open === undefined) !== (closed === undefined)) return null
  const signs = [before, behind, last].filter((sign) => sign !== undefined)
  const after = close ?? apart
  if (signs.length > (open === undefined ? 1 : 0) || (currency !== undefined && after !== undefined))
    return null
  const unit = currency ?? after ?? ''
  if (NO_UNIT.test(unit)) return null
  return {
    sign: open !== undefined || signs[0] === '-' ? -1 : 1,
    body: body!,
    exponent: power.replace('d', 'e'),
    unit,
  }
}

const GROUPED = {
  '.': /^[1-9]\d{0,2}(?:(?:,\d{3})+|(?: \d{3})+|(?:['’]\d{3})+|(?:_\d{3})+)$/,
  ',': /^[1-9]\d{0,2}(?:(?:\.\d{3})+|(?: \d{3})+|(?:['’]\d{3})+|(?:_\d{3})+)$/,
}
/** 12,34,567: thousands, then hundreds. */
const INDIAN = /^[1-9]\d?(?:,\d{2})+,\d{3}$/

/** The value where `decimal` is the decimal sign, rounded to the nearest double; NaN where that is no reading. */
export function readWritten({ sign, body, exponent }: WrittenNumber, decimal: DecimalSign): number {
  const at = body.indexOf(decimal)
  const whole = at < 0 ? body : body.slice(0, at)
  const fraction = at < 0 ? '' : body.slice(at + 1)
  if (!/^\d*$/.test(fraction)) return Number.NaN
  const isPlain = /^\d*$/.test(whole)
  if (!isPlain && !GROUPED[decimal].test(whole) && !(decimal === '.' && INDIAN.test(whole))) return Number.NaN
  const digits = isPlain ? whole : whole.replaceAll(/[^\d]/g, '')
  return sign * Number(`${digits === '' ? '0' : digits}.${fraction === '' ? '0' : fraction}${exponent}`)
}

/** Which decimal sign a cell proves: null where it is read alike by both, or in two ways. */
function signProvenBy(written: WrittenNumber): DecimalSign | null {
  const { body } = written
  if (!body.includes('.') && !body.includes(',')) return null
  const point = readWritten(written, '.')
  const comma = readWritten(written, ',')
  if (Number.isNaN(point) === Number.isNaN(comma)) return null
  return Number.isNaN(point) ? ',' : '.'
}

/** Which decimal signs these cells prove. */
export function signsProvenBy(texts: Iterable<string>): { point: boolean; comma: boolean } {
  const proven = { point: false, comma: false }
  for (const text of texts) {
    const written = writtenNumber(plainText(text))
    const sign = written === null ? null : signProvenBy(written)
    if (sign === '.') proven.point = true
    else if (sign === ',') proven.comma = true
  }
  return proven
}
