import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom, PURPOSE } from '../random'
import { unseenBound } from '../math/unseen-categories'
import type { ColumnFacts, SideFacts } from './table-facts'
import { tableFindings } from './table-findings'

const side = (over: Partial<SideFacts> = {}): SideFacts => ({
  type: 'number',
  rows: 300,
  missing: 0,
  infinite: 0,
  ...over,
})
const column = (name: string, over: Partial<ColumnFacts> = {}): ColumnFacts => ({
  name,
  reference: side(),
  test: side(),
  constant: null,
  unseen: null,
  ...over,
})
const found = (facts: ColumnFacts[], params = {}) =>
  tableFindings(facts, params).map(({ kind, column: name }) => `${kind} ${name}`)

describe('findings', () => {
  test('nothing where nothing changed', () => {
    expect(found([column('x'), column('y')])).toEqual([])
  })

  test('a column that is gone, new, or of another type needs no test', () => {
    expect(
      found([
        column('gone', { test: null }),
        column('new', { reference: null }),
        column('typed', { test: side({ type: 'text' }) }),
        column('in another unit', { reference: side({ unit: '$' }), test: side({ unit: '€' }) }),
        column('in one unit', { reference: side({ unit: '$' }), test: side({ unit: '$' }) }),
        column('in a unit once', { test: side({ unit: '%' }) }),
        column('never filled', { reference: side({ type: 'text', missing: 300 }) }),
      ]),
    ).toEqual(['gone gone', 'new new', 'type typed', 'unit in another unit', 'missing never filled'])
  })

  test.each([
    ['kg', 'KG', true],
    ['kg', 'Kg', true],
    ['°C', '°c', true],
    ['EUR', 'eur', true],
    ['mg', 'MG', true],
    ['mW', 'MW', false],
    ['Mb', 'MB', false],
    ['s', 'S', false],
    ['kg', 'lb', false],
  ])('units %s and %s: one is %s', (ours, theirs, isOne) => {
    const facts = [column('x', { reference: side({ unit: ours }), test: side({ unit: theirs }) })]
    expect(found(facts)).toEqual(isOne ? [] : ['unit x'])
  })

  test.each([
    ['Temp', 'temp '],
    ['temp', 'temp [°C]'],
    ['wind_speed', 'Wind speed (m/s)'],
  ])('%s that is gone may be the new %s', (gone, fresh) => {
    const texts = (name: string) =>
      tableFindings([column(gone, { test: null }), column(name, { reference: null })], {}).map(
        ({ text }) => text,
      )
    expect(texts(fresh)[0]).toBe(
      `Column '${gone}' is gone; '${fresh}' is new, and may be the same one under another name.`,
    )
    expect(texts('other')[0]).toBe(`Column '${gone}' is gone.`)
  })

  test("a share of missing values by Fisher's exact test: 12 of 300 against 4 of 300", () => {
    // Σ C(300, x) C(300, 16 − x) / C(600, 16) over all x that are no likelier than 12, in exact fractions.
    const facts = [column('x', { reference: side({ missing: 4 }), test: side({ missing: 12 }) })]
    const [one] = tableFindings(facts, { alpha: 0.1 })
    expect(one?.pValue).toBeCloseTo(0.07292870884072043, 13)
    expect(tableFindings(facts, { alpha: 0.05 })).toEqual([])
  })

  test('corrected over all columns, as the detector corrects', () => {
    const moved = column('x', { test: side({ missing: 8 }) })
    const facts = [moved, ...Array.from({ length: 9 }, (_, j) => column(`y${j}`))]
    expect(found([moved])).toEqual(['missing x'])
    expect(found(facts)).toEqual([])
    expect(found(facts, { correction: 'none' })).toEqual(['missing x'])
    const [one] = tableFindings(facts, { alpha: 0.5 })
    expect(one!.adjustedPValue).toBeCloseTo(10 * one!.pValue!, 12)
  })

  test('infinite values are no missing ones', () => {
    expect(found([column('x', { test: side({ infinite: 90 }) })])).toEqual(['infinite x'])
  })

  test('a column without values is empty, one with the same value constant', () => {
    expect(found([column('x', { test: side({ missing: 300 }) })])).toEqual(['empty x'])
    expect(found([column('x', { constant: { value: '5', inReference: 3, before: null } })])).toEqual([
      'constant x',
    ])
    const other = { constant: { value: '7', inReference: 0, before: '5' } }
    expect(found([column('x', other)])).toEqual(['constant x'])
    const [finding] = tableFindings([column('x', other)], {})
    expect(finding?.text).toMatch(
      /^Column 'x' is constant: 7 in all \d+ test rows, in the reference it is always 5 \(/,
    )
    // A rare event that did not happen in 20 rows.
    const rare = { constant: { value: '0', inReference: 297, before: null }, test: side({ rows: 20 }) }
    expect(found([column('x', rare)])).toEqual([])
  })

  test('a frequent new category, and many rare ones; not ids', () => {
    const unseen = (reference: number[], counts: number[]) =>
      column('w', {
        reference: side({ type: 'text' }),
        test: side({ type: 'text' }),
        unseen: {
          names: ['z'],
          others: ['a'],
          reference: Float64Array.from(reference),
          test: Float64Array.from(counts),
        },
      })
    const ones = (n: number, value = 1) => Array.from({ length: n }, () => value)
    expect(found([unseen([150, 150, 0], [140, 140, 20])])).toEqual(['unseen w'])
    expect(found([unseen([150, 150, ...ones(40, 0)], [130, 130, ...ones(40)])])).toEqual(['unseen w'])
    expect(found([unseen([150, 150, 0], [150, 149, 1])])).toEqual([])
    expect(found([unseen([...ones(100), ...ones(100, 0)], [...ones(100, 0), ...ones(100)])])).toEqual([])
  })

  test('a new category that is one of the reference in other letters is named with it', () => {
    const textOf = (names: readonly string[], others: readonly string[]) =>
      tableFindings(
        [
          column('w', {
            reference: side({ type: 'text' }),
            test: side({ type: 'text' }),
            unseen: {
              names,
              others,
              reference: Float64Array.of(150, 150, 0),
              test: Float64Array.of(140, 140, 20),
            },
          }),
        ],
        {},
      )[0]?.text
    expect(textOf(['Köln', 'RED'], ['red', 'blue'])).toContain("perhaps 'RED' is 'red' written differently")
    expect(textOf(['Level (2)'], ['Level (1)'])).not.toContain('perhaps')
  })

  test('never p = 0', () => {
    const [one] = tableFindings(
      [column('x', { reference: side({ rows: 1e6 }), test: side({ rows: 1e6, missing: 1e6 }) })],
      {},
    )
    expect(one?.text).toContain('< 1e-300')
  })

  test('the order of the columns changes nothing but the order', () => {
    const counts = fc.nat({ max: 300 })
    fc.assert(
      fc.property(fc.array(fc.tuple(counts, counts), { minLength: 1, maxLength: 8 }), (missing) => {
        const facts = missing.map(([a, b], j) =>
          column(`x${j}`, { reference: side({ missing: a }), test: side({ missing: b }) }),
        )
        const sorted = (f: ColumnFacts[]) =>
          tableFindings(f, {}).toSorted((a, b) => (a.column < b.column ? -1 : 1))
        expect(sorted(facts.toReversed())).toEqual(sorted(facts))
      }),
    )
  })
})

test('the bound is above the chance of as many rows in unseen categories, by permutations', () => {
  for (const counts of [
    [9, 3, 2, 2, 1, 1, 1, 1],
    [4, 4, 4, 4, 4],
    [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    [30, 2, 2, 2, 2, 2],
  ]) {
    const rows = counts.flatMap((count, c) => Array.from({ length: count }, () => c))
    const n = Math.floor(rows.length / 2)
    const random = createRandom(7, PURPOSE.test)
    const drawn = Array.from({ length: 800 }, () => {
      const dealt = rows.slice()
      for (let i = dealt.length - 1; i > 0; i--) {
        const j = random() % (i + 1)
        ;[dealt[i], dealt[j]] = [dealt[j]!, dealt[i]!]
      }
      const reference = new Float64Array(counts.length)
      const test = new Float64Array(counts.length)
      for (const [i, c] of dealt.entries()) (i < n ? reference : test)[c]!++
      const unseen = reference.reduce((sum, count, c) => sum + (count === 0 ? test[c]! : 0), 0)
      return { unseen, bound: unseenBound(reference, test) }
    })
    for (const { unseen, bound } of drawn) {
      const reached = drawn.filter((other) => other.unseen >= unseen).length / drawn.length
      expect(bound).toBeGreaterThanOrEqual(reached - 0.06)
    }
    // False alarms at 5 %.
    expect(drawn.filter(({ bound }) => bound <= 0.05).length / drawn.length).toBeLessThanOrEqual(0.065)
  }
})
