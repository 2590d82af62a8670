import { expect, test } from 'vitest'
import { textWidth } from '../plane/placement'
import type { TradeOffPoint } from './stream-symbol'
import { boxOf, POINT_RADIUS, symlog, tradeOffScene } from './trade-off-scene'

function point(name: string, delay: number, falseAlarms: number, more: Partial<TradeOffPoint> = {}) {
  return {
    id: name,
    name,
    kind: 'error',
    delay,
    falseAlarms,
    falseAlarmsError: 0,
    quietRows: 200_000,
    found: 100,
    streams: 100,
    standing: 'best',
    ...more,
  } as const satisfies TradeOffPoint
}

const size = { width: 900, height: 320 }

test('no false alarm is a place on the axis, and equal ratios are equal steps far from it', () => {
  const scene = tradeOffScene([point('none', 10, 0), point('some', 20, 1), point('many', 30, 99)], size)
  const [none, some, many] = scene.placedPoints.map(({ y }) => y)
  expect(none).toBe(scene.bottom)
  expect(some).toBeLessThan(none!)
  expect(many).toBeGreaterThan(scene.top)
  expect(scene.yTicks).toEqual([0, 1, 3, 10, 30, 100])
  expect(symlog(999) - symlog(99)).toBeCloseTo(symlog(99) - symlog(9), 12)
  const xs = scene.placedPoints.map(({ x }) => x)
  expect(xs).toEqual(xs.toSorted((a, b) => a - b))
})

test('nothing but zeros, one point at the origin, and a narrow box still have an axis', () => {
  for (const width of [900, 280]) {
    const scene = tradeOffScene([point('still', 0, 0)], { width, height: 320 })
    expect(scene.domainX).toEqual([0, 1])
    expect(scene.domainY).toEqual([0, 1])
    expect(scene.placedPoints[0]).toMatchObject({ x: scene.left, y: scene.bottom })
    expect(scene.yTicks.length).toBeGreaterThan(1)
  }
})

test('names touch neither each other nor a mark nor the edge; where there is no room they are dropped', () => {
  const crowd = Array.from({ length: 30 }, (_, k) =>
    point(`Detector ${k}`, 40 + (k % 6) * 4, 5 + Math.floor(k / 6) * 0.4),
  )
  for (const width of [900, 360]) {
    const { placedPoints } = tradeOffScene(crowd, { width, height: 320 })
    const boxes = placedPoints.flatMap(({ point: { name }, x, y, label }) =>
      label ? [{ name, ...boxOf(x, y, textWidth(name), label) }] : [],
    )
    expect(boxes.length).toBeGreaterThan(0)
    expect(boxes.length).toBeLessThan(crowd.length)
    for (const a of boxes) {
      expect(a.left).toBeGreaterThanOrEqual(0)
      expect(a.right).toBeLessThanOrEqual(width)
      const others = [
        ...boxes.filter((b) => b !== a),
        ...placedPoints.map(({ x, y }) => ({
          left: x - POINT_RADIUS,
          right: x + POINT_RADIUS,
          top: y - POINT_RADIUS,
          bottom: y + POINT_RADIUS,
        })),
      ]
      for (const b of others) {
        const isApart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top
        expect({ name: a.name, width, isApart }).toEqual({ name: a.name, width, isApart: true })
      }
    }
  }
})

test('the front is a line through one kind, and no name stands on it', () => {
  const first = point('A', 10, 9)
  const all = [first, point('B', 80, 3), point('C', 90, 8, { standing: 'bettered' })]
  const { front, placedPoints } = tradeOffScene(all, size)
  expect(front.map(({ name }) => name)).toEqual(['A', 'B'])
  // At its height the line goes right: the name stands elsewhere.
  expect(placedPoints[0]!.label).not.toMatchObject({ anchor: 'start', dy: 0 })
  expect(tradeOffScene([...all, point('D', 5, 5, { kind: 'one' })], size).front).toEqual([])
})
