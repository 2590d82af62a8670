import { describe, expect, test } from 'vitest'
import { driveSync } from '../../drive'
import type { PerColumnResult } from '../../results'
import { loadDetector } from '../../run'
import type { Sample } from '../../sample'
import { normalSample, sampleOf } from '../../samples-for-tests'

const run = async (id: string, reference: Sample, other: Sample, params: object = {}) =>
  driveSync((await loadDetector(id))(params, { reference, test: other })) as PerColumnResult

const column = (values: readonly number[]) => sampleOf(values.map((x) => [x]))

/** `levels` and how often each is there. */
const categories = (names: string[], counts: number[]): Sample => ({
  ...column(counts.flatMap((count, k) => Array.from({ length: count }, () => k))),
  levels: [names],
})

const repeated = (value: number, count: number) => Array.from({ length: count }, () => value)

/** All ways to deal `values` to samples of n and the rest. */
function splits(values: readonly number[], n: number): { x: number[]; y: number[] }[] {
  const found = []
  for (let marks = 0; marks < 2 ** values.length; marks++) {
    const x = values.filter((_, i) => (marks >> i) & 1)
    if (x.length === n) found.push({ x, y: values.filter((_, i) => !((marks >> i) & 1)) })
  }
  return found
}

describe('Cramér–von Mises', () => {
  /** nm/N² Σ (F − G)², from its definition. */
  const t = (x: number[], y: number[]) => {
    const below = (values: number[], at: number) => values.filter((v) => v <= at).length / values.length
    const all = [...x, ...y]
    return (
      ((x.length * y.length) / all.length ** 2) *
      all.reduce((sum, at) => sum + (below(x, at) - below(y, at)) ** 2, 0)
    )
  }

  test.each([
    { values: [3, 1, 4, 1.5, 9, 2.6, 5, 3.5], n: 3 },
    { values: [3, 1, 4, 1.5, 9, 2.6, 5, 3.5, 7], n: 5 },
    { values: [1, 1, 2, 2, 2, 3, 4, 4], n: 4 },
  ])('its exact p is the share of all splits with as large a T: $values', async ({ values, n }) => {
    const [x, y] = [values.slice(0, n), values.slice(n)]
    const r = await run('cvm', column(x), column(y))
    expect(r.columns[0]?.statistic).toBeCloseTo(t(x, y), 12)
    const all = splits(values, n)
    const extreme = all.filter((split) => t(split.x, split.y) >= t(x, y) - 1e-12).length
    expect(r.columns[0]?.pValue).toBeCloseTo(extreme / all.length, 12)
  })

  test('equal values do not add up to a false alarm', async () => {
    const r = await run('cvm', column(repeated(7, 400)), column(repeated(7, 900)), { permutations: 99 })
    expect(r.columns[0]).toMatchObject({ statistic: 0, pValue: 1, drift: false })
    expect(r.notes.join()).toMatch(/share values in the column: p-values there are by permutations/)
    // What midranks make of it.
    const scipy = await run('cvm', column(repeated(7, 400)), column(repeated(7, 900)), { profile: 'scipy' })
    expect(scipy.columns[0]?.drift).toBe(true)
  })

  test('an exact p that would take hours is refused', async () => {
    await expect(
      run('cvm', normalSample(1, 997, 1), normalSample(2, 1009, 1), { method: 'exact' }),
    ).rejects.toThrow(/997 and 1\s009 rows would take too long/)
  })
})

describe('Mann–Whitney', () => {
  const u = (x: number[], y: number[]) => x.reduce((sum, a) => sum + y.filter((b) => a > b).length, 0)

  test('its exact p counts splits, on either side', async () => {
    const values = [3, 1, 4, 1.5, 9, 2.6, 5, 3.5]
    const [x, y] = [values.slice(0, 3), values.slice(3)]
    const all = splits(values, 3)
    const share = (holds: (at: number) => boolean) =>
      all.filter((split) => holds(u(split.x, split.y))).length / all.length
    const seen = u(x, y)
    const p = async (alternative: string) =>
      (await run('mann-whitney', column(x), column(y), { alternative })).columns[0]?.pValue
    expect(await p('greater')).toBeCloseTo(
      share((at) => at <= seen),
      12,
    )
    expect(await p('less')).toBeCloseTo(
      share((at) => at >= seen),
      12,
    )
    expect(await p('two-sided')).toBeCloseTo(
      Math.min(1, 2 * share((at) => at <= Math.min(seen, 15 - seen))),
      12,
    )
  })

  test('an exact p that would take hours is refused', async () => {
    await expect(
      run('mann-whitney', normalSample(1, 3000, 1), normalSample(2, 3000, 1), { method: 'exact' }),
    ).rejects.toMatchObject({ code: 'too-many-rows' })
  })
})

