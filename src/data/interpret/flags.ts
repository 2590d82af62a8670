import type { Column, NumberColumn, TextColumn } from '../columns'

const isFlags = (column: Column): column is TextColumn =>
  column.type === 'text' &&
  column.categories.length > 0 &&
  column.categories.every((text) => text === 'true' || text === 'false')

function isZeroOne(column: Column): column is NumberColumn {
  return column.type === 'number' && column.values.every((x) => Number.isNaN(x) || x === 0 || x === 1)
}

const FLAGS = ['false', 'true']

function asFlags({ name, values }: NumberColumn): TextColumn {
  return {
    type: 'text',
    name,
    codes: Int32Array.from(values, (x) => (Number.isNaN(x) ? -1 : x)),
    categories: FLAGS,
  }
}

/** The same column of two files: where one has true and false and the other 1 and 0, both have true and false. */
export function withOneKindOfFlag(reference: Column, test: Column): [Column, Column] {
  if (isFlags(reference) && isZeroOne(test)) return [reference, asFlags(test)]
  if (isFlags(test) && isZeroOne(reference)) return [asFlags(reference), test]
  return [reference, test]
}
