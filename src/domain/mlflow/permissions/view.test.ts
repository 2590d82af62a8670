import { describe, expect, it } from 'vitest'
import { accessResource, accessTable } from './table'
import { experiment, tableOf } from './tables.test-support'
import { shownAccess, tagKeys, type AccessView } from './view'

const PLAIN: AccessView = {
  kind: 'experiment',
  user: '',
  resource: '',
  tag: '',
  explicitOnly: false,
  differ: [],
  sortUsers: 'name',
  sortResources: 'id',
  groupUsers: 'none',
  groupResources: 'none',
}
const base = tableOf('2.21.3', ['bob', 'admin', 'ann@x.org', 'eve@y.org'], [], {})
const resources = [
  accessResource(experiment('10'), 'site-a', [{ key: 'team', value: 'red' }]),
  accessResource(experiment('9'), 'site-b', [{ key: 'team', value: 'blue' }]),
  accessResource({ kind: 'registered-model', id: 'unet' }, 'unet', []),
  accessResource(experiment('21'), 'other', []),
]
const table = accessTable(base.users, resources, base.rules, ({ name }) => ({
  rows: new Map(
    name === 'ann@x.org'
      ? [
          ['e:9', 'MANAGE'],
          ['m:unet', 'READ'],
        ]
      : name === 'bob'
        ? [
            ['e:9', 'READ'],
            ['e:21', 'READ'],
          ]
        : [],
  ),
  rest: null,
}))
const shown = (view: Partial<AccessView>, isKept?: (user: string, key: string) => boolean) => {
  const { users, resources: columns } = shownAccess(table, { ...PLAIN, ...view }, isKept)
  return {
    users: users.map(({ title, places }) =>
      [title, ...places.map((u) => table.users[u]?.name)].join(' ').trim(),
    ),
    resources: columns.map(({ title, places }) =>
      [title, ...places.map((r) => table.resources[r]?.ref.id)].join(' ').trim(),
    ),
  }
}

describe('what of the matrix is shown', () => {
  it('is everything of a kind, users by name, experiments by number', () => {
    expect(shown({})).toEqual({ users: ['admin ann@x.org bob eve@y.org'], resources: ['9 10 21'] })
    expect(shown({ kind: 'registered-model' }).resources).toEqual(['unet'])
  })

  it('follows patterns of users, names, ids and tags', () => {
    expect(shown({ user: '*@*', resource: 'site*' })).toEqual({
      users: ['ann@x.org eve@y.org'],
      resources: ['9 10'],
    })
    expect(shown({ resource: '21' }).resources).toEqual(['21'])
    expect(shown({ tag: 'team' }).resources).toEqual(['9 10'])
    expect(shown({ tag: 'team=bl*' }).resources).toEqual(['9'])
  })

  it('leaves out who and what has no row, except for drafts', () => {
    expect(shown({ explicitOnly: true })).toEqual({ users: ['ann@x.org bob'], resources: ['9 21'] })
    expect(shown({ explicitOnly: true }, (user, key) => user === 'eve@y.org' && key === 'e:10')).toEqual({
      users: ['ann@x.org bob eve@y.org'],
      resources: ['9 10 21'],
    })
  })

  it('sorts by the number of rows', () => {
    expect(shown({ sortUsers: 'rows', sortResources: 'rows' })).toEqual({
      users: ['bob ann@x.org admin eve@y.org'],
      resources: ['9 21 10'],
    })
  })

  it('groups by standing, domain, prefix and tag', () => {
    expect(shown({ groupUsers: 'standing' }).users).toEqual([
      'Admins admin',
      'Managers ann@x.org',
      'With rows bob',
      'Without rows eve@y.org',
    ])
    expect(shown({ groupUsers: 'domain' }).users).toEqual([
      '@x.org ann@x.org',
      '@y.org eve@y.org',
      'No email address admin bob',
    ])
    expect(shown({ groupResources: 'prefix' }).resources).toEqual(['other 21', 'site 9 10'])
    expect(shown({ groupResources: 'tag:team' }).resources).toEqual(['blue 9', 'No team 21', 'red 10'])
    expect(tagKeys(table, 'experiment')).toEqual(['team'])
  })

  it('says of nobody that they have rows whose rows are not shown', () => {
    // One who is no admin: of two experiments told that bob has none there, of one that he has.
    const told = accessTable(base.users, resources, base.rules, ({ name }) => ({
      rows: new Map(name === 'bob' ? [['e:10', 'READ' as const]] : []),
      rest: 'hidden' as const,
      bare: new Set(name === 'eve@y.org' ? ['e:10'] : []),
    }))
    const groups = shownAccess(told, { ...PLAIN, groupUsers: 'standing' }).users
    expect(
      groups.map(({ title, places }) => [title, ...places.map((u) => told.users[u]?.name)].join(' ')),
    ).toEqual(['Admins admin', 'With rows bob', 'Rows not shown ann@x.org eve@y.org'])
  })

  it('shows where two users differ', () => {
    expect(shown({ differ: ['ann@x.org', 'bob'] })).toEqual({ users: ['ann@x.org bob'], resources: ['9 21'] })
  })
})
