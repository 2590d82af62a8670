export type Kind = 'null' | 'boolean' | 'number' | 'string' | 'list' | 'object' | 'absent'

/**
 * What JSON is made of, at one place of it: the kinds that stand there, and what is below. Items of a list share one
 * place; a member that some objects of a list have and others do not is also "absent".
 */
export interface Shape {
  kinds: ReadonlySet<Kind>
  /** Null: no list here has items. */
  items: Shape | null
  members: ReadonlyMap<string, Shape>
}

export function shapeOf(value: unknown): Shape {
  return shapeOfAll([value])
}

/** @param values all that stand at one place */
function shapeOfAll(values: readonly unknown[]): Shape {
  const items = values.flatMap((value): unknown[] => (Array.isArray(value) ? value : []))
  const objects = values.filter(isObject)
  const keys = [...new Set(objects.flatMap((object) => Object.keys(object)))]
  return {
    kinds: new Set(values.map(kindOf)),
    items: items.length > 0 ? shapeOfAll(items) : null,
    members: new Map(
      keys.map((key) => [
        key,
        shapeOfAll(objects.map((object) => (Object.hasOwn(object, key) ? object[key] : undefined))),
      ]),
    ),
  }
}

const ABSENT: Shape = { kinds: new Set(['absent']), items: null, members: new Map() }

/**
 * How two answers differ in shape, a sentence each; none: a client that reads the one reads the other. An empty list
 * says nothing of its items, and what is null or absent nothing of its kind where the other knows both.
 */
export function shapeDifferences(recorded: Shape, mock: Shape, path = ''): string[] {
  if (!agree(recorded.kinds, mock.kinds))
    return [
      `${path === '' ? 'the answer' : path} is ${wordsOf(recorded.kinds)}, and ${wordsOf(mock.kinds)} in the mock`,
    ]
  const inItems =
    recorded.items && mock.items ? shapeDifferences(recorded.items, mock.items, `${path}[]`) : []
  // Members of what both know to be an object.
  const isKnown = recorded.kinds.has('object') && mock.kinds.has('object')
  const keys = isKnown ? [...new Set([...recorded.members.keys(), ...mock.members.keys()])] : []
  const inMembers = keys.flatMap((key) =>
    shapeDifferences(
      recorded.members.get(key) ?? ABSENT,
      mock.members.get(key) ?? ABSENT,
      path === '' ? key : `${path}.${key}`,
    ),
  )
  return [...inItems, ...inMembers]
}

const isEmpty = (kind: Kind) => kind === 'null' || kind === 'absent'

function agree(a: ReadonlySet<Kind>, b: ReadonlySet<Kind>): boolean {
  const solidA = [...a].filter((kind) => !isEmpty(kind))
  const solidB = [...b].filter((kind) => !isEmpty(kind))
  if (solidA.length === 0 || solidB.length === 0) return [...a].some((kind) => b.has(kind))
  return solidA.every((kind) => b.has(kind)) && solidB.every((kind) => a.has(kind))
}

function wordsOf(kinds: ReadonlySet<Kind>): string {
  return [...kinds].toSorted().join(' or ')
}

function kindOf(value: unknown): Kind {
  if (value === undefined) return 'absent'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'object') return 'object'
  if (typeof value === 'string') return 'string'
  // Whole numbers of any size are numbers.
  return typeof value === 'boolean' ? 'boolean' : 'number'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
