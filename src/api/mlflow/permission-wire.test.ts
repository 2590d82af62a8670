import { expect, test } from 'vitest'
import { personWithOwnRows } from './permission-wire'

test('a kind that every object has is none that is known here', () => {
  const permissions = ['constructor', 'toString', '__proto__', 'experiment'].map((resource_type, id) => ({
    id,
    role_id: 2,
    resource_type,
    resource_pattern: '7',
    permission: 'READ',
  }))
  const { rows } = personWithOwnRows(
    { id: 1, username: 'ada', is_admin: false },
    { id: 2, name: '__user_1__', workspace: 'default', description: null, permissions },
  )
  expect([...(rows ?? [])]).toEqual([['e:7', 'READ']])
})
