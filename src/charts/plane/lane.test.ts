import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LaneLabel, laneSpan, layoutLane } from './lane'

const marker = (key: string, x: number, texts: string[]): LaneLabel => ({
  key,
  texts,
  slots: [
    { x: x + 6, anchor: 'start' },
    { x: x - 6, anchor: 'end' },
  ],
  low: 0,
  high: 400,
})

test('a name stands behind its marker, before it where the end is near, shorter where another is in the way', () => {
  expect(layoutLane([marker('a', 100, ['digits 5 to 9 begin'])], [100])).toEqual([
    { key: 'a', text: 'digits 5 to 9 begin', x: 106, anchor: 'start' },
  ])
  expect(layoutLane([marker('a', 390, ['digits 5 to 9 begin'])], [390])[0]).toMatchObject({ anchor: 'end' })
  const both = layoutLane([marker('a', 0, ['long before', 'long']), marker('b', 60, ['b'])], [0, 60])
  expect(both.map(({ text }) => text)).toEqual(['long', 'b'])
})

test('what fits nowhere is left out', () => {
  expect(layoutLane([marker('a', 200, ['x'.repeat(60)])], [200])).toEqual([])
})

test('whatever the markers and names: no line passes through one, none touches another, all lie inside', () => {
  const labels = fc.array(
    fc.record({
      x: fc.double({ min: 0, max: 400, noNaN: true }),
      text: fc.string({ minLength: 1, maxLength: 40 }),
      short: fc.string({ minLength: 1, maxLength: 8 }),
    }),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(labels, (list) => {
      const lines = list.map(({ x }) => x)
      const placed = layoutLane(
        list.map(({ x, text, short }, k) => marker(String(k), x, [text, short])),
        lines,
      )
      const spans = placed.map(laneSpan).sort((a, b) => a.from - b.from)
      for (const [k, { from, to }] of spans.entries()) {
        expect(from).toBeGreaterThanOrEqual(0)
        expect(to).toBeLessThanOrEqual(400)
        expect(lines.filter((line) => line > from && line < to)).toEqual([])
        if (k > 0) expect(from).toBeGreaterThan(spans[k - 1]!.to)
      }
    }),
  )
})

test('a name that has the lane to itself is never left out', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 400, noNaN: true }), (x) => {
      expect(layoutLane([marker('a', x, ['sensor changed'])], [x])).toHaveLength(1)
    }),
  )
})
