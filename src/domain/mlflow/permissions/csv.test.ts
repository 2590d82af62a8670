import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accessCsv, readAccessCsv, reviewCsv } from './csv'
import { EMPTY_DRAFT, withCells } from './draft'
import { MLFLOW_LEVELS, type MlflowLevel } from './level'
import { reviewOf } from './review'
import { ownAt } from './table'
import { tableOf } from './tables.test-support'

const table = tableOf('2.21.3', ['ann', 'bob'], ['1', '2'], { 'ann 1': 'EDIT' })
const read = (text: string, allowNew = false) => readAccessCsv(text, table, 'experiment', allowNew)

describe('an imported list', () => {
  it('takes names, ids, and columns in any order', () => {
    expect(read('Level;User;Experiment\nread;bob;name of 1\nMANAGE;bob;2\nNone;ann;1')).toEqual({
      cells: [
        { user: 'bob', key: 'e:1', level: 'READ' },
        { user: 'bob', key: 'e:2', level: 'MANAGE' },
        { user: 'ann', key: 'e:1', level: null },
      ],
      faults: [],
      newUsers: [],
    })
  })

  it('tells each line that it does not take', () => {
    const { cells, faults } = read(
      [
        'user,experiment,level',
        'bob,1,Read',
        'bob,1,Edit',
        'eve,1,Read',
        'bob,9,Read',
        'bob,2,Write',
        ',2,Read',
      ].join('\n'),
    )
    expect(cells).toEqual([{ user: 'bob', key: 'e:1', level: 'READ' }])
    expect(faults).toEqual([
      { line: 3, says: 'bob and this resource are already in line 2, which is the one that counts.' },
      { line: 4, says: 'The server has no user “eve”.' },
      { line: 5, says: 'There is no experiment called “9”.' },
      { line: 6, says: '“Write” is not a level: write None, Read, Edit or Manage.' },
      { line: 7, says: 'The line names no user.' },
    ])
  })

  it('takes unknown users where the server lists nobody, but none that cannot be', () => {
    const found = read('user,experiment,level\neve,1,Read\ne:ve,1,Read', true)
    expect(found.newUsers).toEqual(['eve'])
    expect(found.faults).toEqual([{ line: 3, says: '“e:ve” cannot be a user: a name has no colon.' }])
  })

  it('says what a first line lacks', () => {
    expect(read('who,what\nann,1').faults[0]?.says).toContain('“user” and “experiment”')
    expect(read('').faults[0]?.says).toBe('The file is empty.')
  })

  it('asks for the id where a name is not one', () => {
    const twice = tableOf('2.21.3', ['ann'], ['1', '2'], {})
    const same = { ...twice, resources: twice.resources.map((one) => ({ ...one, name: 'same' })) }
    const found = readAccessCsv('user,experiment,level\nann,same,Read', same, 'experiment', false)
    expect(found.faults[0]?.says).toBe('Several experiments are called “same”: write the id.')
  })
})

describe('an exported list', () => {
  it('holds what is told and why, and no formula', () => {
    const odd = tableOf('2.21.3', ['=cmd()', 'bob'], ['1'], { '=cmd() 1': 'READ' })
    expect(accessCsv(odd, [0, 1], [0], true)).toBe(
      'user,kind,id,name,level,effective,source\r\n' +
        "'=cmd(),experiment,1,name of 1,Read,Read,explicit\r\n" +
        'bob,experiment,1,name of 1,,not shown,default\r\n',
    )
  })

  it('comes back as it was, whatever users are called', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc
            .string({ unit: 'grapheme', minLength: 1 })
            .filter((name) => name.trim() === name && !name.includes(':')),
          { minLength: 1, maxLength: 5 },
        ),
        fc.array(fc.constantFrom<MlflowLevel | null>(null, ...MLFLOW_LEVELS), { minLength: 5, maxLength: 5 }),
        (names, given) => {
          const rows = Object.fromEntries(
            names.flatMap((name, i) => (given[i] ? [[`${name} 1`, given[i]] as const] : [])),
          )
          const one = tableOf('3.17.2', names, ['1'], rows)
          const text = accessCsv(
            one,
            names.map((_, i) => i),
            [0],
            true,
          )
          const { cells, faults } = readAccessCsv(text, one, 'experiment', false)
          expect(faults).toEqual([])
          expect(cells).toEqual(
            names.flatMap((user, u) => {
              const level = ownAt(one, u, 0)
              return level === null ? [] : [{ user, key: 'e:1', level }]
            }),
          )
        },
      ),
    )
  })

  it('of a review can be imported again', () => {
    const draft = withCells(EMPTY_DRAFT, [
      { user: 'ann', key: 'e:1', level: null },
      { user: 'bob', key: 'e:2', level: 'EDIT' },
    ])
    const { cells } = read(reviewCsv(reviewOf(draft, table)))
    expect(withCells(EMPTY_DRAFT, cells).cells).toEqual(draft.cells)
  })
})
