import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Sample } from '~/drift/sample'
import { firstComponent } from './first-component'

function sample(rows: readonly (readonly number[])[]): Sample {
  const d = rows[0]!.length
  return {
    rows: rows.length,
    columns: Array.from({ length: d }, (_, j) => `x${j}`),
    values: Float64Array.from(rows.flat()),
    rowNumbers: Uint32Array.from(rows, (_, i) => i + 1),
  }
}

describe('the first principal component', () => {
  test('of points on a line is the place on it, and takes all of the variance', () => {
    const line = sample([
      [1, 2],
      [2, 4],
      [3, 6],
    ])
    const notes: string[] = []
    const { reference, test: projected } = firstComponent(
      line,
      sample([
        [4, 8],
        [Number.NaN, 1],
      ]),
      notes,
    )
    const step = Math.sqrt(5)
    expect(reference.columns).toEqual(['PC 1'])
    reference.values.forEach((v, i) => expect(v).toBeCloseTo((i - 1) * step, 12))
    expect(projected.values[0]).toBeCloseTo(2 * step, 12)
    // A missing value stays one.
    expect(projected.values[1]).toBeNaN()
    expect(notes[0]).toContain("reference's 2 columns, holds 100 % of their variance")
  })

  test('no direction varies more, it is a unit vector, and the largest coordinate is positive', () => {
    const rows = fc.array(
      fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 3, maxLength: 3 }),
      {
        minLength: 6,
        maxLength: 30,
      },
    )
    fc.assert(
      fc.property(
        rows,
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
        (given, other) => {
          const reference = sample(given)
          const length = Math.hypot(...other)
          const varied = given.some((row) => row.some((v, j) => Math.abs(v - given[0]![j]!) > 1e-3))
          fc.pre(varied && length > 0.1)
          // The projection of the three unit vectors, less that of the origin, is the direction.
          const axes = sample([
            [0, 0, 0],
            [1, 0, 0],
            [0, 1, 0],
            [0, 0, 1],
          ])
          const { reference: along, test: base } = firstComponent(reference, axes, [])
          const direction = [1, 2, 3].map((k) => base.values[k]! - base.values[0]!)
          expect(Math.hypot(...direction)).toBeCloseTo(1, 9)
          expect(Math.max(...direction)).toBeCloseTo(Math.max(...direction.map(Math.abs)), 6)
          const spread = along.values.reduce((sum, v) => sum + v * v, 0)
          const means = [0, 1, 2].map((j) => given.reduce((sum, row) => sum + row[j]!, 0) / given.length)
          const rival = given.reduce((sum, row) => {
            const at = row.reduce((dot, v, j) => dot + ((v - means[j]!) * other[j]!) / length, 0)
            return sum + at * at
          }, 0)
          expect(spread).toBeGreaterThanOrEqual(rival * 0.98 - 1e-9)
        },
      ),
    )
  })

  test('a reference that does not vary has none', () => {
    expect(() =>
      firstComponent(
        sample([
          [1, 2],
          [1, 2],
        ]),
        sample([[1, 2]]),
        [],
      ),
    ).toThrow('No column varies in the reference')
  })
})
