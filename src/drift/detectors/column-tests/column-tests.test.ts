import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { driveSync } from '../../drive'
import { createRandom, normal, PURPOSE, shuffle, uniform } from '../../random'
import type { PerColumnResult } from '../../results'
import { loadDetector } from '../../run'
import type { Sample } from '../../sample'
import { normalSample, sampleOf } from '../../samples-for-tests'

/** What all tests of single columns have in common. */
const NUMERIC = ['ks', 'cvm', 'anderson-darling', 'bws', 'kuiper', 'mann-whitney', 'welch'] as const
const RANKS = NUMERIC.filter((id) => id !== 'welch')
const ALL = [...NUMERIC, 'chi-square', 'fisher'] as const
type Id = (typeof ALL)[number]

const loaded = new Map(await Promise.all(ALL.map(async (id) => [id, await loadDetector(id)] as const)))

/** Fewer permutations than by default, for those that draw some. */
const run = (id: Id, reference: Sample, other: Sample, params: object = {}): PerColumnResult =>
  driveSync(loaded.get(id)!({ permutations: 99, ...params }, { reference, test: other })) as PerColumnResult

const column = (values: readonly number[]) => sampleOf(values.map((x) => [x]))

const pOf = (r: PerColumnResult) => r.columns[0]?.pValue ?? Number.NaN

const few = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 2, maxLength: 12 })
const finite = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 2, maxLength: 12 })
const bits = fc.array(fc.constantFrom(0, 1), { minLength: 2, maxLength: 12 })

/** Values that may be compared; Anderson–Darling needs two different ones. */
const valuesFor = (id: Id) => (id === 'fisher' ? bits : id === 'chi-square' ? few : fc.oneof(few, finite))

describe.each(ALL)('%s', (id) => {
  test('finite input gives a statistic that is a number and a p in (0, 1]', () => {
    fc.assert(
      fc.property(valuesFor(id), valuesFor(id), (a, b) => {
        fc.pre(id !== 'anderson-darling' || new Set([...a, ...b]).size > 1)
        const r = run(id, column(a), column(b))
        expect(r.columns[0]?.statistic).not.toBeNaN()
        expect(pOf(r) > 0 && pOf(r) <= 1).toBe(true)
        expect(r.drift).toBe(pOf(r) <= 0.05)
      }),
      { numRuns: tries(60) },
    )
  })

  test('the order of the rows does not matter', () => {
    fc.assert(
      fc.property(valuesFor(id), valuesFor(id), fc.integer({ min: 0, max: 1e6 }), (a, b, seed) => {
        fc.pre(id !== 'anderson-darling' || new Set([...a, ...b]).size > 1)
        const mixed = (values: number[]) => shuffle(createRandom(seed, PURPOSE.test), [...values])
        const before = run(id, column(a), column(b)).columns[0]
        const after = run(id, column(mixed(a)), column(mixed(b))).columns[0]
        if (id === 'welch') expect(after?.statistic).toBeCloseTo(before?.statistic ?? Number.NaN, 6)
        else expect(after).toEqual(before)
      }),
      { numRuns: tries(40) },
    )
  })

  test('two-sided, neither sample is special', () => {
    fc.assert(
      fc.property(valuesFor(id), valuesFor(id), (a, b) => {
        // So few rows that all labellings are looked at, instead of some.
        const [x, y] = [a.slice(0, 4), b.slice(0, 4)]
        fc.pre(new Set([...x, ...y]).size > 1)
        const there = pOf(run(id, column(x), column(y)))
        expect(pOf(run(id, column(y), column(x))) / there).toBeCloseTo(1, 8)
      }),
      { numRuns: tries(40) },
    )
  })

  test('columns are tested by themselves, and corrected for their number', () => {
    const wide = (seed: number) => {
      const random = createRandom(seed, PURPOSE.test)
      const value = () =>
        id === 'fisher' || id === 'chi-square' ? Number(uniform(random) < 0.4) : normal(random)
      return Array.from({ length: 80 }, () => Array.from({ length: 4 }, value))
    }
    const reference = wide(1)
    const shifted = wide(2).map((row, i) =>
      row.map((x, j) =>
        j === 2 ? (id === 'fisher' || id === 'chi-square' ? Number(i % 10 > 0) : x + 2) : x,
      ),
    )
    const r = run(id, sampleOf(reference), sampleOf(shifted), { permutations: 999 })
    expect(r.correction).toBe('Bonferroni')
    expect(r.columns.filter((c) => c.drift).map((c) => c.name)).toEqual(['x3'])
    for (const c of r.columns) expect(c.adjustedPValue).toBe(Math.min(1, 4 * (c.pValue ?? Number.NaN)))
    const alone = run(id, column(reference.map((row) => row[2]!)), column(shifted.map((row) => row[2]!)), {
      permutations: 999,
    })
    expect({ ...alone.columns[0], name: 'x3' }).toMatchObject({
      statistic: r.columns[2]?.statistic,
      pValue: r.columns[2]?.pValue,
    })
  })

  test('what cannot be compared is refused with a sentence', () => {
    expect(() => run(id, { ...column([1]), rows: 0, values: new Float64Array() }, column([1]))).toThrow(
      expect.objectContaining({ code: 'too-few-rows' }),
    )
    expect(() => run(id, column([1, Number.NaN, 0]), column([1, 0]))).toThrow(/row 2, column 'x1'/)
    expect(() => run(id, normalSample(1, 5, 2), normalSample(1, 5, 1))).toThrow(
      expect.objectContaining({ code: 'different-columns' }),
    )
  })
})

describe.each(RANKS)('%s looks at ranks only', (id) => {
  test('a rising transform changes nothing', () => {
    fc.assert(
      fc.property(few, few, (a, b) => {
        fc.pre(new Set([...a, ...b]).size > 1)
        const rising = (values: number[]) => column(values.map((x) => Math.exp(x) * 7 - 2))
        const before = run(id, column(a), column(b)).columns[0]
        const after = run(id, rising(a), rising(b)).columns[0]
        expect({ s: after?.statistic, p: after?.pValue }).toEqual({ s: before?.statistic, p: before?.pValue })
      }),
      { numRuns: tries(40) },
    )
  })
})
