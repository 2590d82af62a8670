import { expect, test } from 'vitest'
import { experimentOfTables, toggleChosen } from './lab-choice'

test('a result of tables from runs belongs to the experiment of the first that came from one', () => {
  toggleChosen('reference', { digest: 'a', name: 'may', experimentId: '7' })
  toggleChosen('test', { digest: 'b', name: 'june', experimentId: '8' })
  expect(experimentOfTables(['b', 'a'])).toBe('8')
  expect(experimentOfTables(['dropped', 'a'])).toBe('7')
  expect(experimentOfTables(['dropped'])).toBeNull()
  toggleChosen('reference', { digest: 'a', name: 'may', experimentId: '7' })
  expect(experimentOfTables(['a'])).toBeNull()
})
