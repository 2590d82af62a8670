import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { cells, fileOf } from './fixtures/read'
import { readTable } from './read-file'
import type { ReadOptions } from './read-options'

// A table of random numbers and categories, written in many ways, reads back as what it was.

interface Table {
  numbers: (number | null)[]
  categories: (string | null)[]
}

const WORDS = ['red', 'green', 'très bleu', '"quoted"', 'a,b', 'x;y', 'true', 'unknown cell', '12 monkeys!']

const table: fc.Arbitrary<Table> = fc.integer({ min: 3, max: 30 }).chain((n) =>
  fc.record({
    numbers: fc.array(
      fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: -9_999_999, max: 9_999_999 }).map((x) => x / 100) },
        { weight: 1, arbitrary: fc.constant(null) },
      ),
      { minLength: n, maxLength: n },
    ),
    categories: fc.array(
      fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...WORDS) },
        { weight: 1, arbitrary: fc.constant(null) },
      ),
      { minLength: n, maxLength: n },
    ),
  }),
)

/** Two decimals, so that no cell can be read in two ways. */
function written(x: number, decimal: string, group: string): string {
  const [whole = '', fraction = ''] = Math.abs(x).toFixed(2).split('.')
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, group)
  return `${x < 0 ? '-' : ''}${grouped}${decimal}${fraction}`
}

const NOTATIONS = [
  { decimal: '.', group: '', unit: '' },
  { decimal: ',', group: '', unit: '' },
  { decimal: '.', group: ',', unit: '' },
  { decimal: ',', group: '.', unit: '' },
  { decimal: ',', group: '\u202f', unit: ' €' },
  { decimal: '.', group: '’', unit: '' },
  { decimal: '.', group: '', unit: '%' },
  { decimal: ',', group: ' ', unit: ' kg' },
] as const

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

function asCsv(t: Table, separator: string, n: (typeof NOTATIONS)[number], end: string): string {
  const rows = t.numbers.map((x, i) => {
    const number = x === null ? '' : written(x, n.decimal, n.group) + n.unit
    const category = t.categories[i] ?? null
    return [quoted(number), category === null ? '' : quoted(category), String(i)].join(separator)
  })
  return ['number', 'category', 'row'].join(separator) + end + rows.join(end) + end
}

const expected = (t: Table): unknown[][] =>
  t.numbers.map((x, i) => [x === null ? null : x + 0, t.categories[i] ?? null, i])

const readAs = async (name: string, text: string | Uint8Array<ArrayBuffer>, options: ReadOptions = {}) =>
  cells(await readTable(fileOf(name, text), {}, options))

const hasBoth = (t: Table): boolean =>
  t.numbers.some((x) => x !== null) && t.categories.some((c) => c !== null && c !== 'true')

test('CSV with any separator, decimal sign, thousands separator and unit', async () => {
  await fc.assert(
    fc.asyncProperty(
      table.filter(hasBoth),
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom(...NOTATIONS),
      fc.constantFrom('\n', '\r\n'),
      async (t, separator, notation, end) => {
        expect(await readAs('data.csv', asCsv(t, separator, notation, end))).toEqual(expected(t))
      },
    ),
    { numRuns: tries(300) },
  )
})

test('JSON lines, with numbers as such or as text', async () => {
  await fc.assert(
    fc.asyncProperty(table.filter(hasBoth), fc.boolean(), async (t, asText) => {
      const lines = t.numbers.map((x, i) => {
        const number = x === null || !asText ? x : written(x, '.', ',')
        return JSON.stringify({ number, category: t.categories[i] ?? null, row: i })
      })
      expect(await readAs('data.jsonl', lines.join('\n'))).toEqual(expected(t))
    }),
    { numRuns: tries(100) },
  )
})

test('.npy holds the same numbers as CSV', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 2, maxLength: 50 }),
      async (values) => {
        const fromNpy = await readAs('data.npy', npyOf(values))
        const fromCsv = await readAs('data.csv', `c1\n${values.join('\n')}\n`)
        expect(fromNpy).toEqual(values.map((x) => [x + 0]))
        expect(fromCsv.map(([x]) => (x as number) + 0)).toEqual(values.map((x) => x + 0))
      },
    ),
    { numRuns: tries(100) },
  )
})

/** As numpy.save writes one column of float64. */
function npyOf(values: readonly number[]): Uint8Array<ArrayBuffer> {
  const head = `{'descr': '<f8', 'fortran_order': False, 'shape': (${values.length},), }`.padEnd(117) + '\n'
  const bytes = new Uint8Array(128 + 8 * values.length)
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, 118, 0, ...new TextEncoder().encode(head)])
  const view = new DataView(bytes.buffer)
  for (const [i, x] of values.entries()) view.setFloat64(128 + 8 * i, x + 0, true)
  return bytes
}

test('the order of the rows changes no value', async () => {
  await fc.assert(
    fc.asyncProperty(
      table.filter(hasBoth).chain((t) =>
        fc.record({
          t: fc.constant(t),
          order: fc.shuffledSubarray([...t.numbers.keys()], { minLength: t.numbers.length }),
        }),
      ),
      fc.constantFrom(...NOTATIONS),
      async ({ t, order }, notation) => {
        const lines = asCsv(t, ';', notation, '\n').trimEnd().split('\n')
        const moved = [lines[0], ...order.map((i) => lines[i + 1])].join('\n')
        const straight = await readAs('data.csv', lines.join('\n'))
        expect(await readAs('data.csv', moved)).toEqual(order.map((i) => straight[i]))
      },
    ),
    { numRuns: tries(150) },
  )
})
