import type { CategoriesInUse } from './categories-in-use'
import { holdsWhole } from '../csv/cells'
import type { TextColumn } from '../columns'
import { MAX_CATEGORIES, OTHER_VALUES } from '../limits'

const FLAG = /^(?:true|false)$/i
const CANONICAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i

/**
 * One category for one value: no spaces around, accents written in one way (NFC), True and TRUE as true, words for "missing" as missing. Categories
 * stand in the order of their first row.
 *
 * @param isTold numbers that were told to be categories: `1.0` is then 1, unless one has leading zeros
 */
export function cleanCategories(
  column: TextColumn,
  used: CategoriesInUse,
  isTold: boolean,
): { column: TextColumn; isCut: boolean } {
  const isFlag = used.texts.length > 0 && used.texts.every((text) => FLAG.test(text))
  const isNumber =
    isTold &&
    used.texts.every(
      (text) => CANONICAL.test(text) && (!/^-?\d+$/.test(text) || holdsWhole(text.replace(/^-0$/, '0'))),
    )
  const meaning = (place: number): string => {
    const text = used.texts[place]!
    if (isFlag) return text.toLowerCase()
    // The cell as it is, but for the spaces around it.
    return isNumber ? String(Number(text) + 0) : column.categories[used.codes[place]!]!.trim().normalize()
  }
  const places = Array.from(used.texts.keys())
  const inOrder = places.every((place) => place === 0 || used.firstRows[place - 1]! < used.firstRows[place]!)
  if (!inOrder) places.sort((a, b) => used.firstRows[a]! - used.firstRows[b]!)
  const codeOf = new Map<string, number>()
  const newCodes = new Int32Array(column.categories.length).fill(-1)
  let isCut = false
  for (const place of places) {
    const text = meaning(place)
    let code = codeOf.get(text)
    if (code === undefined && codeOf.size >= MAX_CATEGORIES && text !== OTHER_VALUES) {
      isCut = true
      code = codeOf.get(OTHER_VALUES)
      if (code === undefined) codeOf.set(OTHER_VALUES, (code = codeOf.size))
    } else if (code === undefined) codeOf.set(text, (code = codeOf.size))
    newCodes[used.codes[place]!] = code
  }
  const isSame =
    codeOf.size === column.categories.length &&
    newCodes.every((code, i) => code === i) &&
    !isFlag &&
    !isNumber
  const categories = [...codeOf.keys()]
  if (isSame && categories.every((text, i) => text === column.categories[i])) return { column, isCut }
  return {
    column: {
      ...column,
      codes: column.codes.map((code) => (code < 0 ? -1 : newCodes[code]!)),
      categories,
    },
    isCut,
  }
}
