import { serverAbilities } from './abilities'
import type { Subject } from './fields'
import type { OrderBy } from './order-by'
import { isQuoted, readServerField } from './server-field'
import { soleIdentifier } from './server-items'
import { serverTokens } from './server-lexer'
import { ServerRefusal } from './server-list'

/**
 * The message is the server's own. A field that is asked for twice is an internal error there
 * (status 500), all else is INVALID_PARAMETER_VALUE (400).
 */
export type ServerParsedOrder =
  | { ok: true; orders: readonly OrderBy[] }
  | { ok: false; message: string; isInternal: boolean }

/** Reads `order_by`, one clause for each element, exactly as an MLflow server does (2.21 and 3.17 agree). */
export function parseServerOrder(clauses: readonly string[], subject: Subject = 'runs'): ServerParsedOrder {
  try {
    const orders = clauses.map((clause) => readOrder(clause, subject))
    const names = orders.map(({ field }) => `${field.entity}.${field.key}`)
    if (subject === 'runs' && new Set(names).size < names.length) {
      const list = clauses.map((clause) => `'${clause}'`).join(', ')
      return { ok: false, message: `\`order_by\` contains duplicate fields: [${list}]`, isInternal: true }
    }
    return { ok: true, orders }
  } catch (failure) {
    if (failure instanceof ServerRefusal) return { ok: false, message: failure.message, isInternal: false }
    throw failure
  }
}

function readOrder(clause: string, subject: Subject): OrderBy {
  const identifier = soleIdentifier(serverTokens(clause))
  const isNumber = /^\s*-?[\d.]/.test(clause)
  const words = identifier && !isNumber ? shellWords(clause) : []
  const [name, way, more] = words
  if (name === undefined || more !== undefined) {
    throw new ServerRefusal(`Invalid order_by clause '${clause}'. Could not be parsed.`)
  }
  const word = way?.toLowerCase() ?? 'asc'
  if (word !== 'asc' && word !== 'desc') {
    throw new ServerRefusal(`Invalid ordering key in order_by clause '${clause}'.`)
  }
  const written = way === undefined ? clause : name
  const field = readServerField(written, { subject, abilities: serverAbilities(null), isOrdering: true })
  if (field.entity === 'dataset') throw new ServerRefusal("Invalid identifier type 'dataset'")
  if (subject === 'experiments' && field.entity !== 'attribute') {
    throw new ServerRefusal(`Invalid order_by entity: ${field.entity}`)
  }
  return { field, isDescending: word === 'desc' }
}

/** Cut at blanks outside of quotes, the quotes taken away, as a shell does it. */
function shellWords(text: string): readonly string[] {
  const words = text.replaceAll('`', '"').match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []
  return words.map((word) =>
    word.replaceAll(/"[^"]*"|'[^']*'/g, (part) =>
      isQuoted(part, part.charAt(0)) ? part.slice(1, -1) : part,
    ),
  )
}
