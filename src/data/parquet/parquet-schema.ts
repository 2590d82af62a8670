import type { FileMetaData, SchemaElement, SchemaTree } from 'hyparquet'
import type { CellKind } from '../typed-columns'

/** Null for what is no cell of a table: intervals, geometries. */
function kindOf(element: SchemaElement): CellKind | null {
  const { type, converted_type: converted, logical_type: logical } = element
  if (converted === 'INTERVAL' || converted === 'BSON') return null
  if (logical?.type === 'GEOMETRY' || logical?.type === 'GEOGRAPHY' || logical?.type === 'VARIANT')
    return null
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL')
    return { as: 'decimal', scale: element.scale ?? (logical?.type === 'DECIMAL' ? logical.scale : 0) }
  if (logical?.type === 'FLOAT16') return { as: 'number' }
  if (type === 'BOOLEAN' || logical?.type === 'UUID') return { as: 'text' }
  if (type === 'BYTE_ARRAY') {
    const isText =
      converted === 'UTF8' ||
      converted === 'ENUM' ||
      converted === 'JSON' ||
      logical?.type === 'STRING' ||
      logical?.type === 'ENUM' ||
      logical?.type === 'JSON'
    return { as: isText ? 'text' : 'bytes' }
  }
  if (type === 'FIXED_LEN_BYTE_ARRAY') return { as: 'bytes' }
  const isTime =
    type === 'INT96' ||
    converted === 'DATE' ||
    converted?.startsWith('TIMESTAMP') ||
    logical?.type === 'TIMESTAMP'
  return { as: isTime ? 'time' : 'number' }
}

/** A plain column of a Parquet file, maybe inside of others. */
export interface ParquetLeaf {
  /** `a.b` for the field b of a struct a. */
  name: string
  kind: CellKind
  /** Its place among the column chunks of a row group. */
  chunk: number
  /** From the top-level field to itself. */
  chain: SchemaElement[]
}

/** The plain columns, and the names of what is none: lists, maps, what is repeated. */
export function leavesOf(root: SchemaTree): { leaves: ParquetLeaf[]; skipped: string[] } {
  const leaves: ParquetLeaf[] = []
  const skipped: string[] = []
  let chunk = 0
  const chunksIn = (tree: SchemaTree): number =>
    tree.children.length === 0 ? 1 : tree.children.reduce((sum, child) => sum + chunksIn(child), 0)
  const walk = (tree: SchemaTree, path: string, above: SchemaElement[]): void => {
    const { element, children } = tree
    const name = path === '' ? element.name : `${path}.${element.name}`
    const chain = [...above, element]
    const isList =
      element.repetition_type === 'REPEATED' ||
      element.logical_type?.type === 'VARIANT' ||
      children.some((child) => child.element.repetition_type === 'REPEATED')
    const kind = isList || children.length > 0 ? null : kindOf(element)
    if (kind !== null) leaves.push({ name, kind, chunk: chunk++, chain })
    else if (isList || children.length === 0) {
      skipped.push(name)
      chunk += chunksIn(tree)
    } else for (const child of children) walk(child, name, chain)
  }
  for (const child of root.children) walk(child, '', [])
  return { leaves, skipped }
}

/** The name by which the reader is asked for the leaf at a place. */
export const keyOfLeaf = (place: number): string => `field ${place}`

/**
 * The table of contents with each leaf in a top-level field of its own, named by its place, so that two of one name
 * are two columns and each is read by itself; and with decimals as the whole numbers that they are stored as: the
 * reader multiplies by 10^-scale, which is not the nearest double.
 */
export function metadataToRead(metadata: FileMetaData, leaves: readonly ParquetLeaf[]): FileMetaData {
  const [root] = metadata.schema
  const schema: SchemaElement[] = [{ ...root!, num_children: leaves.length }]
  for (const [place, { chain, kind }] of leaves.entries())
    for (const [depth, element] of chain.entries()) {
      const { converted_type: _converted, logical_type: _logical, ...stored } = element
      const isDecimal = depth === chain.length - 1 && kind.as === 'decimal'
      const named = { ...(isDecimal ? stored : element), name: pathOf(place, depth) }
      schema.push(depth < chain.length - 1 ? { ...named, num_children: 1 } : named)
    }
  return {
    ...metadata,
    schema,
    row_groups: metadata.row_groups.map((group) => ({
      ...group,
      columns: leaves.map(({ chunk, chain }, place) => {
        const stored = group.columns[chunk]
        if (stored?.meta_data === undefined)
          throw new RangeError('a row group has fewer columns than the schema')
        const path = chain.map((_, depth) => pathOf(place, depth))
        return { ...stored, meta_data: { ...stored.meta_data, path_in_schema: path } }
      }),
    })),
  }
}

const pathOf = (place: number, depth: number): string => (depth === 0 ? keyOfLeaf(place) : BELOW)

const BELOW = 'v'

/** Cells of a leaf: the reader gives those of a struct inside of objects. */
export function cellsOfLeaf({ chain }: ParquetLeaf, data: ArrayLike<unknown>): ArrayLike<unknown> {
  const levels = chain.length - 1
  if (levels === 0) return data
  return Array.from(data, (cell) => {
    let value: unknown = cell
    for (let i = 0; i < levels && value !== null && value !== undefined; i++)
      value = (value as Record<string, unknown>)[BELOW]
    return value
  })
}
