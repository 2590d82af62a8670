import { describe, expect, it } from 'vitest'
import {
  choiceParam,
  defineParams,
  detectorsParam,
  integerParam,
  integersParam,
  membersOf,
  membersText,
  numberParam,
  valueFromText,
} from '~/drift/params'
import { numberFromText, parseParams } from './param-values'

const params = defineParams({
  bandwidth: choiceParam({
    label: 'Bandwidth',
    help: 'How it is found.',
    options: [
      { value: 'median', label: 'Median' },
      { value: 'given', label: 'Given' },
    ],
    default: 'median',
  }),
  sigma: numberParam({
    label: 'σ',
    help: 'Width.',
    shownWhen: { name: 'bandwidth', is: 'given' },
    min: 0,
    exclusiveMin: true,
    max: 100,
    default: 1,
  }),
  seed: integerParam({ label: 'Seed', help: 'Start.', min: 0, max: 10, default: 3 }),
})

describe('parseParams', () => {
  it('fills what is missing with defaults and drops what is unknown', () => {
    expect(parseParams(params, { seed: 4, other: 1 })).toEqual({
      values: { bandwidth: 'median', sigma: 1, seed: 4 },
      errors: {},
    })
  })

  it('gives each wrong value its own sentence and still returns valid values', () => {
    const { values, errors } = parseParams(params, { bandwidth: 'given', sigma: 0, seed: 2.5 })
    expect(values).toEqual({ bandwidth: 'given', sigma: 1, seed: 3 })
    expect(errors['sigma']).toContain('σ must be above 0 and at most 100')
    expect(errors['seed']).toContain('Seed must be a whole number from 0 to 10')
  })

  it('does not complain about a parameter that is switched off', () => {
    expect(parseParams(params, { sigma: -5 }).errors).toEqual({})
    expect(parseParams(params, { bandwidth: 'median', sigma: -5 }).errors).toEqual({})
  })
})

describe('numberFromText', () => {
  it.each([
    ['100', 100],
    [' 1 346 ', 1346],
    ['1\u202F346', 1346],
    ['.05', 0.05],
    ['5.', 5],
    ['1e-3', 0.001],
    ['−2', -2],
  ])('reads %j', (text, value) => {
    expect(numberFromText(text)).toBe(value)
  })

  it.each(['', 'abc', '1,000', '0,05', '1e', '0x10', 'Infinity', '--1'])('refuses %j', (text) => {
    expect(numberFromText(text)).toBeNaN()
  })
})

it('what is wrong between parameters has a sentence of its own', () => {
  const ordered = defineParams(
    {
      low: numberParam({ label: 'Low', help: 'The lower one.', min: 0, max: 9, default: 1 }),
      high: numberParam({ label: 'High', help: 'The higher one.', min: 0, max: 9, default: 2 }),
    },
    ({ low, high }) => (low < high ? null : 'Low must be below High, for example 1 and 2.'),
  )
  expect(parseParams(ordered, { low: 3, high: 4 })).toEqual({ values: { low: 3, high: 4 }, errors: {} })
  expect(parseParams(ordered, { low: 5, high: 4 })).toEqual({
    values: { low: 1, high: 2 },
    errors: { '': 'Low must be below High, for example 1 and 2.' },
  })
  expect(parseParams(ordered, { low: 50, high: 4 }).errors).toHaveProperty('low')
})

describe('lists', () => {
  const lists = defineParams({
    windows: integersParam({
      label: 'Windows',
      help: 'Rows.',
      min: 2,
      max: 500,
      most: 3,
      default: '10, 20',
    }),
    members: detectorsParam({ label: 'Members', help: 'Who votes.', of: 'stream', default: 'ddm,eddm' }),
  })
  const [windows, members] = lists.fields

  it.each(['5', '5,6', ' 5 , 6,500'])('takes %j as whole numbers', (text) => {
    expect(parseParams(lists, { windows: text }).errors).toEqual({})
  })

  it.each(['', '1', '5,5', '6,5', '2,3,4,5', '501', '5.5', '5,', 'many', 5])(
    'refuses %j as whole numbers, with a sentence',
    (text) => {
      expect(parseParams(lists, { windows: text }).errors['windows']).toBe(
        'Windows must be 1 to 3 different whole numbers from 2 to 500, smallest first, separated by commas, for example 10, 20.',
      )
    },
  )

  it('reads detectors with and without parameters, and writes them again', () => {
    const text = 'ddm,page-hinkley?threshold=20&mode=up,ddm?drift=2'
    expect(membersOf(text)).toEqual([
      { id: 'ddm', params: {} },
      { id: 'page-hinkley', params: { threshold: '20', mode: 'up' } },
      { id: 'ddm', params: { drift: '2' } },
    ])
    expect(membersText(membersOf(text) ?? [])).toBe(text)
    expect(parseParams(lists, { members: text }).errors).toEqual({})
    expect(parseParams(lists, { members: 'columns' }).errors).toEqual({})
  })

  it.each(['', 'ddm,', 'DDM', 'ddm?', 'ddm?x', 'ddm?x=', 'columns,ddm', `ddm${',ddm'.repeat(20)}`, 7])(
    'refuses %j as detectors',
    (text) => {
      expect(parseParams(lists, { members: text }).errors['members']).toMatch(/^Members must be 1 to 20 ids/)
    },
  )

  it('has text for a value', () => {
    expect(windows && valueFromText(windows, '5, 7')).toBe('5, 7')
    expect(members && valueFromText(members, 'ddm')).toBe('ddm')
  })
})
