import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hiddenOfText, textOfHidden } from './hidden-places'

const IDS = Array.from({ length: 200 }, (_, n) => `id ${n}`)

test('any of up to 200 runs are hidden by a short text, and found again', () => {
  fc.assert(
    fc.property(fc.nat({ max: 200 }), fc.subarray(IDS), (count, hidden) => {
      const ids = IDS.slice(0, count)
      const text = textOfHidden(ids, hidden)
      expect(text).toMatch(/^[0-9a-v]{0,40}$/)
      expect(hiddenOfText(ids, text)).toEqual(ids.filter((id) => hidden.includes(id)))
    }),
  )
})

test('none is no text, and what is no such text hides nothing', () => {
  expect(textOfHidden(IDS, [])).toBe('')
  expect(hiddenOfText(IDS, 'é!')).toEqual([])
  expect(hiddenOfText(IDS, '')).toEqual([])
  expect(hiddenOfText(['a', 'b'], 'vvv')).toEqual(['a', 'b'])
})
