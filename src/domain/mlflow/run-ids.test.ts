import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { idsFromLink, idsInLink, meansRun, wholeIds } from './run-ids'

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
  expect(text.length).toBe(1202)
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
  expect(idsFromLink(text)[12]).toBe('bb0000120')
  expect(wholeIds(idsFromLink(text), known)).toEqual({ ids: known.slice(0, 40), unclear: [] })
})

test('any ids that the server made are found again by what is written of them', () => {
  const id = fc.stringMatching(/^[0-9a-f]{32}$/)
  fc.assert(
    fc.property(fc.uniqueArray(id, { minLength: 1, maxLength: 200 }), (chosen) => {
      const read = idsFromLink(idsInLink(chosen))
      expect(wholeIds(read, chosen)).toEqual({ ids: chosen, unclear: [] })
      // A page writes what it read: the link stays the same.
      expect(idsInLink(read)).toBe(idsInLink(chosen))
    }),
    { numRuns: tries(20) },
  )
})

test('links from before ids were packed are read, and written as they are', () => {
  const shorts = Array.from({ length: 200 }, (_, n) => hex(n + 1).slice(0, 7))
  expect(idsFromLink(shorts.join('.'))).toEqual(shorts)
  expect(idsInLink(shorts)).toBe(shorts.join('.'))
})

test('of a packed link that was cut off, what is whole is read', () => {
  const chosen = Array.from({ length: 40 }, (_, n) => hex(n + 1))
  const read = idsFromLink(idsInLink(chosen).slice(0, -3))
  expect(wholeIds(read, chosen).ids).toEqual(chosen.slice(0, 39))
})

test('any text is read', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^\d{1,2}\.[\w-]{65,200}$/))
  fc.assert(
    fc.property(text, (some) => {
      for (const id of idsFromLink(some)) expect(id).toMatch(/^[\w-]{4,64}$/)
    }),
  )
})

test('an id means its run, whole or shortened, and no other', () => {
  expect(meansRun(hex(1), hex(1))).toBe(true)
  expect(meansRun(hex(1).slice(0, 9), hex(1))).toBe(true)
  expect(meansRun(hex(2).slice(0, 9), hex(1))).toBe(false)
  // An id that a person gave is never a beginning.
  expect(meansRun('run', 'run-2')).toBe(false)
})
