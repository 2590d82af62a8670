import { expect, test } from 'vitest'
import { alphaWords, withSharedAlpha } from './two-looks'
import { trace, twoSample } from './verdict.test-support'

const half = twoSample({ alpha: 0.025 })
const shared = withSharedAlpha(half, { control: 'stream', alpha: 0.025 })
const wordsOf = (test: typeof shared, evolution: Parameters<typeof alphaWords>[1]): string =>
  test.shape === 'two-sample' ? alphaWords(test, evolution) : ''

test('one half of α is never shown alone, whatever became of the other look', () => {
  const judged = trace([], { settings: { control: 'stream', alpha: 0.025 } })
  const none = trace([], {
    positions: new Uint32Array(),
    series: [{ name: 'MMD²', values: new Float64Array() }],
    settings: { control: 'stream', alpha: 0.025 },
  })
  expect(wordsOf(shared, judged)).toBe(
    '0.05, of which 0.025 for the whole sample and 0.025 for the stream of windows',
  )
  expect(wordsOf(shared, null)).toBe('0.025, one half of 0.05; the other half is for the stream of windows')
  expect(wordsOf(shared, none)).toBe(
    '0.025, one half of 0.05; the other half is for the stream of windows, of which none was judged',
  )
  expect(shared.settings).toMatchObject({ alphaOfBothLooks: 0.05 })
})

test('a test that has all of α is left as it is', () => {
  expect(withSharedAlpha(half, null)).toBe(half)
  expect(withSharedAlpha(half, { control: 'pointwise', alpha: 0.025 })).toBe(half)
  expect(wordsOf(half, null)).toBe('0.025')
  expect(wordsOf(half, trace([], { settings: { control: 'pointwise', alpha: 0.025 } }))).toBe(
    '0.025 for the whole sample',
  )
})
