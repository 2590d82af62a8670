import { expect, test } from 'vitest'
import { textWidth } from '../plane/placement'
import {
  itemPath,
  movedEnd,
  OTHERS,
  type ParallelAxis,
  parallelScene,
  passing,
  shortValueAt,
} from './parallel-scene'

const size = { width: 600, height: 300 }
const lr: ParallelAxis = {
  key: 'lr',
  title: 'lr',
  kind: 'number',
  values: Float64Array.of(0.001, 0.1, Number.NaN),
  isLog: true,
}
const iou: ParallelAxis = { key: 'iou', title: 'iou', kind: 'number', values: Float64Array.of(0.2, 0.8, 0.5) }
const net: ParallelAxis = { key: 'net', title: 'net', kind: 'category', values: ['unet', 'unet', 'fpn'] }
const axes = [lr, iou, net]

test('axes stand side by side, the largest value at the top, unknown ones below', () => {
  const scene = parallelScene(axes, size)
  const [first, second, third] = scene.axes
  expect(first!.x).toBeLessThan(second!.x)
  expect(second!.x).toBeLessThan(third!.x)
  expect([...first!.ys]).toEqual([scene.bottom, scene.top, scene.unknownY])
  expect(second!.ys[1]).toBe(scene.top)
  expect(third!.ticks.map(({ name }) => name)).toEqual(['fpn', 'unet'])
  expect(itemPath(scene, 0).match(/[ML]/g)).toHaveLength(3)
})

test('a logarithmic axis reads back what stands at a height', () => {
  const [first] = parallelScene(axes, size).axes
  expect(first!.valueAt(first!.toY(0.01))).toBeCloseTo(0.01, 12)
  expect(first!.range![0]).toBeCloseTo(0.001, 12)
})

test('a height is told in few digits, within a quarter of a pixel, and an end of the axis whole', () => {
  const end = 0.8123456789
  const {
    axes: drawn,
    top,
    bottom,
  } = parallelScene([{ ...iou, values: Float64Array.of(0.2, end, 0.5) }, lr], size)
  for (const axis of drawn)
    for (let y = top + 1; y < bottom; y += 7.3) {
      const value = shortValueAt(axis, y)
      expect(Math.abs(axis.toY(value) - y)).toBeLessThanOrEqual(0.25 + 1e-9)
      expect(String(value).length).toBeLessThan(9)
    }
  expect(shortValueAt(drawn[0]!, top)).toBe(end)
  expect(shortValueAt(drawn[0]!, bottom)).toBe(0.2)
})

test('a logarithmic axis has a tick at each power of ten that it holds', () => {
  const [axis] = parallelScene([{ ...lr, values: Float64Array.of(1.3e-4, 0.09) }, iou], size).axes
  expect(axis!.ticks.map(({ label }) => label)).toEqual(expect.arrayContaining(['0.001', '0.01']))
  expect(axis!.ticks.length).toBeGreaterThan(3)
})

test('whole numbers have whole ticks, and a title has the room between two axes', () => {
  const epochs: ParallelAxis = {
    key: 'epochs',
    title: 'epochs of every site before the weights are averaged, at most',
    kind: 'number',
    values: Float64Array.of(1, 4, Number.NaN),
  }
  const [first, second] = parallelScene([epochs, iou, net], size).axes
  expect(first!.ticks.map(({ label }) => label)).toEqual(['1', '2', '3', '4'])
  expect(first!.title).toMatch(/^epochs of every.*…$/)
  expect(second!.title).toBe('iou')
})

test('what is let through meets every brush; unknown values do not', () => {
  expect(passing(axes, {}, 3)).toEqual([true, true, true])
  expect(passing(axes, { lr: { kind: 'number', from: 0, to: 1 } }, 3)).toEqual([true, true, false])
  expect(
    passing(
      axes,
      { iou: { kind: 'number', from: 0.5, to: 1 }, net: { kind: 'category', names: ['fpn'] } },
      3,
    ),
  ).toEqual([false, false, true])
})

test('a brush of an axis that is gone, or of another kind, lets all through', () => {
  expect(passing(axes, { gone: { kind: 'number', from: 0, to: 0 } }, 3)).toEqual([true, true, true])
  expect(passing(axes, { net: { kind: 'number', from: 0, to: 0 } }, 3)).toEqual([true, true, true])
  expect(passing([{ ...iou, key: 'toString' }], {}, 3)).toEqual([true, true, true])
})

test('rare categories share a place, and are brushed by it', () => {
  const many: ParallelAxis = {
    key: 'seed',
    title: 'seed',
    kind: 'category',
    values: Array.from({ length: 40 }, (_, k) => (k < 20 ? 'common' : `seed ${k}`)),
  }
  const [axis] = parallelScene([many], size).axes
  expect(axis!.ticks).toHaveLength(16)
  expect(axis!.ticks.at(-1)!.name).toBe(OTHERS)
  const passes = passing([many], { seed: { kind: 'category', names: [OTHERS] } }, 40)
  expect(passes.filter(Boolean)).toHaveLength(6)
  expect(passes[0]).toBe(false)
})

test('an end of a brush stops at the other end; where all is let through there is no brush', () => {
  expect(movedEnd([0, 10], null, 'from', 4)).toEqual({ kind: 'number', from: 4, to: 10 })
  expect(movedEnd([0, 10], { kind: 'number', from: 4, to: 6 }, 'from', 9)).toEqual({
    kind: 'number',
    from: 6,
    to: 6,
  })
  expect(movedEnd([0, 10], { kind: 'number', from: 0, to: 6 }, 'to', 99)).toBeNull()
})

test('axes without a value, with one value, and alone', () => {
  const none: ParallelAxis = { key: 'a', title: 'a', kind: 'number', values: Float64Array.of(Number.NaN) }
  const one: ParallelAxis = { key: 'b', title: 'b', kind: 'number', values: Float64Array.of(3) }
  const scene = parallelScene([none, one], size)
  expect(scene.axes[0]!.range).toBeNull()
  expect(scene.axes[1]!.ys[0]).toBeCloseTo((scene.top + scene.bottom) / 2, 9)
  expect(parallelScene([one], size).axes[0]!.x).toBe(56)
})

test('titles over neighbouring axes do not touch, and stay inside the picture', () => {
  const axes = ['learning_rate_of_the_head', 'val/miou_of_all_classes', 'weight_decay', 'epochs'].map(
    (title): ParallelAxis => ({ ...lr, key: title, title }),
  )
  for (const width of [330, 390, 600, 1100]) {
    for (const count of [2, 3, 4]) {
      const made = parallelScene(axes.slice(0, count), { width, height: 300 })
      const ends = made.axes.map(({ title, titleX }) => [
        titleX - textWidth(title) / 2,
        titleX + textWidth(title) / 2,
      ])
      expect(ends[0]![0]).toBeGreaterThanOrEqual(0)
      expect(ends.at(-1)![1]).toBeLessThanOrEqual(width)
      for (let k = 1; k < count; k++) expect(ends[k]![0]! - ends[k - 1]![1]!).toBeGreaterThan(6)
    }
  }
})
