import { describe, expect, test } from 'vitest'
import { isShippedPassword, lastAdminFault, userNameFault, userNameNote } from './account'

describe('names', () => {
  test.each(['ada@example.org', 'Ada Lovelace', 'größe'])('%s can be one', (name) =>
    expect(userNameFault(name)).toBeNull(),
  )
  test.each([
    ['', 'Type a name'],
    ['co:lon', 'never sign in'],
    [' ada', 'space'],
    ['a\nb', 'control'],
    ['n'.repeat(256), 'at most 255'],
  ])('%j cannot', (name, why) => expect(userNameFault(name)).toContain(why))
  test('letters outside of English are noted', () => {
    expect(userNameNote('größe')).toContain('refuse')
    expect(userNameNote('ada@example.org')).toBeNull()
  })
})

describe('passwords', () => {
  test('the shipped ones are known', () => {
    expect(['password', 'password1234', 'Password'].map(isShippedPassword)).toEqual([true, true, false])
  })
})

describe('the last admin', () => {
  const person = (name: string, isAdmin: boolean | null) => ({ name, isAdmin })
  test('stays one', () => {
    expect(lastAdminFault('ada', [person('ada', true), person('bob', false)])).toContain(
      'the last known admin',
    )
    expect(lastAdminFault('ada', [person('ada', true), person('bob', null)])).toContain('may be')
  })
  test('is free where there is another', () =>
    expect(lastAdminFault('ada', [person('ada', true), person('bob', true)])).toBeNull())
})
