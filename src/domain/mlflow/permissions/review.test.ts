import { describe, expect, it } from 'vitest'
import { EMPTY_DRAFT, withCells, type DraftCell } from './draft'
import { reviewOf, withoutSettled } from './review'
import { tableOf } from './tables.test-support'
import type { AccessTable } from './table'

const review = (table: AccessTable, ...cells: DraftCell[]) => reviewOf(withCells(EMPTY_DRAFT, cells), table)
const cell = (user: string, id: string, level: DraftCell['level']): DraftCell => ({
  user,
  key: `e:${id}`,
  level,
})
const codes = (table: AccessTable, ...cells: DraftCell[]) =>
  review(table, ...cells).warnings.map(({ code }) => code)

const rows = {
  'ann 1': 'MANAGE',
  'ann 2': 'READ',
  'bob 1': 'READ',
  'admin 1': 'MANAGE',
  'me 2': 'MANAGE',
} as const
const closed = { level: 'NO_PERMISSIONS', from: 'typed' } as const
const table = tableOf('3.9.0', ['admin', 'ann', 'bob', 'me'], ['1', '2'], rows, { default: closed })

describe('a review', () => {
  it('says before and after, by user, and leaves out what is so already', () => {
    const found = review(table, cell('bob', '2', 'READ'), cell('ann', '2', 'EDIT'), cell('bob', '1', 'READ'))
    expect(
      found.byUser.map(({ user, changes }) => [
        user.name,
        changes.map(({ before, after }) => [before, after]),
      ]),
    ).toEqual([
      ['ann', [['READ', 'EDIT']]],
      ['bob', [[null, 'READ']]],
    ])
    expect(found.requests).toBe(6)
  })

  it('counts revoke and grant as two', () => {
    const newer = tableOf('3.17.2', ['ann'], ['1', '2'], { 'ann 1': 'READ' })
    expect(review(newer, cell('ann', '1', 'EDIT'), cell('ann', '2', 'EDIT')).requests).toBe(4 + 3)
  })

  it('tells cells whose user or experiment is gone', () => {
    expect(review(table, cell('ann', '9', 'READ'), cell('eve', '1', 'READ')).lost).toEqual([
      { user: 'ann', key: 'e:9' },
      { user: 'eve', key: 'e:1' },
    ])
  })

  it('drops from a draft what the server holds', () => {
    const draft = withCells(EMPTY_DRAFT, [cell('bob', '1', 'READ'), cell('bob', '2', 'READ')])
    expect([...(withoutSettled(draft, table).cells.get('bob') ?? [])]).toEqual([['e:2', 'READ']])
  })

  it('warns when the last manager goes, admins aside', () => {
    const found = review(table, cell('ann', '1', 'EDIT'))
    expect(found.warnings[0]).toMatchObject({
      code: 'last-manager',
      tone: 'fail',
      title: 'name of 1 loses its last manager.',
      text: 'ann goes from Manage to Edit; only admins could change access after that.',
    })
    expect(codes(table, cell('ann', '1', 'EDIT'), cell('bob', '1', 'MANAGE'))).not.toContain('last-manager')
  })

  it('does not claim it where it cannot see the others', () => {
    const owner = tableOf('3.17.2', ['me', 'ann'], ['1'], { 'me 1': 'MANAGE' }, { hidden: ['ann'] })
    const found = review(owner, cell('me', '1', null))
    expect(found.warnings.map(({ title }) => title)).toContain('name of 1 may lose its last manager.')
    expect(found.warnings.map(({ code }) => code)).toContain('yourself')
  })

  it('warns of rows of admins, of shutting out a creator, and of a level that is not there', () => {
    expect(codes(table, cell('admin', '2', 'READ'))).toEqual(['admin-unaffected'])
    expect(codes(table, cell('ann', '1', 'NO_PERMISSIONS'))).toContain('creator-shut-out')
    expect(codes(table, cell('bob', '2', 'DENY'))).toContain('level-unknown-here')
    expect(codes(table, cell('bob', '2', 'USE'))).toEqual([])
  })

  it('does not apply a lower own Manage where the server changes by revoke + grant', () => {
    const on = (version: string, user: string, more = {}) =>
      review(
        tableOf(version, [user, 'ann'], ['1'], { [`${user} 1`]: 'MANAGE', 'ann 1': 'MANAGE' }, more),
        cell(user, '1', 'READ'),
        cell('ann', '1', 'EDIT'),
      )
    const newer = on('3.17.2', 'me')
    expect(newer.warnings.map(({ code, tone }) => [code, tone])).toEqual([['own-manage-stays', 'fail']])
    expect(newer.warnings[0]?.text).toContain('you could not give yourself Read on name of 1')
    expect(newer.applicable.map(({ user }) => user.name)).toEqual(['ann'])
    // Taken away whole it goes, and elsewhere it is one change.
    const owner = tableOf('3.17.2', ['me', 'ann'], ['1'], { 'me 1': 'MANAGE', 'ann 1': 'MANAGE' })
    expect(codes(owner, cell('me', '1', null))).toContain('yourself')
    expect(review(owner, cell('me', '1', null)).applicable).toHaveLength(1)
    expect(on('2.21.3', 'me').applicable).toHaveLength(2)
    expect(on('3.17.2', 'admin', { users: { admin: { isYou: true } } }).applicable).toHaveLength(2)
  })

  it('warns who does not manage a thing, as far as that is known', () => {
    const mine = { 'me 1': 'EDIT', 'me 2': 'MANAGE' } as const
    const names = ['me', 'bob']
    const told = review(
      tableOf('2.21.3', names, ['1', '2', '3'], mine, { default: closed }),
      cell('bob', '1', 'READ'),
      cell('bob', '2', 'READ'),
      cell('bob', '3', 'READ'),
    ).warnings
    expect(told).toMatchObject([
      {
        code: 'not-managed',
        title: 'You do not manage name of 1.',
        text: 'Giving and taking access needs Manage: expect the server to refuse this. The same for 1 more.',
      },
    ])
    expect(codes(tableOf('2.21.3', names, ['3'], {}), cell('bob', '3', 'READ'))).toEqual([])
  })

  it('warns that None is no lock before 3.6 and 3.7', () => {
    const words = (version: string) =>
      review(
        tableOf(version, ['bob'], ['1'], { 'bob 1': 'READ' }, { default: closed }),
        cell('bob', '1', null),
      ).warnings.map(({ text }) => text)
    expect(words('2.21.3')).toEqual(['On MLflow 2.21.3 bob can still search and download runs of name of 1.'])
    expect(words('3.6.0')).toEqual(['On MLflow 3.6.0 bob can still download files of name of 1.'])
    expect(words('3.7.0')).toEqual([])
  })

  it('warns where the default gives what a row took', () => {
    const open = tableOf(
      '3.9.0',
      ['bob'],
      ['1'],
      { 'bob 1': 'EDIT' },
      { default: { level: 'READ', from: 'typed' } },
    )
    expect(review(open, cell('bob', '1', null)).warnings.map(({ text }) => text)).toEqual([
      'bob keeps Read on name of 1, like everybody else.',
    ])
    expect(codes(tableOf('3.9.0', ['bob'], ['1'], { 'bob 1': 'EDIT' }), cell('bob', '1', null))).toEqual([
      'falls-to-default',
    ])
  })

  it('warns where a role gives more than the new row', () => {
    const roles = tableOf(
      '3.17.2',
      ['bob'],
      ['1'],
      { 'bob 1': 'EDIT' },
      {
        default: closed,
        users: { bob: { roleGrants: [{ role: 'team', kind: 'any', pattern: '*', level: 'EDIT' }] } },
      },
    )
    expect(review(roles, cell('bob', '1', 'READ')).warnings.map(({ text }) => text)).toEqual([
      'bob keeps Edit on name of 1 by a role, whatever the row says.',
    ])
    expect(codes(roles, cell('bob', '1', 'DENY'))).toEqual([])
  })

  it('reviews 10,000 cells quickly', () => {
    const users = Array.from({ length: 100 }, (_, i) => `user-${i}`)
    const ids = Array.from({ length: 500 }, (_, i) => String(i))
    const large = tableOf('2.21.3', users, ids, {})
    const cells = users.slice(0, 20).flatMap((user) => ids.map((id) => cell(user, id, 'READ')))
    const before = performance.now()
    const found = review(large, ...cells)
    // The bench measures it; this only refuses something quadratic.
    expect(performance.now() - before).toBeLessThan(2000)
    expect(found.changes).toHaveLength(10_000)
  })
})
