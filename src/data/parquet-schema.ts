import type { FileMetaData, SchemaTree } from 'hyparquet'

/** What a column of a Parquet file is read as. */
export type ParquetKind =
  | { as: 'number' }
  | { as: 'time' }
  | { as: 'text' }
  /** Whole numbers, or their bytes, that count 10^-scale. */
  | { as: 'decimal'; scale: number }
  /** Bytes that nothing says are text: read as text where they are UTF-8, else shown in hexadecimal. */
  | { as: 'bytes' }

/** Null for what is no column of a table: nested values, intervals, geometries. */
export function kindOf({ element, children }: SchemaTree): ParquetKind | null {
  const { type, converted_type: converted, logical_type: logical, repetition_type: repetition } = element
  if (children.length > 0 || repetition === 'REPEATED') return null
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

/** The name by which the reader is asked for the top-level field at a place. */
export const keyOfField = (place: number): string => `field ${place}`

/**
 * The table of contents with its top-level fields named by their places, so that two of one name are two columns, and
 * with decimals as the whole numbers that they are stored as: the reader multiplies by 10^-scale, which is not the
 * nearest double.
 */
export function metadataToRead(metadata: FileMetaData, kinds: readonly (ParquetKind | null)[]): FileMetaData {
  const schema = [...metadata.schema]
  /** For each leaf, in the order of the columns of a row group, the place of its field. */
  const leaves: number[] = []
  let at = 1
  const walk = (place: number): void => {
    const element = schema[at]
    if (element === undefined) return
    at++
    const children = element.num_children ?? 0
    if (children === 0) leaves.push(place)
    for (let i = 0; i < children; i++) walk(place)
  }
  for (let place = 0; at < schema.length; place++) {
    const element = schema[at]
    if (element === undefined) break
    const { converted_type: _converted, logical_type: _logical, ...stored } = element
    schema[at] = { ...(kinds[place]?.as === 'decimal' ? stored : element), name: keyOfField(place) }
    walk(place)
  }
  return {
    ...metadata,
    schema,
    row_groups: metadata.row_groups.map((group) => ({
      ...group,
      columns: group.columns.map((chunk, leaf) => {
        const place = leaves[leaf]
        if (chunk.meta_data === undefined || place === undefined) return chunk
        const [, ...below] = chunk.meta_data.path_in_schema
        return { ...chunk, meta_data: { ...chunk.meta_data, path_in_schema: [keyOfField(place), ...below] } }
      }),
    })),
  }
}
