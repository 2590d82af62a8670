import * as v from 'valibot'
import type { Split, TimeCut } from '~/data/prepare/selection'
import { instantOf } from '~/data/prepare/split-time'
import { parseSpan, spanText } from '~/lib/span'

const rangeSchema = v.pipe(v.string(), v.regex(/^\d{1,12}-\d{1,12}$/))

function rangeFromUrl(text: string | null): { first: number; last: number } | null {
  const parsed = v.safeParse(rangeSchema, text)
  if (!parsed.success) return null
  const [first = 0, last = 0] = parsed.output.split('-').map(Number)
  return first >= 1 && last >= first ? { first, last } : null
}

/** How one file is split, as a link says it; null where it does not, or not so that it is understood. */
export function splitFromUrl(query: URLSearchParams): Split | null {
  const rows = rangeFromUrl(query.get('rows'))
  if (rows) return { by: 'rows', reference: rows, test: rangeFromUrl(query.get('testRows')) }
  const time = query.get('splitTime')
  const cut = time === null ? null : cutFromUrl(query)
  if (time !== null && cut !== null) return { by: 'time', column: time, cut }
  const column = query.get('splitBy')
  const reference = query.get('referenceIs')
  return column !== null && reference !== null
    ? { by: 'column', column, reference, test: query.get('testIs') }
    : null
}

/** The inverse of `splitFromUrl`. */
export function splitToUrl(split: Split | null, query: URLSearchParams): void {
  if (split?.by === 'rows') {
    query.set('rows', `${split.reference.first}-${split.reference.last}`)
    if (split.test) query.set('testRows', `${split.test.first}-${split.test.last}`)
  }
  if (split?.by === 'column') {
    query.set('splitBy', split.column)
    query.set('referenceIs', split.reference)
    if (split.test !== null) query.set('testIs', split.test)
  }
  if (split?.by === 'time') {
    const { column, cut } = split
    query.set('splitTime', column)
    if (cut.kind === 'at') query.set('splitAt', new Date(cut.at).toISOString())
    else {
      query.set('last', spanText(cut.last))
      if (cut.against !== null) query.set('against', spanText(cut.against))
    }
  }
}

function cutFromUrl(query: URLSearchParams): TimeCut | null {
  const at = instantOf(query.get('splitAt') ?? '')
  if (at !== null) return { kind: 'at', at }
  const last = parseSpan(query.get('last') ?? '')
  const against = query.get('against')
  const before = against === null ? null : parseSpan(against)
  return last === null || (against !== null && before === null)
    ? null
    : { kind: 'last', last, against: before }
}
