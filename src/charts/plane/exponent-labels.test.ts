import { expect, test } from 'vitest'
import { exponentLabels } from './exponent-labels'

const labels = (low: number, high: number, width = 500) =>
  exponentLabels([low, high], 6, (at) => ((at - low) / (high - low)) * width, 48).map(({ label }) => label)

test('powers of ten, and 2 and 5 between them where there is room', () => {
  expect(labels(0, 2)).toEqual(['1', '2', '5', '10', '20', '50', '100'])
  expect(labels(0, 4)).toEqual(
    ['1', '10', '100', '1 000', '10 000'].map((t) => expect.stringMatching(t.replace(' ', '.'))),
  )
  expect(labels(0, 12)).toHaveLength(7)
})

test('round numbers within a decade, none nearer than its label needs', () => {
  const inside = labels(Math.log10(4000), Math.log10(6000))
  expect(inside.length).toBeGreaterThanOrEqual(4)
  const narrow = exponentLabels([0, 1], 6, (at) => at * 120, 48)
  for (const [k, { at }] of narrow.entries())
    if (k > 0) expect((at - narrow[k - 1]!.at) * 120).toBeGreaterThanOrEqual(48)
})
