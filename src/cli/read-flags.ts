import { COLUMN_TYPES, type ColumnType, type ReadOptions } from '~/data/read-options'
import { UsageError } from './errors'

/** The flags that say how files are read. */
export const READ_FLAGS = {
  separator: { type: 'string' },
  decimal: { type: 'string' },
  header: { type: 'boolean' },
  'no-header': { type: 'boolean' },
  missing: { type: 'string', multiple: true },
  comment: { type: 'string' },
  type: { type: 'string', multiple: true },
} as const

/** `--missing ignore` is no list of words: missing values do not count for the exit code. */
export const IGNORE = 'ignore'

interface Values {
  separator?: string | undefined
  decimal?: string | undefined
  header?: boolean | undefined
  'no-header'?: boolean | undefined
  missing?: string[] | undefined
  comment?: string | undefined
  type?: string[] | undefined
}

/** @throws UsageError that names the flag and what it takes */
export function readOptionsOf(values: Values): ReadOptions {
  const { separator, decimal, missing = [], comment } = values
  const words = missing.filter((list) => list !== IGNORE)
  const noHeader = values['no-header'] === true
  if (noHeader && values.header === true)
    throw new UsageError('--header and --no-header exclude each other. Leave one out.')
  if (decimal !== undefined && decimal !== '.' && decimal !== ',')
    throw new UsageError(`--decimal takes . or a comma, not '${decimal}'.`)
  if (comment !== undefined && comment.length > 1)
    throw new UsageError(`--comment takes one character such as '#', or '' for none, not '${comment}'.`)
  return {
    ...(separator === undefined ? {} : { separator: separatorOf(separator) }),
    ...(decimal === undefined ? {} : { decimal }),
    ...(noHeader || values.header === true ? { header: !noHeader } : {}),
    ...(words.length === 0
      ? {}
      : { missing: words.flatMap((list) => list.split(',')).map((word) => word.trim()) }),
    ...(comment === undefined ? {} : { comment }),
    ...(values.type === undefined ? {} : { types: Object.fromEntries(values.type.map(typeOf)) }),
  }
}

function separatorOf(text: string): string {
  if (text === 'tab' || text === '\\t') return '\t'
  if (text === 'space' || text === ' ') return 'space'
  if (text.length === 1) return text
  throw new UsageError(`--separator takes one character, tab or space, not '${text}'.`)
}

const isType = (text: string): text is ColumnType => (COLUMN_TYPES as readonly string[]).includes(text)

function typeOf(flag: string): [string, ColumnType] {
  const at = flag.lastIndexOf('=')
  const type = flag.slice(at + 1)
  if (at > 0 && isType(type)) return [flag.slice(0, at), type]
  throw new UsageError(
    `--type takes column=type, where the type is one of ${COLUMN_TYPES.join(', ')}; not '${flag}'.`,
  )
}
