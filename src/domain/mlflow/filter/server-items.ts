import type { Span } from './ast'
import type { ServerToken } from './server-lexer'

/** An operand of a comparison, as sqlparse groups it. Only an identifier may stand on the left. */
export interface Operand extends Span {
  kind: 'identifier' | 'string' | 'integer' | 'float' | 'list' | 'null' | 'other'
}

/** What stands side by side in a filter: clauses, ANDs, and everything that has no business there. */
export type ServerItem =
  | ({ kind: 'comparison'; left: Operand; operator: string; right: Operand } & Span)
  | ({ kind: 'null-check'; left: Operand; operator: 'IS NULL' | 'IS NOT NULL' } & Span)
  | ({ kind: 'and' | 'stray' } & Span)

/** Groups the tokens of one statement. @param knowsNull whether `IS NULL` makes a clause */
export function serverItems(tokens: readonly ServerToken[], knowsNull: boolean): readonly ServerItem[] {
  const units = unitsOf(tokens.filter(({ kind }) => kind !== 'space'))
  const items: ServerItem[] = []
  for (let at = 0; at < units.length;) {
    const unit = units[at]
    if (!unit) break
    const joined = listClause(units, at) ?? (knowsNull ? nullClause(units, at) : null)
    if (joined) {
      items.push(joined[0])
      at = joined[1]
      continue
    }
    items.push(itemOf(unit))
    at += 1
  }
  return items
}

/** The identifier that tokens are as a whole, with ASC or DESC behind it; null where they are more or another. */
export function soleIdentifier(tokens: readonly ServerToken[]): Operand | null {
  const hasEdge = tokens[0]?.kind === 'space' || tokens.at(-1)?.kind === 'space'
  const [unit, more] = unitsOf(tokens.filter(({ kind }) => kind !== 'space'))
  return hasEdge || more ? null : identifierOf(unit)
}

/** What the first grouping makes: clauses with an operator, operands, and what is neither. */
type Unit =
  | Extract<ServerItem, { kind: 'comparison' }>
  | ({ kind: 'operand'; operand: Operand; isAliased: boolean } & Span)
  | ({ kind: 'token'; token: ServerToken } & Span)

function unitsOf(tokens: readonly ServerToken[]): readonly Unit[] {
  const units: Unit[] = []
  for (let at = 0; at < tokens.length;) {
    const [unit, next] = unitAt(tokens, at)
    const last = units.at(-1)
    if (last && takesAlias(last) && unit.kind === 'operand' && unit.operand.kind === 'identifier') {
      // A name behind a clause or an operand is taken for its alias, and both are one identifier then.
      const span = { from: last.from, to: unit.to }
      units.splice(-1, 1, {
        kind: 'operand',
        operand: { kind: 'identifier', ...span },
        isAliased: true,
        ...span,
      })
    } else units.push(unit)
    at = next
  }
  return units
}

function takesAlias(unit: Unit): boolean {
  return (
    unit.kind === 'comparison' ||
    (unit.kind === 'operand' && !unit.isAliased && unit.operand.kind !== 'string')
  )
}

function unitAt(tokens: readonly ServerToken[], at: number): readonly [Unit, number] {
  const left = operandAt(tokens, at)
  if (!left) {
    const token = tokens[at] ?? { kind: 'other', source: '', from: 0, to: 0 }
    return [{ kind: 'token', token, from: token.from, to: token.to }, at + 1]
  }
  const [operand, behind] = left
  const { from, to } = operand
  const verb = tokens[behind]
  const right =
    verb?.kind === 'comparison' ? (operandAt(tokens, behind + 1) ?? nullAt(tokens, behind + 1)) : null
  if (!verb || !right) return [{ kind: 'operand', operand, isAliased: false, from, to }, behind]
  const [value, next] = right
  return chainedAt(
    tokens,
    { kind: 'comparison', left: operand, operator: verb.source, right: value, from, to: value.to },
    next,
  )
}

/** A comparison that is itself compared, as in `a = 1 = 2`, stands on the left of the next one. */
function chainedAt(
  tokens: readonly ServerToken[],
  comparison: Extract<ServerItem, { kind: 'comparison' }>,
  at: number,
): readonly [Unit, number] {
  const verb = tokens[at]
  const right = verb?.kind === 'comparison' ? (operandAt(tokens, at + 1) ?? nullAt(tokens, at + 1)) : null
  if (!verb || !right) return [comparison, at]
  const { from, to } = comparison
  const left: Operand = { kind: 'other', from, to }
  const [value, next] = right
  return chainedAt(
    tokens,
    { kind: 'comparison', left, operator: verb.source, right: value, from, to: value.to },
    next,
  )
}

function itemOf(unit: Unit): ServerItem {
  if (unit.kind === 'comparison') return unit
  const { from, to } = unit
  return { kind: unit.kind === 'token' && isKeyword(unit.token, 'AND') ? 'and' : 'stray', from, to }
}

