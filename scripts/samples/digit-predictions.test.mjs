import { expect, test } from 'vitest'
import { digitPredictions } from './digit-predictions.mjs'

/**
 * An image whose first two pixels are these.
 * @param {number} label
 * @param {number} a
 * @param {number} b
 */
const digit = (label, a, b) => ({ label, pixels: Array.from({ length: 64 }, (_, j) => [a, b][j] ?? 0) })

// Mean images: 1 at (0, 0), 2 at (10, 0).
const training = [digit(2, 8, 0), digit(1, 0, 0), digit(2, 12, 0)]

test('an image is taken for the digit whose mean image is nearest, and so for odd or even', () => {
  expect(digitPredictions(training, [digit(1, 4, 9), digit(2, 6, 9)])).toEqual([
    { truth: 1, predicted: 1, error: 0 },
    { truth: 0, predicted: 0, error: 0 },
  ])
})

test('on a tie it is the smaller digit', () => {
  expect(digitPredictions(training, [digit(2, 5, 3)])).toEqual([{ truth: 0, predicted: 1, error: 1 }])
})

test('digits that were not in the training are still odd or even', () => {
  expect(digitPredictions(training, [digit(7, 1, 0), digit(7, 9, 0), digit(8, 1, 0)])).toEqual([
    { truth: 1, predicted: 1, error: 0 },
    { truth: 1, predicted: 0, error: 1 },
    { truth: 0, predicted: 1, error: 1 },
  ])
})
