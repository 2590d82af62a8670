import { expect, test } from 'vitest'
import { HttpError } from '~/lib/errors'
import { outcomeOf, refusalsOf } from './change-words'

const forbidden = new HttpError('POST runs/delete', 403, null, 'Permission denied')

test('what came of a change to several runs, and why some were refused', () => {
  const refused = ['b', 'c'].map((id) => ({ id, error: forbidden }))
  expect(outcomeOf({ changed: ['a'], refused: [] }, 'deleted')).toBe('1 run deleted')
  expect(outcomeOf({ changed: ['a'], refused }, 'deleted')).toBe('1 of 3 runs deleted')
  expect(outcomeOf({ changed: [], refused }, 'deleted')).toBe('None of 2 runs deleted')
  expect(outcomeOf({ changed: [], refused: refused.slice(1) }, 'tagged')).toBe('Run not tagged')
  const [reason = ''] = refusalsOf({ refused })
  expect(reason).toMatch(/^The server refused\./)
  const gone = { id: 'd', error: new HttpError('POST runs/delete', 404, null, 'No run') }
  expect(refusalsOf({ refused: [...refused, gone] })).toEqual([
    `2 runs: ${reason}`,
    expect.stringMatching(/^1 run: /),
  ])
  expect(refusalsOf({ refused: [] })).toEqual([])
})
