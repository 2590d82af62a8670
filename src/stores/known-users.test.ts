import { beforeEach, expect, test } from 'vitest'
import { forgetUser, rememberUsers, useKnownUsers } from './known-users'

beforeEach(() => useKnownUsers.setState({ names: {} }))

const names = (server: string) => useKnownUsers.getState().names[server]

test('names are kept once, in order, by server', () => {
  rememberUsers('a', ['bob', 'ada', 'bob', ''])
  rememberUsers('b', ['eve'])
  expect(names('a')).toEqual(['ada', 'bob'])
  expect(names('b')).toEqual(['eve'])
  forgetUser('a', 'bob')
  expect(names('a')).toEqual(['ada'])
  forgetUser('nowhere', 'bob')
  expect(names('b')).toEqual(['eve'])
})

test('at most 5,000 of a server', () => {
  rememberUsers(
    'a',
    Array.from({ length: 6000 }, (_, i) => `user-${i}`),
  )
  expect(names('a')).toHaveLength(5000)
})
