import { describe, expect, it } from 'vitest'
import { atLeast, copyAccess, differingResources, levelForAll } from './bulk'
import { draftAt, EMPTY_DRAFT, withCells } from './draft'
import { patternTest } from './pattern'
import { tableOf } from './tables.test-support'

const table = tableOf('2.21.3', ['admin', 'ann', 'bob'], ['1', '2', '3'], {
  'ann 1': 'EDIT',
  'ann 2': 'READ',
  'bob 1': 'MANAGE',
})

describe('one for many', () => {
  it('sets one level for a block', () => {
    const cells = levelForAll(table, { users: [1, 2], resources: [0, 2] }, 'READ')
    expect(cells.map(({ user, key }) => `${user} ${key}`)).toEqual([
      'ann e:1',
      'ann e:3',
      'bob e:1',
      'bob e:3',
    ])
  })

  it('gives at least a level, and takes nothing away', () => {
    const cells = atLeast(table, EMPTY_DRAFT, { users: [0, 1, 2], resources: [0, 1, 2] }, 'READ')
    expect(cells.map(({ user, key }) => `${user} ${key}`)).toEqual(['ann e:3', 'bob e:2', 'bob e:3'])
  })

  it('counts what is drafted already', () => {
    const draft = withCells(EMPTY_DRAFT, [{ user: 'ann', key: 'e:3', level: 'EDIT' }])
    expect(atLeast(table, draft, { users: [1], resources: [0, 1, 2] }, 'READ')).toEqual([])
  })

  it('copies rows: adding to what is there, or exactly', () => {
    const block = { users: [2], resources: [0, 1, 2] }
    expect(copyAccess(table, EMPTY_DRAFT, 1, block, 'add')).toEqual([
      { user: 'bob', key: 'e:2', level: 'READ' },
    ])
    const same = withCells(EMPTY_DRAFT, copyAccess(table, EMPTY_DRAFT, 1, block, 'same'))
    expect(draftAt(same, 'bob', 'e:1')).toBe('EDIT')
    expect(draftAt(same, 'bob', 'e:3')).toBeNull()
  })

  it('finds where two users differ', () => {
    expect(differingResources(table, 1, 2)).toEqual([0, 1])
  })
})

describe('a pattern', () => {
  it.each([
    ['', 'anything', true],
    ['therm', 'the-Thermal-one', true],
    ['therm*', 'the-Thermal-one', false],
    ['*therm*', 'the-Thermal-one', true],
    ['site-?-trainer', 'site-3-trainer', true],
    ['site-?-trainer', 'site-31-trainer', false],
    ['a*, b*', 'beta', true],
    ['*a*a*a*a*b', 'a'.repeat(2000), false],
    ['[x]*', '[x]y', true],
  ])('%s on %s', (pattern, text, expected) => {
    expect(patternTest(pattern)(text)).toBe(expected)
  })
})
