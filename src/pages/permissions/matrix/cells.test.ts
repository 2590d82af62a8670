import { expect, it } from 'vitest'
import { abilitiesOf, parseVersion } from '~/domain/mlflow/abilities'
import { EMPTY_DRAFT, withCells } from '~/domain/mlflow/permissions/draft'
import { accessResource, accessTable, type AccessTable } from '~/domain/mlflow/permissions/table'
import { cellOf } from './cells'

const version = parseVersion('3.17.2')!
const resources = ['1', '2'].map((id) => accessResource({ kind: 'experiment', id }, `exp ${id}`, []))

function tableWith(rest: null | 'hidden'): AccessTable {
  return accessTable(
    [
      { name: 'ann', isAdmin: false, isYou: false, roleGrants: [] },
      { name: 'root', isAdmin: true, isYou: false, roleGrants: [] },
      {
        name: 'bob',
        isAdmin: false,
        isYou: false,
        roleGrants: [{ role: 'team', kind: 'experiment', pattern: '2', level: 'EDIT' }],
      },
    ],
    resources,
    { version: version.text, abilities: abilitiesOf(version), default: { level: 'READ', from: 'measured' } },
    ({ name }) => ({ rows: new Map(name === 'ann' && rest === null ? [['e:1', 'MANAGE']] : []), rest }),
  )
}

const table = tableWith(null)
const nothing = { lastSet: new Map(), unread: new Map() }
const cell = (u: number, r: number, draft = EMPTY_DRAFT) => {
  const { text, look, isDraft, says } = cellOf(table, draft, nothing, u, r)
  return [text, look, isDraft, says]
}

it('fills a row, and says in grey what holds without one', () => {
  expect(cell(0, 0)).toEqual(['Manage', 'fill-4', false, 'ann, exp 1: Manage, a row'])
  expect(cell(0, 1)).toEqual(['read', 'word', false, 'ann, exp 2: no row; Read by the server’s default'])
  expect(cell(1, 0)).toEqual(['admin', 'word', false, 'root, exp 1: no row; an admin may do everything'])
  expect(cell(2, 1)).toEqual(['edit', 'word', false, 'bob, exp 2: Edit by the role team'])
})

it('shows a draft in the place of the row, and both in words', () => {
  const draft = withCells(EMPTY_DRAFT, [
    { user: 'ann', key: 'e:1', level: null },
    { user: 'ann', key: 'e:2', level: 'DENY' },
  ])
  expect(cell(0, 0, draft)).toEqual([
    'read',
    'word',
    true,
    'ann, exp 1: no row; Read by the server’s default. Draft: Manage → None',
  ])
  expect(cell(0, 1, draft)).toEqual(['Deny', 'shut', true, 'ann, exp 2: Deny, a row. Draft: None → Deny'])
})

it('says what the server does not tell, and what was set from here', () => {
  const hidden = tableWith('hidden')
  expect(cellOf(hidden, EMPTY_DRAFT, nothing, 0, 0).text).toBe('?')
  const set = { ...nothing, lastSet: new Map([['ann\ne:1', 'EDIT' as const]]) }
  expect(cellOf(hidden, EMPTY_DRAFT, set, 0, 0)).toMatchObject({ text: 'Edit', mark: '*' })
  const reading = { ...nothing, unread: new Map([['ann', 'reading' as const]]) }
  expect(cellOf(hidden, EMPTY_DRAFT, reading, 0, 0)).toMatchObject({ text: '…' })
})
