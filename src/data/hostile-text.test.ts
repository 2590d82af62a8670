import { expect, test } from 'vitest'
import { cpuMs } from '~/lib/cpu-ms.test-support'
import { arffHead } from './csv/arff'
import { firstRows } from './csv/csv-sniff'
import { isLibsvm } from './csv/libsvm'
import { cells, readText } from './fixtures/read'

const COMMA = 44
const bytesOf = (text: string) => new TextEncoder().encode(text)

test('a cell of 100,000 quotes is one cell, at once', () => {
  const bytes = bytesOf(`a,b\n"x${'""'.repeat(100_000)}""",y\n`)
  const time = cpuMs(() => {
    const { rows } = firstRows(bytes, COMMA, true, true, -1)
    expect(rows[1]!.map((cell) => cell.length)).toEqual([100_002, 1])
  })
  expect(time).toBeLessThan(1000)
})

test('lines of digits and spaces are told from rows and heads at once', () => {
  const digits = `1 1:2\n${'0'.repeat(100_000)}x 1:2\n`
  expect(cpuMs(() => expect(isLibsvm(digits, true)).toBe(false))).toBeLessThan(1000)
  const head = `@attribute a b${' '.repeat(100_000)}x\n@attribute c numeric  \n@data\n`
  expect(cpuMs(() => expect(arffHead(bytesOf(head), 'utf-8')?.names).toEqual(['a', 'c']))).toBeLessThan(1000)
})

const ROWS = [
  ['1,5', '1', 'x'],
  ['2,5', '2', 'y'],
  ['3,25', '3', 'x'],
]
const INHERITED = ['constructor', 'toString', '__proto__']

test.each(['csv', 'jsonl', 'arff'])('columns of %s have names that every object has', async (format) => {
  const write = (names: readonly string[]): string => {
    if (format === 'csv')
      return [names, ...ROWS].map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n')
    if (format === 'jsonl')
      return ROWS.map((row) => `{${row.map((cell, i) => `"${names[i]}":"${cell}"`).join(',')}}`).join('\n')
    const types = ['string', 'numeric', '{x,y}']
    const head = names.map((name, i) => `@attribute ${name} ${types[i]}\n`).join('')
    return `@relation r\n${head}@data\n${ROWS.map((row) => row.map((cell) => `'${cell}'`).join(',')).join('\n')}\n`
  }
  const read = async (names: readonly string[]) => {
    const table = await readText(write(names), `data.${format}`)
    return { names: table.columns.columns.map(({ name }) => name), cells: cells(table) }
  }
  const plain = await read(['a', 'b', 'c'])
  expect(await read(INHERITED)).toEqual({ names: INHERITED, cells: plain.cells })
})
