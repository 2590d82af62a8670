import type { UrlField } from '~/lib/url-codec'
import { urlNames } from '~/lib/url-codec'

/** More columns than these are packed: each by itself, seventy of them would not fit into an address. */
const MOST_WHOLE = 20
/** Letters that a column shares with the one before it, in one digit of base 36. */
const MOST_SHARED = 35
/** An address keeps it as it is, and MLflow lets no key hold it. */
const BETWEEN = '*'

/**
 * Names of columns in their order as one text, each by how many letters it shares with the one before it, and the rest:
 * keys of one experiment begin alike. Null where a name holds what stands between them.
 */
export function textOfColumns(columns: readonly string[]): string | null {
  if (columns.some((one) => one.includes(BETWEEN))) return null
  let before = ''
  return columns
    .map((one) => {
      let shared = 0
      while (shared < MOST_SHARED && shared < before.length && before[shared] === one[shared]) shared += 1
      // Half of a character has no place in an address.
      if (/[\uD800-\uDBFF]$/.test(one.slice(0, shared))) shared -= 1
      before = one
      return `${shared.toString(36)}${one.slice(shared)}`
    })
    .join(BETWEEN)
}

/** The inverse; a part that is none ends it. */
export function columnsOfText(text: string): string[] {
  const columns: string[] = []
  let before = ''
  for (const part of text.split(BETWEEN)) {
    const shared = /^[0-9a-z]/.test(part) ? Number.parseInt(part.charAt(0), 36) : Number.NaN
    if (!(shared <= before.length)) break
    before = before.slice(0, shared) + part.slice(1)
    if (before !== '') columns.push(before)
  }
  return columns
}

const WHOLE = urlNames({ as: 'column' })
const PACKED = 'columns'

/** Columns in the order in which they are shown: a few by their names, many packed. */
export const columnsField: UrlField<readonly string[]> = {
  ...WHOLE,
  read: (query, name) => {
    const packed = query.get(PACKED)
    if (packed === null) return WHOLE.read(query, name)
    const columns = columnsOfText(packed)
    return columns.length > 0 ? [...new Set(columns)] : undefined
  },
  write: (columns, query, name, settings) => {
    const packed = columns.length > MOST_WHOLE ? textOfColumns(columns) : null
    if (packed === null) WHOLE.write(columns, query, name, settings)
    else query.set(PACKED, packed)
  },
}
