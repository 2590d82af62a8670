/**
 * Numbers as the page prints them: the one place that does (the linter sees to it). English, the same everywhere: what
 * one person reads out is what the other one sees. Unknown is "–", never 0. A value below zero has the sign that is
 * typed ("-0.5": it can be pasted), a change has "+" or "−". What programs read (CSV, JSON) is printed by `String`.
 */
const UNKNOWN = '–'

/** Between groups of three digits. Not the narrow one (U+202F): in Inter at 13 px it is under 2 px, and 1 797 reads as 1797. */
const SPACE = '\u00A0'

/** Inserts spaces into the whole part: "1346.5" → "1 346.5". */
function grouped(digits: string): string {
  const [whole = '', fraction] = digits.split('.')
  // Most numbers of a table are short, and a table has hundreds.
  const spaced = whole.length < 4 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, SPACE)
  return fraction === undefined ? spaced : `${spaced}.${fraction}`
}

/**
 * Four significant digits: 0.02837, 11.07, 0.05. Whole digits are never rounded away (12 346, not 12 350);
 * below 0.0001 and from a million on: 1.235e-5. NaN and null: "–".
 */
export function formatNumber(x: number | null | undefined): string {
  if (x === null || x === undefined || Number.isNaN(x)) return UNKNOWN
  if (x === 0) return '0'
  if (!Number.isFinite(x)) return x > 0 ? '∞' : '-∞'
  const size = Math.abs(x)
  if (size < 1e-4 || size >= 999_999.5) {
    const [mantissa = '', exponent = ''] = x.toExponential(3).split('e')
    return `${Number(mantissa)}e${exponent.replace('+', '')}`
  }
  const wholeDigits = Math.floor(Math.log10(size)) + 1
  return grouped(String(Number(x.toFixed(Math.max(0, 4 - wholeDigits)))))
}

/**
 * So many decimals, for numbers that stand below each other: "0.0500", "1 000", never "-0.00". Unknown: "–".
 * @param form `plain` for values of a person's own column, which may be years: "1900"
 */
export function formatFixed(
  x: number | null | undefined,
  decimals: number,
  form: 'grouped' | 'plain' = 'grouped',
): string {
  if (x === null || x === undefined || Number.isNaN(x)) return UNKNOWN
  if (!Number.isFinite(x)) return formatNumber(x)
  const size = Math.abs(x).toFixed(decimals)
  const digits = form === 'plain' ? size : grouped(size)
  return x < 0 && /[1-9]/.test(digits) ? `-${digits}` : digits
}

/** A value of a person's own column in ten digits, not grouped: it may be a year. "1900", "0.3". */
export function formatPlain(x: number): string {
  return String(significant(x, 10))
}

/** Rounded to so many significant digits, 1 to 100: 0.1 + 0.2 in twelve is 0.3. */
export function significant(x: number, digits: number): number {
  return Number(x.toPrecision(digits))
}

/** The power of ten of its first digit: -2 of 0.05. @param x finite and not 0 */
export function exponentOf(x: number): number {
  return Number(x.toExponential().split('e')[1])
}

/** A share of one, in percent with at most one decimal: "12.5 %", "41 %". Unknown: "–". */
export function formatPercent(share: number | null | undefined): string {
  if (share === null || share === undefined || Number.isNaN(share)) return UNKNOWN
  return `${grouped(String(Number((100 * share).toFixed(1)) + 0))} %`
}

/** A change by a share of one, in whole percent: "+12 %", "−3 %", "0 %". Unknown: "–". */
export function formatChange(share: number | null | undefined): string {
  if (share === null || share === undefined || Number.isNaN(share)) return UNKNOWN
  const percent = Math.round(100 * share)
  return `${signOf(percent)}${formatCount(Math.abs(percent))} %`
}

/** A change of a duration, in ms: "+4.2 s", "−2min", "0". Unknown: "–". */
export function formatDelta(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return UNKNOWN
  return ms === 0 ? '0' : `${signOf(ms)}${formatDuration(Math.abs(ms))}`
}

const signOf = (x: number): string => (x > 0 ? '+' : x < 0 ? '−' : '')

/** How many of something: "1 346". Rounded to a whole number. */
export function formatCount(n: number | null | undefined): string {
  if (n === null || n === undefined || Number.isNaN(n)) return UNKNOWN
  if (!Number.isFinite(n)) return formatNumber(n)
  return grouped(String(Math.round(n) + 0))
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Sizes of files in powers of 1000, three digits: "41.2 MB", "512 B". */
export function formatBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined || !Number.isFinite(bytes)) return UNKNOWN
  let size = bytes
  let unit = 0
  // 999.5 would be printed as 1000 of the smaller unit.
  while (Math.abs(size) >= 999.5 && unit < BYTE_UNITS.length - 1) {
    size /= 1000
    unit += 1
  }
  const digits = unit === 0 || Math.abs(size) >= 99.95 ? 0 : Math.abs(size) >= 9.995 ? 1 : 2
  return `${grouped(String(Number(size.toFixed(digits))))} ${BYTE_UNITS[unit]}`
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Durations as Jenkins prints them: "38 ms", "4.2 s", "7min 14s", "3h 12min", "2d 5h". */
export function formatDuration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return UNKNOWN
  if (ms < 0) return `-${formatDuration(-ms)}`
  if (ms > 0 && ms < 0.95) return `${Number(ms.toPrecision(1))} ms`
  if (ms < 999.5) return `${Math.round(ms)} ms`
  if (ms < 9_950) return `${Number((ms / SECOND).toFixed(1))} s`
  if (ms < MINUTE - 500) return `${Math.round(ms / SECOND)} s`
  const pairs = [
    [MINUTE, 'min', SECOND, 's', HOUR],
    [HOUR, 'h', MINUTE, 'min', DAY],
    [DAY, 'd', HOUR, 'h', Number.POSITIVE_INFINITY],
  ] as const
  for (const [large, largeName, small, smallName, end] of pairs) {
    const smalls = Math.round(ms / small)
    if (smalls * small >= end) continue
    const rest = smalls % (large / small)
    const count = grouped(String(Math.floor(smalls / (large / small))))
    return rest === 0 ? `${count}${largeName}` : `${count}${largeName} ${rest}${smallName}`
  }
  return UNKNOWN
}

/** "a", "a and b", "a, b and c"; no names are no text. */
export function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** "1 alarm", "47 alarms" */
export function counted(n: number, thing: string): string {
  return `${formatCount(n)} ${thing}${n === 1 ? '' : 's'}`
}
