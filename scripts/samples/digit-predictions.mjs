/**
 * @typedef {object} Digit
 * @property {readonly number[]} pixels 64 whole numbers from 0 to 16
 * @property {number} label the digit, 0 to 9
 */

/** The task: is the digit odd? It has an answer for digits that the classifier has never seen. */
const isOdd = (/** @type {number} */ digit) => digit % 2

/**
 * A classifier that knows the digits of its training rows alone: an image is taken for the digit whose mean image
 * is nearest (squared Euclidean distance; the smaller digit on a tie), and so for odd or even. Only + − × ÷ in a
 * fixed order, which IEEE 754 rounds alike everywhere: the same predictions on every machine.
 * @param {readonly Digit[]} rows
 * @returns {(pixels: readonly number[]) => number} 1: odd, 0: even
 */
function nearestMean(rows) {
  const means = [...new Set(rows.map((r) => r.label))]
    .sort((a, b) => a - b)
    .map((label) => ({ label, mean: meanImage(rows.filter((r) => r.label === label)) }))
  return (pixels) => {
    let nearest = { label: Number.NaN, distance: Number.POSITIVE_INFINITY }
    for (const { label, mean } of means) {
      const distance = mean.reduce((sum, m, j) => sum + ((pixels[j] ?? Number.NaN) - m) ** 2, 0)
      if (distance < nearest.distance) nearest = { label, distance }
    }
    return isOdd(nearest.label)
  }
}

/** @param {readonly Digit[]} rows */
function meanImage(rows) {
  return Array.from(
    { length: 64 },
    (_, j) => rows.reduce((sum, { pixels }) => sum + (pixels[j] ?? Number.NaN), 0) / rows.length,
  )
}

/**
 * Odd or even, as it is and as a classifier trained on other rows says, row by row.
 * @param {readonly Digit[]} training
 * @param {readonly Digit[]} stream
 * @returns {{ truth: number, predicted: number, error: number }[]} error 1: the two differ
 */
export function digitPredictions(training, stream) {
  const predict = nearestMean(training)
  return stream.map(({ pixels, label }) => {
    const truth = isOdd(label)
    const predicted = predict(pixels)
    return { truth, predicted, error: truth === predicted ? 0 : 1 }
  })
}