type Joined = readonly [ServerItem, number] | null

function listClause(units: readonly Unit[], at: number): Joined {
  const left = identifierOf(units[at])
  const isNegated = isKeywordUnit(units[at + 1], 'NOT')
  const place = isNegated ? at + 2 : at + 1
  const verb = units[place]
  const list = units[place + 1]
  if (!left || verb?.kind !== 'token' || !isKeywordUnit(verb, 'IN')) return null
  if (list?.kind !== 'operand' || list.operand.kind !== 'list') return null
  const operator = isNegated ? 'NOT IN' : verb.token.source
  return [
    { kind: 'comparison', left, operator, right: list.operand, from: left.from, to: list.to },
    place + 2,
  ]
}

function nullClause(units: readonly Unit[], at: number): Joined {
  const left = identifierOf(units[at])
  const end = units[at + 2]
  if (!left || !isKeywordUnit(units[at + 1], 'IS') || end?.kind !== 'token' || end.token.kind !== 'keyword')
    return null
  // `NOT NULL` is one token to a server; it is taken with one blank in it alone.
  const word = end.token.source.toUpperCase()
  if (word !== 'NULL' && word !== 'NOT NULL') return null
  const operator = word === 'NULL' ? 'IS NULL' : 'IS NOT NULL'
  return [{ kind: 'null-check', left, operator, from: left.from, to: end.to }, at + 3]
}

function identifierOf(unit: Unit | undefined): Operand | null {
  return unit?.kind === 'operand' && unit.operand.kind === 'identifier' ? unit.operand : null
}

function isKeywordUnit(unit: Unit | undefined, word: string): boolean {
  return unit?.kind === 'token' && isKeyword(unit.token, word)
}

function isKeyword(token: ServerToken | undefined, word: string): boolean {
  return token?.kind === 'keyword' && token.source.toUpperCase() === word
}

type Read = readonly [Operand, number]

/** One operand, with the arithmetic that belongs to it: `metrics.val/loss` is a division to a server. */
function operandAt(tokens: readonly ServerToken[], at: number): Read | null {
  const first = primaryAt(tokens, at)
  if (!first) return null
  let [operand, behind] = first
  for (;;) {
    const next = tokens[behind]?.kind === 'operator' ? primaryAt(tokens, behind + 1) : null
    if (!next) return [operand, behind]
    operand = { kind: 'other', from: operand.from, to: next[0].to }
    behind = next[1]
  }
}

function primaryAt(tokens: readonly ServerToken[], at: number): Read | null {
  const token = tokens[at]
  if (!token) return null
  const { from, to, kind } = token
  if (kind === 'name' || kind === 'symbol') return pathAt(tokens, at)
  if (kind !== 'integer' && kind !== 'float' && kind !== 'string') return parenthesisAt(tokens, at)
  // A number with ASC or DESC behind it is an identifier to sqlparse.
  const order = kind === 'string' ? undefined : tokens[at + 1]
  if (order?.kind === 'order') return [{ kind: 'identifier', from, to: order.to }, at + 2]
  return [{ kind, from, to }, at + 1]
}

function pathAt(tokens: readonly ServerToken[], start: number): Read {
  const from = tokens[start]?.from ?? 0
  let at = start
  let isCall = tokens[at]?.kind === 'name' && parenthesisAt(tokens, at + 1) !== null
  let to = tokens[at]?.to ?? from
  at += 1
  while (tokens[at]?.source === '.' && !isCall) {
    to = tokens[at]?.to ?? to
    const part = tokens[at + 1]
    at += 1
    if (!part || !(PATH_PARTS.has(part.kind) || part.source === '*')) break
    to = part.to
    isCall = part.kind === 'name' && parenthesisAt(tokens, at + 1) !== null
    at += 1
  }
  if (!isCall) {
    const order = tokens[at]
    if (order?.kind === 'order') return [{ kind: 'identifier', from, to: order.to }, at + 1]
    return [{ kind: 'identifier', from, to }, at]
  }
  const [list, behind] = parenthesisAt(tokens, at) ?? [{ to }, at]
  return [{ kind: 'other', from, to: list.to }, behind]
}

const PATH_PARTS: ReadonlySet<string> = new Set(['name', 'symbol', 'string'])

function parenthesisAt(tokens: readonly ServerToken[], at: number): Read | null {
  const open = tokens[at]
  if (open?.source !== '(') return null
  let depth = 0
  for (let place = at; place < tokens.length; place++) {
    const token = tokens[place]
    if (token?.source === '(') depth += 1
    if (token?.source === ')') depth -= 1
    if (token && depth === 0) return [{ kind: 'list', from: open.from, to: token.to }, place + 1]
  }
  return null
}

function nullAt(tokens: readonly ServerToken[], at: number): Read | null {
  const token = tokens[at]
  return token && isKeyword(token, 'NULL') ? [{ kind: 'null', from: token.from, to: token.to }, at + 1] : null
}
