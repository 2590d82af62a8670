import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numberFromText } from '~/lib/url-codec'
import { historyCodec } from './settings'

test('whatever can be set comes back from its link', () => {
  const text = fc.string({ minLength: 1, unit: 'grapheme' })
  const some = fc.record({
    range: fc.constantFrom('30d' as const, '90d' as const, 'all' as const),
    metric: fc.option(text),
    tags: fc.uniqueArray(text),
    model: fc.option(fc.string()),
    axis: fc.constantFrom('time' as const, 'steps' as const),
    view: fc.option(fc.tuple(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: 1e12 + 1, max: 2e12 }))),
    threshold: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0)),
    record: fc.option(text),
    parameters: fc.constantFrom('all' as const, 'changed' as const),
    columns: fc.uniqueArray(text),
    sort: fc.uniqueArray(text),
    compare: fc.uniqueArray(text),
  })
  fc.assert(
    fc.property(some, (settings) => {
      const link = historyCodec.write(settings).toString()
      expect(historyCodec.read(new URLSearchParams(link))).toEqual(settings)
    }),
  )
})

test('nonsense falls back, field by field', () => {
  const query = new URLSearchParams(
    'range=7d&axis=sideways&view=9..3&threshold=lots&record=&parameters=some&tag=&tag=MMD&tag=MMD',
  )
  expect(historyCodec.read(query)).toEqual({ ...historyCodec.empty, tags: ['MMD'] })
  expect(historyCodec.write(historyCodec.empty).toString()).toBe('')
})

test.each([
  ['0.15', 0.15],
  [' 0,15 ', 0.15],
  ['-2e-3', -0.002],
  ['', null],
  ['-', null],
  ['Infinity', null],
])('a threshold typed as "%s" is %s', (text, value) => {
  expect(numberFromText(text)).toBe(value)
})
