import type { Span } from './ast'

/**
 * What MLflow's SQL lexer (sqlparse) makes of a filter, as far as it decides over a filter.
 * `symbol` is text in double quotes, `name` an identifier, in backticks or not.
 */
export type ServerTokenKind =
  | 'space'
  | 'comment'
  | 'name'
  | 'keyword'
  | 'order'
  | 'integer'
  | 'float'
  | 'hex'
  | 'string'
  | 'symbol'
  | 'comparison'
  | 'operator'
  | 'punctuation'
  | 'other'

export interface ServerToken extends Span {
  kind: ServerTokenKind
  source: string
}

const LETTER = 'A-Za-zÀ-Üà-ü'
const WORD = '[\\p{L}\\p{N}_]'

/** Tried in this order at every place; the order decides, as in sqlparse 0.4.2 to 0.6.1. */
const RULES: readonly (readonly [ServerTokenKind, RegExp])[] = (
  [
    ['comment', '(?:--|# ).*?(?:\\r\\n|\\r|\\n|$)'],
    ['comment', '/\\*[^]*?\\*/'],
    ['space', '\\s'],
    ['other', ':=|::'],
    ['operator', '\\*'],
    ['name', '`(?:``|[^`])*`'],
    ['name', '´(?:´´|[^´])*´'],
    ['name', '\\?|%(?:\\(' + WORD + '+\\))?[sS]'],
    ['name', `(?<!${WORD})[$:?]${WORD}+`],
    ['other', `\\\\${WORD}+`],
    ['keyword', `(?:CASE|IN|VALUES|USING|FROM|AS)(?!${WORD})`],
    ['name', `(?:@|##|#)[${LETTER}]${WORD}+`],
    ['name', `[${LETTER}]${WORD}*(?=\\s*\\.(?!\\d))`],
    ['name', `(?<=\\.)[${LETTER}]${WORD}*`],
    ['name', `[${LETTER}]${WORD}*(?=\\()`],
    ['hex', '-?0x[\\dA-F]+'],
    ['float', '-?\\d+(?:\\.\\d+)?E-?\\d+'],
    ['float', `-?(?:\\d+\\.\\d*|\\.\\d+)(?![_${LETTER}])`],
    ['integer', `-?\\d+(?![_${LETTER}])`],
    ['string', "'(?:''|\\\\'|[^'])*'"],
    ['symbol', '"(?:""|\\\\"|[^"])*"'],
    ['name', `(?<![${WORD.slice(1, -1)}\\])])\\[[^\\]\\[]+\\]`],
    ['keyword', `NOT\\s+NULL(?!${WORD})`],
    ['order', `(?:ASC|DESC)(?:\\s+NULLS\\s+(?:FIRST|LAST))?(?!${WORD})`],
    ['comparison', `(?:NOT\\s+)?(?:LIKE|ILIKE|RLIKE|REGEXP)(?!${WORD})`],
    ['name', `${WORD}[$#\\p{L}\\p{N}_]*`],
    ['punctuation', '[;:()[\\],.]'],
    ['operator', '->>?|#>>?|@>|<@|\\?\\|?|\\?&|-|#-'],
    ['comparison', '[<>=~!]+'],
    ['operator', '[+/@#%^&|-]+'],
    ['other', '[^]'],
  ] as const
).map(([kind, source]) => [kind, new RegExp(source, 'iuy')] as const)

/** Words that are keywords where no dot stands beside them. sqlparse knows some 800; these are met in filters. */
const KEYWORDS = new Set(
  'AND OR NOT IS NULL PARAMETER BETWEEN WHERE SELECT GROUP ORDER BY HAVING LIMIT UNION JOIN ON EXISTS ANY ALL SOME WHEN THEN ELSE END TRUE FALSE DISTINCT TYPE'.split(
    ' ',
  ),
)

/** Cuts a filter as an MLflow server does; together the tokens are the whole text. */
export function serverTokens(text: string): readonly ServerToken[] {
  const tokens: ServerToken[] = []
  for (let at = 0; at < text.length;) {
    const token = tokenAt(text, at)
    tokens.push(token)
    at = token.to
  }
  return tokens
}

function tokenAt(text: string, from: number): ServerToken {
  for (const [kind, pattern] of RULES) {
    pattern.lastIndex = from
    const source = pattern.exec(text)?.[0]
    if (!source) continue
    const isKeyword =
      kind === 'name' && KEYWORDS.has(source.toUpperCase()) && !isBesideDot(text, from, source)
    return { kind: isKeyword ? 'keyword' : kind, source, from, to: from + source.length }
  }
  return { kind: 'other', source: text.charAt(from), from, to: from + 1 }
}

/** Behind or before a dot, or before a parenthesis, every word is a name. */
function isBesideDot(text: string, from: number, source: string): boolean {
  const behind = text.slice(from + source.length)
  return text.charAt(from - 1) === '.' || /^\s*\.(?!\d)/.test(behind) || behind.startsWith('(')
}
