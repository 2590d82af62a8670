/**
 * Dates as the page prints them. Intl is not asked: it writes "Sept" in one browser and "Sep" in another. All are UTC,
 * which is said beside them where it matters.
 */
export const MONTHS = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const

const LONG_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** "2 Sep 2024". @param at milliseconds since 1970 UTC; "–" where it is none */
export function dayText(at: number): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return '–'
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`
}

/** "2 Sep 2024, 04:12", to the minute. @param at as of `dayText` */
export function minuteText(at: number): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return '–'
  return `${dayText(at)}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`
}

/** In a sentence: "2 September", or "2 September 2024". @param at as of `dayText` */
export function spokenDay(at: number, { year }: { year: boolean }): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return '–'
  const day = `${date.getUTCDate()} ${LONG_MONTHS[date.getUTCMonth()]}`
  return year ? `${day} ${date.getUTCFullYear()}` : day
}

const two = (n: number): string => String(n).padStart(2, '0')