describe.each(['ks', 'mann-whitney', 'welch', 'bws'])('%s, one-sided', (id) => {
  test('greater means that the test values are larger', async () => {
    const low = column([1, 2, 3, 4, 5, 6])
    const high = column([11, 12, 13, 14, 15])
    const p = async (alternative: string) =>
      (await run(id, low, high, { alternative })).columns[0]?.pValue ?? 0
    expect(await p('greater')).toBeLessThan(0.01)
    expect(await p('less')).toBeGreaterThan(0.9)
  })
})

describe('Welch', () => {
  test('five numbers and the same ones moved by one', async () => {
    const r = await run('welch', column([1, 2, 3, 4, 5]), column([2, 3, 4, 5, 6]))
    expect(r.columns[0]?.statistic).toBeCloseTo(-1, 12)
    expect(r.columns[0]?.pValue).toBeCloseTo(0.34659350708733416, 12)
  })

  test('constant samples are equal or not, and it is said', async () => {
    const equal = await run('welch', column([3, 3, 3]), column([3, 3]))
    expect(equal.columns[0]).toMatchObject({ statistic: 0, pValue: 1 })
    const other = await run('welch', column(repeated(3, 9)), column(repeated(4, 9)))
    expect(other.columns[0]).toMatchObject({ statistic: Number.NEGATIVE_INFINITY, drift: true })
    expect(other.notes.join()).toMatch(/No spread in 'x1'/)
  })
})

describe('Kuiper', () => {
  test('adds the gaps to either side, where KS takes the larger', async () => {
    const wide = [-4, -3, -2, 2, 3, 4]
    const narrow = [-1, -0.5, 0, 0.5, 1]
    const v = (await run('kuiper', column(wide), column(narrow))).columns[0]
    const d = (await run('ks', column(wide), column(narrow))).columns[0]
    expect(d?.statistic).toBeCloseTo(0.5, 12)
    expect(v?.statistic).toBeCloseTo(1, 12)
    expect(v?.pValue).toBeLessThan(d?.pValue ?? 0)
  })

  test('asymptotic from 40 rows without equal values, else by permutations', async () => {
    const large = await run('kuiper', normalSample(1, 40, 1), normalSample(2, 60, 1))
    expect(large.notes).toEqual([])
    const permuted = await run('kuiper', normalSample(1, 40, 1), normalSample(2, 60, 1), {
      method: 'permutation',
    })
    expect(large.columns[0]?.pValue).toBeCloseTo(permuted.columns[0]?.pValue ?? 0, 1)
    const small = await run('kuiper', normalSample(1, 39, 1), normalSample(2, 60, 1))
    expect(small.notes.join()).toMatch(/by permutations: the samples are small/)
  })
})

