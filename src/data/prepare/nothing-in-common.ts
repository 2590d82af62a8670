import { type ChoiceTable, commonColumns } from './column-choices'
import { listed, shown } from '../limits'
import type { AsColumns } from './selection'

/** A file's columns with the name that the file goes by. */
interface Named {
  name: string
  table: ChoiceTable
}

/** What a run compares, by how its detector takes the columns: one of them, and what a file of them holds. */
export const COLUMN_WORDS = {
  numbers: { one: 'number column', many: 'numbers' },
  component: { one: 'number column', many: 'numbers' },
  categories: { one: 'column of categories', many: 'categories' },
  both: { one: 'column of numbers or categories', many: 'numbers or categories' },
} as const satisfies Record<AsColumns, { one: string; many: string }>

const TYPES = { number: 'numbers', time: 'times', text: 'text' } as const

/** Why two files have nothing to compare, as a sentence: what each reads their columns as where that is why, else which columns each has. */
export function nothingInCommon(reference: Named, test: Named, takes: AsColumns): string {
  const what = `${reference.name} and ${test.name} have no ${COLUMN_WORDS[takes].one} in common`
  const theirs = new Map(test.table.columns.map((column) => [column.name, column]))
  const unlike = reference.table.columns.find(({ name, type }) => (theirs.get(name)?.type ?? type) !== type)
  if (unlike !== undefined) {
    const { type, missing } = theirs.get(unlike.name)!
    const empty =
      missing === test.table.rows ? test : unlike.missing === reference.table.rows ? reference : null
    if (empty) return `${what}: ${shown(unlike.name)} is empty in ${empty.name}.`
    return `${what}: ${shown(unlike.name)} holds ${TYPES[unlike.type]} in one file, ${TYPES[type]} in the other. If they mean the same, set its type, or write it the same way in both.`
  }
  const { onlyReference, onlyTest } = commonColumns(reference.table, test.table, takes)
  if (onlyReference.length + onlyTest.length === 0)
    return `Neither ${reference.name} nor ${test.name} has a ${COLUMN_WORDS[takes].one}. Choose files with ${COLUMN_WORDS[takes].many}.`
  return `${what}: ${has(reference.name, onlyReference)}, ${has(test.name, onlyTest)}.`
}

function has(file: string, names: readonly string[]): string {
  return names.length === 0 ? `${file} has none` : `${file} has ${listed(names)}`
}
