import { expect, test } from 'vitest'
import type { ColumnFinding, PerColumnResult } from '~/drift/results'
import { categoryWords, columnNumbers, triflingWords, wholeP } from './column-words'
import { effectBeside, strengthOrder } from './strength'

function column(name: string, over: Partial<ColumnFinding>): ColumnFinding {
  return {
    name,
    statistic: 3000,
    pValue: 1e-20,
    adjustedPValue: 2e-20,
    effectSize: 0.02,
    threshold: null,
    view: null,
    drift: true,
    ...over,
  }
}

function result(columns: ColumnFinding[], over: Partial<PerColumnResult> = {}): PerColumnResult {
  return {
    shape: 'per-column',
    detector: 'mann-whitney',
    drift: true,
    settings: {},
    notes: [],
    statisticName: 'U',
    alpha: 0.05,
    correction: 'Bonferroni',
    columns,
    effect: {
      name: 'Cliff’s delta',
      symbol: 'Cliff’s δ',
      trifling: { below: 0.11, source: 'Vargha & Delaney 2000' },
      comparable: true,
    },
    rows: { reference: 500_000, test: 500_000 },
    ...over,
  }
}

const plain = (text: string) => text.replaceAll('\u00A0', ' ')

test('raw and adjusted p stand by their names, with the effect', () => {
  const one = column('a', {})
  expect(plain(columnNumbers(result([one]), one))).toBe(
    'U = 3 000, Cliff’s δ = 0.02, p = 1e-20, adjusted p (Bonferroni) = 2e-20',
  )
  const zero = column('a', { pValue: 0, adjustedPValue: 0 })
  expect(plain(columnNumbers(result([zero], { correction: 'none' }), zero))).toBe(
    'U = 3 000, Cliff’s δ = 0.02, p < 1e-300',
  )
})

test('the least p that permutations can give is said to be that', () => {
  const one = column('a', { pValue: 1 / 10_000, statistic: 0.3, effectSize: 0.3 })
  const permuted = result([one], { correction: 'none', statisticName: 'D', settings: { permutations: 9999 } })
  expect(plain(columnNumbers(permuted, one))).toBe('D = 0.3, p = 0.0001 (the least of 9 999 permutations)')
})

test('a statistic that is an effect is not shown twice', () => {
  const d = column('a', { statistic: 0.3, effectSize: 0.3 })
  expect(effectBeside(result([d]))).toBeNull()
  expect(effectBeside(result([column('a', {})]))?.symbol).toBe('Cliff’s δ')
})

test('where many rows make a trifle sure, it is said', () => {
  const [a, b] = [column('a', {}), column('b', { effectSize: -0.01 })]
  expect(plain(triflingWords(result([a]), a))).toBe(
    'The difference is sure, and small: Cliff’s δ = 0.02; n = 1 000 000 (small is below 0.11, Vargha & Delaney 2000).',
  )
  expect(plain(triflingWords(result([a, b]), a))).toMatch(
    /^The differences are sure, and small: the largest Cliff’s δ = 0\.02;/,
  )
  const large = column('c', { effectSize: -0.5 })
  expect(triflingWords(result([large]), large)).toBe('')
  expect(triflingWords(result([]), column('d', { drift: false }))).toBe('')
  expect(triflingWords(result([]), column('e', { pValue: null }))).toBe('')
})

test('the strongest is the one with the largest effect among those that drifted, where effects compare', () => {
  const small = column('small', { pValue: 1e-200, adjustedPValue: 1e-200, effectSize: 0.02 })
  const large = column('large', { pValue: 1e-9, adjustedPValue: 1e-9, effectSize: -0.6 })
  const quiet = column('quiet', { pValue: 0.2, adjustedPValue: 0.2, effectSize: 0.9, drift: false })
  const names = (r: PerColumnResult) => r.columns.toSorted(strengthOrder(r)).map(({ name }) => name)
  const all = result([quiet, small, large])
  expect(names(all)).toEqual(['large', 'small', 'quiet'])
  const unit = { name: 'EMD', symbol: 'EMD', trifling: null, comparable: false }
  expect(names({ ...all, effect: unit })).toEqual(['small', 'large', 'quiet'])
})

test('a library that says p = 0 of permutations is shown as what these can tell', () => {
  expect(plain(wholeP({ pValue: 0, nullDistribution: new Float64Array(999) }))).toBe('p < 0.001')
  expect(plain(wholeP({ pValue: 0, nullDistribution: new Float64Array() }))).toBe('p < 1e-300')
  expect(plain(wholeP({ pValue: 0.02, nullDistribution: new Float64Array(999) }))).toBe('p = 0.02')
})

test('what rose or fell in a column of categories, and nothing where no category stands out', () => {
  const shares = (names: string[], from: number[], to: number[], moved?: number) =>
    categoryWords(
      column('x', {
        view: {
          kind: 'categories',
          names,
          reference: Float64Array.from(from),
          test: Float64Array.from(to),
          ...(moved === undefined ? {} : { moved }),
        },
      }),
    )
  expect(shares(['no', 'yes'], [0.88, 0.12], [0.7, 0.3], 1)).toBe(
    'The share of ‘yes’ rose from 12 % to 30 %.',
  )
  expect(shares(['a', 'b', 'c'], [0.5, 0.3, 0.2], [0.25, 0.45, 0.3], 0)).toBe(
    '‘a’ changed most: its share fell from 50 % to 25 %.',
  )
  expect(shares(['a', 'b', 'c'], [0.5, 0.3, 0.2], [0.48, 0.32, 0.2])).toBe('')
  expect(shares(['no', 'yes'], [0.9, 0.1], [0.89999, 0.10001], 1)).toBe('')
  expect(categoryWords(column('x', {}))).toBe('')
})
