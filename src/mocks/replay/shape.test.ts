import { describe, expect, test } from 'vitest'
import { shapeDifferences, shapeOf } from './shape'

const differences = (recorded: unknown, mock: unknown) => shapeDifferences(shapeOf(recorded), shapeOf(mock))

describe('the same shape', () => {
  test.each([
    ['other values', { a: 1, b: ['x'] }, { a: 2, b: ['y', 'z'] }],
    ['an empty list beside a full one', { rows: [] }, { rows: [{ a: 1 }] }],
    ['null where the other knows both', { a: null }, [{ a: 1 }, { a: null }][1]],
    ['a member that both leave out at times', [{ a: 1 }, {}], [{}, { a: 2 }]],
    ['a member of some rows, of none here', [{ a: 1 }, {}], [{}]],
    ['a whole number of any size', { a: 1 }, { a: 2n ** 64n }],
    ['keys with dots and slashes', { 'a.b': { 'c/d': 1 } }, { 'a.b': { 'c/d': 2 } }],
  ])('%s', (_, recorded, mock) => expect(differences(recorded, mock)).toEqual([]))
})

describe('another shape', () => {
  test.each([
    ['a missing member', { a: { b: 1 } }, { a: {} }, ['a.b is number, and absent in the mock']],
    ['one too many', {}, { a: 1 }, ['a is absent, and number in the mock']],
    ['another kind, in a list', [{ t: 1 }], [{ t: '1' }], ['[].t is number, and string in the mock']],
    ['null for a value', { a: 1 }, { a: null }, ['a is number, and null in the mock']],
    ['a list for an object', { a: {} }, { a: [] }, ['a is object, and list in the mock']],
    ['a second kind', [1, 2], [1, 'x'], ['[] is number, and number or string in the mock']],
    ['no object at all', { a: 1 }, [], ['the answer is object, and list in the mock']],
    [
      'a key with a dot',
      { 'a.b': 1 },
      { a: { b: 1 } },
      ['a.b is number, and absent in the mock', 'a is absent, and object in the mock'],
    ],
  ])('%s', (_, recorded, mock, expected) => expect(differences(recorded, mock)).toEqual(expected))
})
