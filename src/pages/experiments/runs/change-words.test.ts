import { expect, test } from 'vitest'
import { HttpError } from '~/lib/errors'
import { outcomeOf, refusalsOf } from './change-words'

const forbidden = new HttpError('POST runs/delete', 403, null, 'Permission denied')

test('what came of a change to several runs, and why some were refused', () => {
  const refused = ['b', 'c'].map((id) => ({ id, error: forbidden }))
  expect(outcomeOf({ changed: ['a'], refused: [] }, 'deleted')).toBe('1 run deleted')
  expect(outcomeOf({ changed: ['a'], refused }, 'deleted')).toBe('1 of 3 runs deleted')
  expect(refusalsOf({ refused })).toHaveLength(1)
  expect(refusalsOf({ refused })[0]).toMatch(/^2 runs: /)
  expect(refusalsOf({ refused: [] })).toEqual([])
})
