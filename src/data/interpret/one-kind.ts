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

/** Whole numbers of which one begins with a zero: post codes, article numbers. */
export function areCodes(texts: readonly string[]): boolean {
  return (
    texts.length > 0 && texts.every((text) => /^\d+$/.test(text)) && texts.some((text) => /^0\d/.test(text))
  )
}

const isCodes = (column: Column): column is TextColumn =>
  column.type === 'text' && areCodes(column.categories)

const isWhole = (column: Column): column is NumberColumn =>
  column.type === 'number' &&
  column.values.every((x) => Number.isNaN(x) || (Number.isSafeInteger(x) && x >= 0))

/** Whole numbers as they are written. */
function asTexts({ name, values }: NumberColumn): TextColumn {
  const places = new Map<number, number>()
  const codes = Int32Array.from(values, (x) => {
    if (Number.isNaN(x)) return -1
    const known = places.get(x)
    if (known !== undefined) return known
    places.set(x, places.size)
    return places.size - 1
  })
  return { type: 'text', name, codes, categories: [...places.keys()].map((x) => String(x + 0)) }
}

/**
 * The same column of two files: where one has true and false and the other 1 and 0, both have true and false; where
 * one has codes of digits and the other, by chance, none with a zero at its beginning, both are texts.
 */
export function asOneKind(reference: Column, test: Column): [Column, Column] {
  if (isFlags(reference) && isZeroOne(test)) return [reference, asFlags(test)]
  if (isFlags(test) && isZeroOne(reference)) return [asFlags(reference), test]
  if (test.type === 'number' && isCodes(reference) && isWhole(test)) return [reference, asTexts(test)]
  if (reference.type === 'number' && isCodes(test) && isWhole(reference)) return [asTexts(reference), test]
  return [reference, test]
}
