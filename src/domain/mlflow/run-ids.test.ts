import { expect, test } from 'vitest'
import { idsFromLink, idsInLink, wholeIds } from './run-ids'

const hex = (n: number) => ((n * 2654435761) >>> 0).toString(16).padStart(8, '0').repeat(4)

test('a few ids stand whole in the address, by point or comma', () => {
  const ids = [hex(1), hex(2)]
  expect(idsFromLink(idsInLink(ids))).toEqual(ids)
  expect(idsFromLink(`${hex(1)},${hex(2)},${hex(1)}`)).toEqual(ids)
})

test('200 ids fit, and are found again among all runs', () => {
  const known = Array.from({ length: 2000 }, (_, n) => hex(n + 1))
  const chosen = known.filter((_, n) => n % 10 === 0)
  const text = idsInLink(chosen)
  expect(text.length).toBeLessThan(1700)
  expect(wholeIds(idsFromLink(text), known)).toEqual({ ids: chosen, unclear: [] })
})

test('a beginning of several runs, or of none, is unclear', () => {
  const known = ['abcdef01'.repeat(4), 'abcdef02'.repeat(4)]
  expect(wholeIds(['abcdef0', '1234567'], known)).toEqual({
    ids: [],
    unclear: [
      { id: 'abcdef0', count: 2 },
      { id: '1234567', count: 0 },
    ],
  })
})

test('nothing that would leave the quotes of a filter is an id', () => {
  expect(idsFromLink("abc'); x.a-b_c-d.é")).toEqual(['a-b_c-d'])
})

test('ids that were counted up are shortened less', () => {
  const known = Array.from({ length: 60 }, (_, n) => `bb${String(n).padStart(6, '0')}`.padEnd(32, '0'))
  const text = idsInLink(known.slice(0, 40))
  expect(idsFromLink(text)[12]).toBe('bb000012')
  expect(wholeIds(idsFromLink(text), known)).toEqual({ ids: known.slice(0, 40), unclear: [] })
})
