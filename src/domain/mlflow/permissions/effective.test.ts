import { describe, expect, it } from 'vitest'
import { effectiveAt, mayChangeAny } from './effective'
import { grantableLevels } from './level'
import type { KnownDefault, RoleGrant } from './table'
import { type Rows, tableOf } from './tables.test-support'

const role = (name: string, pattern: string, level: RoleGrant['level']): RoleGrant => ({
  role: name,
  kind: 'experiment',
  pattern,
  level,
})

describe('what holds before roles (2.x)', () => {
  const table = tableOf(
    '2.21.3',
    ['admin', 'ann', 'bob'],
    ['1', '2'],
    { 'ann 1': 'EDIT', 'admin 1': 'READ' },
    {
      default: { level: 'READ', from: 'typed' },
      users: { bob: { roleGrants: [role('team', '*', 'MANAGE')] } },
    },
  )

  it('takes the own row, else the default, and admins before both', () => {
    expect(effectiveAt(table, 1, 0)).toEqual({ level: 'EDIT', source: 'explicit', roles: [] })
    expect(effectiveAt(table, 1, 1)).toEqual({ level: 'READ', source: 'default', roles: [] })
    expect(effectiveAt(table, 0, 0)).toEqual({ level: 'MANAGE', source: 'admin', roles: [] })
  })

  it('knows no roles', () => {
    expect(effectiveAt(table, 2, 0).source).toBe('default')
  })

  it('says that it does not know where the default is not told', () => {
    const silent = tableOf('2.21.3', ['ann'], ['1'], {})
    expect(effectiveAt(silent, 0, 0)).toEqual({ level: 'unknown', source: 'default', roles: [] })
  })
})

describe('whether one may change anything', () => {
  const known = { default: { level: 'READ', from: 'typed' } } as const
  const may = (rows: Rows, rules: { default?: KnownDefault } = known) =>
    mayChangeAny(tableOf('2.21.3', ['me', 'bob'], ['1', '2'], rows, rules), 'experiment')

  it('takes a Manage of such a thing, or a level that is not told: that may be one', () => {
    expect(may({ 'me 1': 'EDIT', 'bob 2': 'MANAGE' })).toBe(false)
    expect(may({ 'me 1': 'EDIT', 'me 2': 'MANAGE' })).toBe(true)
    expect(may({ 'me 1': 'EDIT' }, {})).toBe(true)
    const table = tableOf('2.21.3', ['me'], ['1'], { 'me 1': 'MANAGE' }, known)
    expect(mayChangeAny(table, 'registered-model')).toBe(false)
  })
})

describe('what holds with roles (3.13 and newer)', () => {
  const table = tableOf(
    '3.17.2',
    ['ann', 'bob', 'eve', 'joe'],
    ['1', '2'],
    { 'ann 1': 'READ', 'bob 1': 'MANAGE', 'joe 1': 'DENY' },
    {
      default: { level: 'NO_PERMISSIONS', from: 'measured' },
      users: {
        ann: { roleGrants: [role('team', '*', 'EDIT'), role('guests', '1', 'READ')] },
        bob: { roleGrants: [role('banned', '1', 'DENY')] },
        joe: { roleGrants: [role('team', '*', 'MANAGE')] },
      },
    },
  )

  it('takes the highest of the row and all roles, and names the role', () => {
    expect(effectiveAt(table, 0, 0)).toEqual({ level: 'EDIT', source: 'role', roles: ['team'] })
    expect(effectiveAt(table, 0, 1)).toEqual({ level: 'EDIT', source: 'role', roles: ['team'] })
  })

  it('lets a DENY stand before everything, from a role or a row', () => {
    expect(effectiveAt(table, 1, 0)).toEqual({ level: 'DENY', source: 'role', roles: ['banned'] })
    expect(effectiveAt(table, 3, 0)).toEqual({ level: 'DENY', source: 'explicit', roles: [] })
  })

  it('falls to the default last', () => {
    expect(effectiveAt(table, 2, 0)).toEqual({ level: 'NO_PERMISSIONS', source: 'default', roles: [] })
  })

  it('claims nothing of rows that are not told', () => {
    const owner = tableOf('3.17.2', ['me', 'ann'], ['1'], { 'me 1': 'MANAGE' }, { hidden: ['ann'] })
    expect(effectiveAt(owner, 0, 0).level).toBe('MANAGE')
    expect(effectiveAt(owner, 1, 0)).toEqual({ level: 'unknown', source: 'hidden', roles: [] })
    const roles = tableOf(
      '3.17.2',
      ['ann'],
      ['1', '2'],
      { 'ann 1': 'READ' },
      { users: { ann: { roleGrants: null } } },
    )
    expect(effectiveAt(roles, 0, 0).level).toBe('READ')
    expect(effectiveAt(roles, 0, 1)).toEqual({ level: 'unknown', source: 'hidden', roles: [] })
  })
})

describe('the levels a server takes', () => {
  const levels = (version: string) => grantableLevels(tableOf(version, [], [], {}).rules.abilities).join(' ')

  it('follow its version', () => {
    expect(levels('2.21.3')).toBe('NO_PERMISSIONS READ EDIT MANAGE')
    expect(levels('3.9.0')).toBe('NO_PERMISSIONS READ USE EDIT MANAGE')
    expect(levels('3.13.0')).toBe('READ USE EDIT MANAGE')
    expect(levels('3.17.2')).toBe('DENY READ USE EDIT MANAGE')
  })
})
