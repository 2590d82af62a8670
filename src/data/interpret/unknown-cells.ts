import { listed, plural, shown } from '../limits'
import { formatCount } from '~/lib/format'

/** Words that people write where a number is not known; in small letters. */
const UNKNOWN = new Set([
  '?',
  'unknown',
  'missing',
  'not available',
  'none',
  'na',
  'n.a.',
  'n.d.',
  'nd',
  'nil',
  'undefined',
  'undef',
  'tbd',
  '.',
  '..',
  '...',
  '--',
  '---',
  '–',
  '—',
  '*',
  '**',
  '(null)',
  '#value!',
  '#div/0!',
  '#ref!',
  '#num!',
  '#name?',
  '#null!',
  // Excel's in other languages.
  '#nv',
  '#n/d',
  '#nd',
  '#wert!',
  '#bezug!',
  '#zahl!',
  '#valeur!',
  '#nombre!',
  '#¡valor!',
  '#¡ref!',
  'k.a.',
  'k. a.',
  'unbekannt',
  'fehlt',
  'inconnu',
  'n.c.',
  'desconocido',
  's/d',
  'err',
  'error',
  // MySQL's.
  '0000-00-00',
  '0000-00-00 00:00:00',
])

/** Share of a column's cells that other words may be: more is a column of text. */
const MOST_OTHER_SHARE = 0.05
/** Different other words: more are codes, not marks of something unknown. */
const MOST_OTHER_WORDS = 3

export const isUnknownWord = (text: string): boolean => UNKNOWN.has(text.toLowerCase())

/** A value that is none, and in how many cells it stands. */
export interface Odd {
  text: string
  count: number
  /** From 0. */
  firstRow: number
}

/**
 * Whether a column of `fits` cells that can be read, and these others, is one of values with unknown cells: words for
 * "unknown" and the column's own name (files that were put together, each with its header) may be up to half of all cells, other words (at most three different ones) up to 5 %.
 */
export function isTolerable(fits: number, odd: readonly Odd[], name: string): boolean {
  const others = odd.filter(({ text }) => text !== name && !isUnknownWord(text))
  const count = (list: readonly Odd[]): number => list.reduce((sum, o) => sum + o.count, 0)
  const all = count(odd)
  if (odd.length === 0) return fits > 0
  return (
    fits >= 2 &&
    fits >= all &&
    others.length <= MOST_OTHER_WORDS &&
    count(others) <= MOST_OTHER_SHARE * (fits + all)
  )
}

/** "Column 'hp' holds numbers; '?' (6 cells, first in row 33) counts as missing." */
export function unknownNote(column: string, what: 'numbers' | 'times', odd: readonly Odd[]): string {
  const count = odd.reduce((sum, o) => sum + o.count, 0)
  const first = Math.min(...odd.map(({ firstRow }) => firstRow)) + 1
  return `Column ${shown(column)} holds ${what}; ${listed(
    odd.map(({ text }) => text),
    3,
  )} (${plural(count, 'cell')}, first in row ${formatCount(first)}) ${odd.length === 1 ? 'counts' : 'count'} as missing.`
}
