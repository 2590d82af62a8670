import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Cells } from './cells'

test('holds what a map holds, sparse, dense and on the way from one to the other', () => {
  const step = fc.record({
    row: fc.oneof(fc.nat(60), fc.nat(5000)),
    value: fc.option(fc.double({ noNaN: false }), { nil: undefined }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const cells = new Cells()
      const model = new Map<number, number>()
      for (const { row, value } of steps) {
        if (value === undefined) {
          cells.delete(row)
          model.delete(row)
        } else {
          cells.set(row, value)
          model.set(row, value)
        }
      }
      const seen: [number, number][] = []
      cells.forEach((value, row) => seen.push([row, value]))
      expect(seen).toEqual([...model].sort(([a], [b]) => a - b))
      expect(cells.count).toBe(model.size)
      for (const { row } of steps) {
        expect(cells.get(row)).toBe(model.get(row))
        expect(cells.get(row + 1)).toBe(model.get(row + 1))
      }
    }),
  )
})

test('a value in every row, and one far behind', () => {
  const cells = new Cells()
  for (let row = 0; row < 1000; row++) cells.set(row, row / 2)
  cells.set(70_000, -1)
  expect(cells.count).toBe(1001)
  expect([cells.get(999), cells.get(1000), cells.get(69_999), cells.get(70_000)]).toEqual([
    499.5,
    undefined,
    undefined,
    -1,
  ])
})
