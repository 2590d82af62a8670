import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layoutRails, spread, textWidth } from './placement'

test('labels are moved apart around their middle and stay inside', () => {
  expect(spread([100, 104], 16, 0, 200)).toEqual([94, 110])
  expect(spread([10, 100], 16, 0, 200)).toEqual([10, 100])
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { minLength: 1, maxLength: 8 }),
      (ys) => {
        const placed = spread(ys, 16, 0, 300)
        const sorted = [...placed].sort((a, b) => a - b)
        expect(sorted.every((y, k) => k === 0 || y - sorted[k - 1]! >= 16 - 1e-6)).toBe(true)
        for (const y of sorted) {
          expect(y).toBeGreaterThanOrEqual(-1e-6)
          expect(y).toBeLessThanOrEqual(300 + 1e-6)
        }
      },
    ),
  )
})

describe('layoutRails', () => {
  test('puts the number of windows behind the rail, or before it where there is no room', () => {
    expect(layoutRails([{ from: 50, to: 180, count: 7 }], 0, 300)[0]?.label).toEqual({
      text: '7',
      x: 186,
      anchor: 'start',
    })
    expect(layoutRails([{ from: 50, to: 299, count: 172 }], 0, 300)[0]?.label).toEqual({
      text: '172',
      x: 41,
      anchor: 'end',
    })
    expect(layoutRails([{ from: 2, to: 299, count: 172 }], 0, 300)[0]?.label).toBeNull()
  })

  test('a change is one rail: its stretches, a thin line through them, and its alarms in words', () => {
    const parts = [
      { from: 50, to: 50 },
      { from: 80, to: 120 },
    ]
    const [rail] = layoutRails(
      [{ from: 50, to: 120, count: 42, parts, text: '2 alarms', unconfirmed: true }],
      0,
      300,
    )
    expect(rail).toMatchObject({
      from: 50,
      to: 120,
      lines: [{ from: 80, to: 120 }],
      spans: [{ from: 50, to: 120 }],
      unconfirmed: true,
      label: { text: '2 alarms', anchor: 'start' },
    })
  })

  test('neither diamonds nor numbers ever overlap, and every line is kept', () => {
    const alarms = fc
      .array(
        fc.record({
          from: fc.double({ min: 0, max: 600, noNaN: true }),
          length: fc.double({ min: 0, max: 80, noNaN: true }),
          count: fc.integer({ min: 1, max: 999 }),
        }),
        { maxLength: 300 },
      )
      .map((list) => {
        const sorted = list.sort((a, b) => a.from - b.from)
        return sorted.map((a, k) => ({
          from: a.from,
          to: Math.min(a.from + a.length, sorted[k + 1]?.from ?? Infinity),
          count: a.count,
        }))
      })
    fc.assert(
      fc.property(alarms, (list) => {
        const rails = layoutRails(list, 0, 700)
        const covered: [number, number][] = []
        for (const rail of rails) {
          covered.push([rail.from - 5, rail.from + 5])
          if (rail.label) {
            const width = textWidth(rail.label.text)
            covered.push(
              rail.label.anchor === 'start'
                ? [rail.label.x, rail.label.x + width]
                : [rail.label.x - width, rail.label.x],
            )
          }
        }
        covered.sort((a, b) => a[0] - b[0])
        for (let k = 1; k < covered.length; k++) {
          expect(covered[k]![0]).toBeGreaterThanOrEqual(covered[k - 1]![1] - 1e-9)
        }
        expect(rails.flatMap((r) => r.lines)).toEqual(
          list.filter((a) => a.to - a.from >= 1).map(({ from, to }) => ({ from, to })),
        )
        expect(rails.reduce((sum, r) => sum + r.count, 0)).toBe(list.reduce((sum, a) => sum + a.count, 0))
      }),
    )
  })
})