describe('Anderson–Darling', () => {
  test('a p at the end of the tables is said to be one', async () => {
    const tables = { method: 'tables' }
    const far = await run('anderson-darling', normalSample(1, 60, 2), normalSample(2, 50, 2, 3), tables)
    expect(far.columns.map((c) => c.pValue)).toEqual([0.001, 0.001])
    expect(far.notes).toEqual(['p ≤ 0.001 (the published tables reach no further) in all columns.'])
    const near = await run('anderson-darling', normalSample(1, 60, 1), normalSample(2, 60, 1), tables)
    expect(near.notes.join()).toMatch(/p ≥ 0.25 .* in the column/)
    const limit = await run('anderson-darling', normalSample(1, 60, 2), normalSample(2, 50, 2, 3))
    expect(limit.columns[0]?.pValue).toBeLessThan(1e-9)
    expect(limit.notes).toEqual([])
  })

  test('equal values: the tables would find too much, permutations do not', async () => {
    const steps = (seed: number) => {
      const sample = normalSample(seed, 60, 1)
      return { ...sample, values: sample.values.map(Math.round) }
    }
    const r = await run('anderson-darling', steps(1), steps(2), { permutations: 499 })
    expect(r.notes.join()).toMatch(/share values in the column: p-values there are by permutations/)
    expect(r.columns[0]?.pValue).toBe(
      (await run('anderson-darling', steps(1), steps(2), { permutations: 499, method: 'permutation' }))
        .columns[0]?.pValue,
    )
  })

  test.each(['auto', 'tables', 'permutation'])(
    'a constant column has p = 1 and a note (%s)',
    async (method) => {
      const constant = await run('anderson-darling', column([3, 3, 3]), column([3, 3]), { method })
      expect(constant.columns[0]).toMatchObject({ statistic: 0, pValue: 1, effectSize: 0, constant: true })
      expect(constant.notes).toContain(
        'x1 has one and the same value in all rows of both samples: it shows no drift, whatever the method.',
      )
    },
  )
})

