import { expect, test } from 'vitest'
import { ownRights, refusalOf } from './own-rights'

const experiment = (id: string) => ({ kind: 'experiment', id }) as const
const own = ownRights(false, [
  { of: experiment('1'), permission: 'READ' },
  { of: experiment('2'), permission: 'EDIT' },
  { of: experiment('3'), permission: 'MANAGE' },
  { of: experiment('4'), permission: 'A_LEVEL_TO_COME' },
  { of: { kind: 'model', id: '3' }, permission: 'USE' },
])

test('what is known not to suffice is refused, with what is needed', () => {
  expect(refusalOf(own, experiment('1'), 'update')).toBe(
    'This needs EDIT on the experiment; your permission is READ. Ask who manages it.',
  )
  expect(refusalOf(own, experiment('2'), 'update')).toBeNull()
  expect(refusalOf(own, experiment('2'), 'delete')).toContain('needs MANAGE')
  expect(refusalOf(own, experiment('3'), 'delete')).toBeNull()
  // A model may be called as an experiment's id is.
  expect(refusalOf(own, { kind: 'model', id: '3' }, 'update')).toContain('needs EDIT on the model')
})

test('where it is not known, the server decides; an admin may everything', () => {
  expect(refusalOf(own, experiment('no row'), 'delete')).toBeNull()
  expect(refusalOf(own, experiment('4'), 'delete')).toBeNull()
  expect(refusalOf(null, experiment('1'), 'delete')).toBeNull()
  const admin = ownRights(true, [{ of: experiment('1'), permission: 'NO_PERMISSIONS' }])
  expect(refusalOf(admin, experiment('1'), 'delete')).toBeNull()
})
