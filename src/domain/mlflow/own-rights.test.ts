import { expect, test } from 'vitest'
import { type OwnRights, reachOf, refusalOf } from './own-rights'
import type { MlflowLevel } from './permissions/level'
import type { RoleGrant } from './permissions/table'

const experiment = (id: string) => ({ kind: 'experiment', id }) as const
const rows = new Map<string, MlflowLevel>([
  ['e:1', 'READ'],
  ['e:2', 'EDIT'],
  ['e:3', 'MANAGE'],
  ['m:3', 'USE'],
])
const own: OwnRights = { isAdmin: false, rows, roleGrants: [], unknown: new Set(['4']) }
const byRoles = (...grants: Omit<RoleGrant, 'role'>[]): OwnRights => ({
  ...own,
  roleGrants: grants.map((grant) => ({ role: 'team', ...grant })),
})

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

test('roles and rows unite: the highest holds, and DENY before it', () => {
  const editor = byRoles({ kind: 'experiment', pattern: '*', level: 'EDIT' })
  expect(refusalOf(editor, experiment('1'), 'update')).toBeNull()
  expect(refusalOf(editor, experiment('no row'), 'delete')).toContain('your permission is EDIT')
  expect(refusalOf(editor, { kind: 'model', id: '3' }, 'update')).toContain('your permission is USE')
  const boss = byRoles({ kind: 'any', pattern: '*', level: 'MANAGE' })
  expect(refusalOf(boss, { kind: 'model', id: 'any' }, 'delete')).toBeNull()
  const denied = byRoles({ kind: 'experiment', pattern: '3', level: 'DENY' })
  expect(refusalOf(denied, experiment('3'), 'update')).toContain('your permission is DENY')
  expect(refusalOf(denied, experiment('2'), 'update')).toBeNull()
})

test('where it is not known, the server decides; an admin may everything', () => {
  expect(refusalOf(own, experiment('no row'), 'delete')).toBeNull()
  expect(refusalOf(own, experiment('4'), 'delete')).toBeNull()
  expect(refusalOf({ ...own, unknown: new Set(['*']) }, experiment('1'), 'delete')).toBeNull()
  expect(refusalOf({ ...own, rows: null }, experiment('1'), 'delete')).toBeNull()
  expect(refusalOf({ ...own, roleGrants: null }, experiment('1'), 'delete')).toBeNull()
  expect(refusalOf(null, experiment('1'), 'delete')).toBeNull()
  expect(refusalOf({ ...own, isAdmin: true }, experiment('1'), 'delete')).toBeNull()
})

test('how far one comes is told where rows, roles or the server said it', () => {
  const levels = ['1', '2', '3', 'no row'].map((id) => reachOf(own, experiment(id), null))
  expect(levels).toEqual(['read', 'edit', 'manage', null])
  expect(reachOf(own, experiment('no row'), { update: false, delete: false })).toBe('read')
  expect(reachOf({ ...own, isAdmin: true }, experiment('1'), null)).toBe('manage')
  expect(reachOf(null, experiment('1'), { update: true, delete: true })).toBeNull()
})
