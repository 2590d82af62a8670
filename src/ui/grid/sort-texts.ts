import type { SortKey } from '../lists/table-rows'

/** "value desc" → its key and direction, as an address has them; without a word it descends. A key may hold spaces. */
export function sortFromTexts(texts: readonly string[]): SortKey[] {
  return texts.map((text) => {
    const [, key = '', word] = /^(.*?)(?: (asc|desc))?$/s.exec(text) ?? []
    return { key, direction: word === 'asc' ? 'ascending' : 'descending' }
  })
}

/** The inverse of `sortFromTexts`. */
export function sortTexts(sort: readonly SortKey[]): string[] {
  return sort.map(({ key, direction }) => `${key} ${direction === 'ascending' ? 'asc' : 'desc'}`)
}
