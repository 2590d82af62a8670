import type { Field, Span } from './ast'
import { readField } from './clause'
import type { Subject } from './fields'
import { keywordOf, tokensOf, type Token } from './lexer'
import { FilterRefusal } from './refusal'

/** What may come next: `joint` is AND, OR or a new clause; `verb` what is asked of a field. */
export type Expected =
  | 'field'
  | 'verb'
  | 'negated-verb'
  | 'null'
  | 'not-null'
  | 'list'
  | 'value'
  | 'list-joint'
  | 'joint'

/** Where the caret stands: [from, to) is what a suggestion replaces, `prefix` what of it is written before the caret. */
export interface Place extends Span {
  expects: Expected
  prefix: string
  /** The field of the clause that is being written; null where it has none yet, or none that is known. */
  field: Field | null
  /** Whether the value is a pattern of LIKE. */
  isPattern: boolean
}

/** What stands around the caret. */
export function placeAt(text: string, caret: number, subject: Subject): Place {
  const tokens = tokensOf(text)
  const edited = tokens.find((token) => isEdited(token, caret))
  const before = tokens.filter(({ to }) => to <= (edited?.from ?? caret))
  let state: State = { expects: 'field', field: null, isPattern: false, isInList: false }
  for (const token of before) state = after(state, token, subject)
  const { expects, field, isPattern } = state
  const from = edited?.from ?? caret
  return { expects, field, isPattern, from, to: edited?.to ?? caret, prefix: text.slice(from, caret) }
}

/** A token is being written where the caret stands in it, or right behind it unless it is complete by itself. */
function isEdited(token: Token, caret: number): boolean {
  if (token.from >= caret || token.to < caret) return false
  if (token.to > caret) return token.kind !== 'open' && token.kind !== 'close' && token.kind !== 'comma'
  if (token.kind === 'word' || token.kind === 'number' || token.kind === 'operator') return true
  return (token.kind === 'text' || token.kind === 'key') && !token.isClosed
}

interface State {
  expects: Expected
  field: Field | null
  isPattern: boolean
  isInList: boolean
}

function after(state: State, token: Token, subject: Subject): State {
  const keyword = keywordOf(token)
  switch (state.expects) {
    case 'field':
    case 'joint':
      return afterJoint(state, token, keyword, subject)
    case 'verb':
      if (token.kind === 'operator') return { ...state, expects: 'value', isPattern: false }
      if (keyword === 'IS') return { ...state, expects: 'null' }
      if (keyword === 'NOT' && state.field) return { ...state, expects: 'negated-verb' }
      return verbOf(state, keyword) ?? afterJoint({ ...state, expects: 'joint' }, token, keyword, subject)
    case 'negated-verb':
      return verbOf(state, keyword) ?? state
    case 'null':
      return { ...state, expects: keyword === 'NOT' ? 'not-null' : 'joint' }
    case 'not-null':
      return { ...state, expects: 'joint' }
    case 'list':
      return { ...state, expects: 'value', isInList: true }
    case 'value':
      return { ...state, expects: state.isInList ? 'list-joint' : 'joint' }
    case 'list-joint':
      return token.kind === 'comma'
        ? { ...state, expects: 'value' }
        : { ...state, expects: 'joint', isInList: false }
  }
}

function verbOf(state: State, keyword: string | null): State | null {
  if (keyword === 'IN') return { ...state, expects: 'list', isPattern: false }
  if (keyword === 'LIKE' || keyword === 'ILIKE') return { ...state, expects: 'value', isPattern: true }
  return null
}

function afterJoint(state: State, token: Token, keyword: string | null, subject: Subject): State {
  if (keyword === 'AND' || keyword === 'OR' || keyword === 'NOT' || token.kind === 'open') {
    return { ...state, expects: 'field', field: null }
  }
  if (token.kind === 'close') return { ...state, expects: 'joint', field: null }
  return { expects: 'verb', field: fieldOf(token, subject), isPattern: false, isInList: false }
}

function fieldOf(token: Token, subject: Subject): Field | null {
  try {
    return readField(token, subject)
  } catch (failure) {
    if (failure instanceof FilterRefusal) return null
    throw failure
  }
}