describe('Chi-square', () => {
  const names = ['a', 'b']
  test('a table of two by two', async () => {
    const [reference, other] = [categories(names, [10, 20]), categories(names, [20, 10])]
    const plain = await run('chi-square', reference, other, { yates: false })
    expect(plain.columns[0]?.statistic).toBeCloseTo(20 / 3, 12)
    expect(plain.columns[0]?.pValue).toBeCloseTo(0.009823274507519247, 12)
    const yates = await run('chi-square', reference, other)
    expect(yates.columns[0]?.statistic).toBeCloseTo(5.4, 12)
    expect(yates.columns[0]?.view).toEqual({
      kind: 'categories',
      names,
      reference: Float64Array.of(1 / 3, 2 / 3),
      test: Float64Array.of(2 / 3, 1 / 3),
      moved: 1,
    })
  })

  test('of several categories the one that moved is named, and none where each is within chance', async () => {
    const three = ['a', 'b', 'c']
    const reference = categories(three, [100, 100, 100])
    const moved = await run('chi-square', reference, categories(three, [150, 100, 50]))
    // |150 − 100| / 300 of both: the first of equal ones.
    expect(moved.columns[0]?.view).toMatchObject({ moved: 0 })
    const fell = await run('chi-square', reference, categories(three, [130, 120, 50]))
    expect(fell.columns[0]?.view).toMatchObject({ moved: 2 })
    const still = await run('chi-square', reference, categories(three, [104, 98, 98]))
    expect(still.columns[0]?.view).not.toHaveProperty('moved')
  })

  test('of many categories the one that moved is kept, however rare it was', async () => {
    const values = Array.from({ length: 60 }, (_, k) => repeated(k + 10, 40)).flat()
    const r = await run('chi-square', column(values), column([...values, ...repeated(5, 39)]))
    const view = r.columns[0]?.view
    if (view?.kind !== 'categories') throw new Error('no categories')
    expect(view.names[view.moved ?? -1]).toBe('5')
    expect(view.names.at(-1)).toBe('32 others')
  })

  test('G is near χ², and numbers count as categories', async () => {
    const [reference, other] = [
      column([...repeated(1, 30), ...repeated(5, 30)]),
      column([...repeated(1, 36), ...repeated(5, 24)]),
    ]
    const g = await run('chi-square', reference, other, { yates: false, statistic: 'g' })
    const x = await run('chi-square', reference, other, { yates: false })
    expect(g.statisticName).toBe('G')
    expect(g.columns[0]?.statistic).toBeCloseTo(x.columns[0]?.statistic ?? 0, 1)
    expect(x.columns[0]?.view).toMatchObject({ names: ['1', '5'] })
  })

  test('rare categories are said to make p rough; of many, the most frequent are shown', async () => {
    const r = await run('chi-square', normalSample(1, 40, 1), normalSample(2, 30, 1))
    expect(r.notes.join()).toMatch(/'x1' has categories with an expected count below 5/)
    const view = r.columns[0]?.view
    expect(view?.kind === 'categories' && view.names.at(-1)).toBe('41 others')
    expect(view?.kind === 'categories' && view.reference.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
  })
})

describe('Fisher', () => {
  test('the lady tasting tea', async () => {
    // Of four cups with milk first she named three right.
    const [reference, other] = [column([0, 0, 0, 1]), column([1, 1, 1, 0])]
    const p = async (alternative: string) =>
      (await run('fisher', reference, other, { alternative })).columns[0]?.pValue
    expect(await p('greater')).toBeCloseTo(17 / 70, 12)
    expect(await p('two-sided')).toBeCloseTo(34 / 70, 12)
    expect(await p('less')).toBeCloseTo(69 / 70, 12)
    expect((await run('fisher', reference, other)).columns[0]?.statistic).toBeCloseTo(9, 12)
  })

  test('takes two categories, and nothing else', async () => {
    const r = await run('fisher', categories(['no', 'yes'], [30, 5]), categories(['no', 'yes'], [20, 15]))
    expect(r.columns[0]?.statistic).toBeCloseTo(4.5, 12)
    await expect(run('fisher', column([0, 1, 2]), column([0, 1]))).rejects.toThrow(
      /Column 'x1' has 2\. Fisher/,
    )
    const three = categories(['a', 'b', 'c'], [3, 3, 3])
    await expect(run('fisher', three, three)).rejects.toThrow(/has 3 categories/)
  })

  test('one and the same value in both samples says nothing', async () => {
    const r = await run('fisher', column([0, 0, 0]), column([0, 0]))
    expect(r.columns[0]).toMatchObject({ statistic: 1, pValue: 1 })
  })
})

test('missing values are let through for a library’s numbers, and only then', async () => {
  const reference = column([1, 2, Number.NaN, 4, 5])
  const other = column([1, 2, 3, 4])
  for (const id of ['ks', 'cvm', 'welch', 'mann-whitney']) {
    const r = await run(id, reference, other, { missing: 'propagate' })
    expect(r.columns[0]).toMatchObject({ statistic: Number.NaN, pValue: Number.NaN, drift: false })
  }
  const r = await run('anderson-darling', reference, other, { missing: 'propagate' })
  expect(r.columns[0]?.statistic).not.toBeNaN()
})

test('Benjamini and Hochberg find more than Bonferroni, strictly below α for Alibi', async () => {
  const reference = normalSample(1, 200, 6)
  const moved = { ...normalSample(2, 200, 6) }
  moved.values = moved.values.map((x, i) => x + ((i % 6) % 3) * 0.22)
  const found = async (params: object) =>
    (await run('ks', reference, moved, params)).columns.filter((c) => c.drift).length
  expect(await found({ correction: 'benjamini-hochberg' })).toBeGreaterThan(await found({}))
  expect(await found({ correction: 'none' })).toBeGreaterThanOrEqual(
    await found({ correction: 'benjamini-hochberg' }),
  )
  // p is α itself: one of two labellings.
  const [low, high] = [column([1]), column([4])]
  const edge = { alternative: 'greater', method: 'exact', alpha: 0.5 }
  expect((await run('ks', low, high, edge)).drift).toBe(true)
  expect((await run('ks', low, high, { ...edge, profile: 'alibi' })).drift).toBe(false)
})

test('the picture of two long samples is thinned, with the widest gap among its points', async () => {
  const r = await run('ks', normalSample(1, 3000, 1), normalSample(2, 2000, 1, 0.3))
  const view = r.columns[0]?.view
  if (view?.kind !== 'cdf') throw new Error('no picture')
  expect(view.x.length).toBeLessThanOrEqual(400)
  const at = view.x.indexOf(view.gapAt)
  expect(Math.abs((view.reference[at] ?? 0) - (view.test[at] ?? 0))).toBeCloseTo(
    r.columns[0]?.statistic ?? 0,
    12,
  )
  expect([view.reference.at(-1), view.test.at(-1)]).toEqual([1, 1])
})
