import { expect, test } from 'vitest'
import { abilitiesOf } from '~/domain/mlflow/abilities'
import { accessResource, type ServerRules } from '~/domain/mlflow/permissions/table'
import type { Person } from '~/queries/mlflow/people'
import { accessUser, ownOf, reachCsv, reachOf, reads } from './reach'
import { shownReach } from './reach-settings'

const rules = (version: string, level: 'READ' | null): ServerRules => ({
  version,
  abilities: abilitiesOf({
    text: version,
    major: Number(version.split('.')[0]),
    minor: Number(version.split('.')[1]),
  }),
  default: level === null ? null : { level, from: 'typed' },
})

const ada: Person = {
  name: '=ada',
  id: 7,
  isAdmin: false,
  rows: new Map([['e:1', 'MANAGE']]),
  roleGrants: [{ role: 'team', kind: 'registered-model', pattern: '*', level: 'EDIT' }],
  unreadable: [],
}
const first = accessResource({ kind: 'experiment', id: '1' }, 'first', [])
const second = accessResource({ kind: 'experiment', id: '2' }, 'second', [])
const model = accessResource({ kind: 'registered-model', id: 'net' }, 'net', [])

const rowsOf = (person: Person, by: ServerRules) =>
  [first, second, model].map((resource) =>
    reachOf(accessUser(person, null), resource, ownOf(person, resource), by),
  )

test('an own row, a role, and a default that is not told', () => {
  const rows = rowsOf(ada, rules('3.17', null))
  expect(rows.map(({ access, source }) => [access.level, source])).toEqual([
    ['MANAGE', 'Own row'],
    ['unknown', 'Server default, not known'],
    ['EDIT', 'Role team'],
  ])
  expect(rows.map(reads)).toEqual([true, 'unknown', true])
})

test('a default that was typed in, and what a server hides', () => {
  expect(rowsOf(ada, rules('2.21', 'READ')).map(({ source }) => source)).toEqual([
    'Own row',
    'Server default (typed)',
    'Server default (typed)',
  ])
  const hidden = rowsOf({ ...ada, rows: null, roleGrants: null }, rules('3.17', null))
  expect(hidden.map(({ own, source }) => [own, source])[0]).toEqual(['hidden', 'Not shown by the server'])
})

test('an admin reaches everything', () =>
  expect(
    rowsOf({ ...ada, isAdmin: true }, rules('2.21', null)).map(({ access, source }) => [
      access.level,
      source,
    ]),
  ).toEqual([
    ['MANAGE', 'Admin'],
    ['MANAGE', 'Admin'],
    ['MANAGE', 'Admin'],
  ]))

test('an export runs no formula and tells ids', () => {
  const lines = reachCsv(rowsOf(ada, rules('3.17', null))).split('\r\n')
  expect(lines[1]).toBe("'=ada,experiment,1,first,Manage,Own row,Manage")
  expect(lines[2]).toBe('\'=ada,experiment,2,second,Not shown,"Server default, not known",')
})

test('what may be reached is shown with what is', () => {
  const rows = rowsOf(ada, rules('3.17', null))
  const names = (settings: Parameters<typeof shownReach>[1]) =>
    shownReach(rows, settings).map(({ resource }) => resource.name)
  expect(names({ search: '', show: 'reached' })).toEqual(['first', 'second', 'net'])
  expect(names({ search: 'role team', show: 'all' })).toEqual(['net'])
  const shut = rowsOf({ ...ada, rows: new Map([['e:2', 'NO_PERMISSIONS']]) }, rules('2.21', 'READ'))
  expect(shownReach(shut, { search: '', show: 'reached' })).toHaveLength(2)
})
