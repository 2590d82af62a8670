import { expect, it } from 'vitest'
import { scrolledInto, scrolledTo, slotsOf, spanOf } from './matrix-window'

it('covers what is in view at every place, with as many slots everywhere', () => {
  const [size, length, count] = [60, 950, 500]
  const lengths = new Set<number>()
  for (let start = 0; start <= count * size - length; start += 7) {
    const { first, end } = spanOf(start, length, size, count)
    lengths.add(end - first)
    expect(first * size).toBeLessThanOrEqual(start)
    expect(end * size).toBeGreaterThanOrEqual(start + length)
    expect(first).toBeGreaterThanOrEqual(0)
    expect(end).toBeLessThanOrEqual(count)
  }
  expect([...lengths]).toEqual([21])
})

it('is all where little is there, and nothing where nothing is', () => {
  expect(spanOf(0, 950, 60, 5)).toEqual({ first: 0, end: 5 })
  expect(spanOf(900, 950, 60, 5)).toEqual({ first: 0, end: 5 })
  expect(spanOf(0, 950, 60, 0)).toEqual({ first: 0, end: 0 })
})

it('leaves in its slot whatever stays in view', () => {
  const before = slotsOf(7, 12)
  const after = slotsOf(8, 13)
  expect(before.toSorted((a, b) => a - b)).toEqual([7, 8, 9, 10, 11])
  // One slot has another column: what left makes room for what came.
  expect(before.filter((column, slot) => after[slot] !== column)).toEqual([7])
  expect(after[before.indexOf(7)]).toBe(12)
  expect(slotsOf(3, 3)).toEqual([])
})

it('scrolls as little as needed', () => {
  expect(scrolledTo(2, 28, 100, 280)).toBe(56)
  expect(scrolledTo(5, 28, 100, 280)).toBe(100)
  expect(scrolledTo(20, 28, 100, 280)).toBe(308)
  // Of what is longer than the view, its start.
  expect(scrolledInto(500, 900, 600, 280)).toBe(500)
  expect(scrolledInto(700, 800, 600, 280)).toBe(600)
})
