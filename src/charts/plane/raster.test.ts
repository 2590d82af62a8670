import { describe, expect, test } from 'vitest'
import { raster, type Rgb, rgbOf, runLengthAt } from './raster'

const palette: Rgb[] = [
  [0, 0, 0],
  [100, 200, 50],
  [255, 255, 255],
]

test('values become colours between those of the palette, none stays transparent', () => {
  const pixels = raster(4, 1, (px) => [0, 0.25, 7, Number.NaN][px]!, palette)
  expect([...pixels]).toEqual([0, 0, 0, 255, 50, 100, 25, 255, 255, 255, 255, 255, 0, 0, 0, 0])
})

test('colours as browsers compute them', () => {
  expect(rgbOf('#0B6b7a')).toEqual([11, 107, 122])
  expect(rgbOf(' rgb(200, 50, 43)')).toEqual([200, 50, 43])
})

describe('run lengths', () => {
  // Two columns of three cells: the first begins at row 10, the second at row 20.
  const picture = {
    columnStarts: Float64Array.of(10, 20),
    cells: 3,
    values: Float32Array.of(1, 0, 0, 0.1, 0.2, 0.7),
  }

  test('grow upwards, and columns lie where their rows do', () => {
    const at = runLengthAt(picture, [10, 30], 29, 4, 3)
    // Bottom row: run length 0.
    expect([at(0, 2), at(1, 2), at(2, 2), at(3, 2)].map((v) => Math.round(v * 10))).toEqual([10, 10, 1, 1])
    expect(at(3, 0)).toBeCloseTo(0.7)
  })

  test('nothing is known before the first row and after the last', () => {
    const at = runLengthAt(picture, [0, 60], 29, 6, 3)
    expect(at(0, 0)).toBeNaN()
    expect(at(5, 0)).toBeNaN()
    expect(at(1, 2)).toBe(1)
  })

  test('of the columns that share a pixel the largest is shown', () => {
    const n = 1000
    const columnStarts = Float64Array.from({ length: n }, (_, i) => i)
    const values = new Float32Array(n * 2)
    values[2 * 555 + 1] = 0.9
    const at = runLengthAt({ columnStarts, cells: 2, values }, [0, n], n, 10, 2)
    expect(at(5, 0)).toBeCloseTo(0.9)
    expect(at(4, 0)).toBe(0)
  })
})
