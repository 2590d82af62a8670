import { describe, expect, it } from 'vitest'
import { changesSince } from './changes'
import { columnFindings, leavesBeside, recordLeaves } from './record-leaves'
import { recordAt } from './records.test-support'

const parameters = {
  p_value: 0.004,
  effect: 'Cliff’s δ',
  features_analyzed: ['humidity', 'wind'],
  columns: ['wind', 'humidity'],
  by_column: [
    {
      name: 'humidity',
      statistic: 0.31,
      raw_p_value: 0.002,
      adjusted_p_value: 0.004,
      effect_size: 0.4,
      drift: true,
    },
    {
      name: 'wind',
      statistic: 0.02,
      raw_p_value: 0.7,
      adjusted_p_value: 0.7,
      effect_size: 0.01,
      drift: false,
    },
  ],
  sigma: 1,
}
const paths = (leaves: readonly { path: string }[]) => leaves.map(({ path }) => path)

describe('findings by column', () => {
  it('are rows of a table: what is held against α is the corrected p', () => {
    expect(columnFindings(parameters)).toEqual({
      of: 'column',
      effect: 'Cliff’s δ',
      isCorrected: true,
      rows: [
        { name: 'humidity', statistic: 0.31, pValue: 0.004, effect: 0.4, threshold: null, drift: true },
        { name: 'wind', statistic: 0.02, pValue: 0.7, effect: 0.01, threshold: null, drift: false },
      ],
    })
    expect(paths(leavesBeside(parameters))).toEqual(['p_value', 'columns', 'sigma'])
  })

  it('of an ensemble are its members', () => {
    const found = columnFindings({ by_member: [{ name: 'ADWIN', p_value: 0.2, drift: false }] })
    expect(found).toMatchObject({ of: 'member', isCorrected: false, rows: [{ name: 'ADWIN', pValue: 0.2 }] })
  })

  it.each([
    [{}],
    [{ by_column: [] }],
    [{ by_column: 'humidity' }],
    [{ by_column: [1, 2] }],
    [{ by_column: [{ statistic: 1 }] }],
    [{ by_column: [{ name: 'a' }, { name: 'a' }] }],
    [JSON.parse('{"__proto__":{"by_column":[{"name":"a"}]}}') as Record<string, unknown>],
  ])('are none in %j', (odd) => {
    expect(columnFindings(odd)).toBeNull()
  })

  it('keep a name that is a key of every object', () => {
    const odd = JSON.parse('{"by_column":[{"name":"__proto__","statistic":1}]}') as Record<string, unknown>
    expect(columnFindings(odd)?.rows).toMatchObject([{ name: '__proto__', statistic: 1, drift: null }])
    expect(recordLeaves(odd)).toEqual([{ path: 'by_column.__proto__.statistic', kind: 'number', value: 1 }])
  })
})

it('columns are compared by name: another order is no change', () => {
  const turned = { ...parameters, by_column: parameters.by_column.toReversed() }
  const before = recordAt(0, { parameters })
  expect(changesSince(before, recordAt(1, { parameters: turned })).parameters).toEqual([])
  const [first, second] = parameters.by_column
  const changed = { ...parameters, by_column: [second, { ...first, statistic: 0.4 }] }
  expect(changesSince(before, recordAt(1, { parameters: changed })).parameters).toMatchObject([
    { path: 'by_column.humidity.statistic', before: { value: 0.31 }, after: { value: 0.4 } },
  ])
})
