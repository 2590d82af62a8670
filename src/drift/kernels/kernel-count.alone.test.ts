import { beforeEach, expect, test, vi } from 'vitest'
import { driveSync } from '../drive'
import { powerOfTwo } from '../math/exp'
import { loadDetector } from '../run'
import { normalSample } from '../samples-for-tests'

const [mmd, mmdWindow] = await Promise.all([loadDetector('mmd'), loadDetector('mmd-window')])

vi.mock('../math/exp', { spy: true })
beforeEach(() => vi.mocked(powerOfTwo).mockClear())

test('every kernel value is computed once, however many permutations there are', () => {
  const samples = { reference: normalSample(1, 40, 3), test: normalSample(2, 30, 3) }
  driveSync(mmd({ permutations: 5000, pictures: false }, samples))
  // And the least and the greatest, between which they are rounded.
  expect(powerOfTwo).toHaveBeenCalledTimes((70 * 69) / 2 + 2)
})

test('a stream needs each pair once too: reference with itself, rows with comparison rows, rows of a window', () => {
  const samples = { reference: normalSample(1, 40, 3), test: normalSample(2, 90, 3) }
  driveSync(mmdWindow({ window: 15 }, samples))
  const inWindows = Array.from({ length: 90 }, (_, t) => Math.min(t, 14)).reduce((a, b) => a + b)
  expect(powerOfTwo).toHaveBeenCalledTimes((40 * 39) / 2 + 90 * 20 + inWindows)
})
