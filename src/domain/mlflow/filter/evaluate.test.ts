import { describe, expect, it } from 'vitest'

import { compileFilter, type RunFields, type Semantics } from './evaluate'
import { fieldsOf, type PlainRun } from './filters.test-support'
import { parseFilter } from './parse'

const RUN: PlainRun = {
  id: 'a1',
  attributes: {
    run_id: 'a1',
    run_name: 'site-1-SC4FOLD',
    status: 'FINISHED',
    start_time: 1000,
    end_time: null,
  },
  metrics: { acc: 0.9, zero: 0, nan: Number.NaN, inf: Number.POSITIVE_INFINITY },
  params: { lr: '1e-2', model: 'UNet', none: 'None' },
  tags: { note: 'Größe\nzwei' },
  datasets: [
    { name: 'thermal', digest: '8b', context: 'train' },
    { name: 'rgb', digest: '9c', context: null },
  ],
}

function matches(text: string, semantics?: Semantics): boolean {
  const parsed = parseFilter(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return compileFilter(parsed.filter, semantics)(fieldsOf(RUN))
}

describe('compileFilter', () => {
  it.each([
    ['', true],
    ['sc4fold', true],
    ['SITE_1', true],
    ['metrics.acc > 0.8', true],
    ['metrics.acc = 0.9', true],
    ['metrics.none != 1', false],
    ['NOT metrics.none = 1', true],
    ['metrics.none IS NULL', true],
    ['metrics.nan = 0', false],
    ['metrics.nan != 0', true],
    ['metrics.nan < 1', false],
    ['metrics.nan = NaN', true],
    ['metrics.nan != NaN', false],
    ['metrics.acc != NaN', true],
    ['metrics.inf = 1.7976931348623157e308', true],
    ['metrics.inf = inf', true],
    ['metrics.acc IN (0.1, 0.9)', true],
    ['params.lr = 0.01', true],
    ["params.lr = '0.01'", false],
    ['params.lr < 0.1', true],
    ['params.model != 3', false],
    ['params.model > 1', false],
    ["params.model = 'unet'", false],
    ["params.model LIKE 'unet'", false],
    ["params.model ILIKE 'unet'", true],
    ["params.model LIKE 'Net'", false],
    ["params.model LIKE '_Net'", true],
    ["params.model NOT LIKE 'x%'", true],
    ["params.gone NOT LIKE 'x%'", false],
    ["params.gone NOT IN ('x')", false],
    ["params.none = 'None'", true],
    ["tags.note ILIKE 'größe%ZWEI'", true],
    ["tags.note ILIKE 'GRÖSSE%'", false],
    ["dataset.name = 'rgb'", true],
    ["dataset.name != 'rgb'", true],
    ["dataset.context != 'train'", false],
    ['dataset.context IS NULL', false],
    ['end_time > 0', false],
    ['end_time IS NULL', true],
    ['start_time = 1000', true],
    ['acc OR sc4fold', true],
  ])('%s is %s', (text, expected) => {
    expect(matches(text)).toBe(expected)
  })

  it('follows a store that keeps NaN as 0 and folds A–Z alone', () => {
    const old: Semantics = { isNanZero: true, foldsAllLetters: false }
    expect(matches('metrics.nan = 0', old)).toBe(true)
    expect(matches('metrics.nan != 0', old)).toBe(false)
    expect(matches('metrics.nan < 1', old)).toBe(true)
    expect(matches("tags.note ILIKE 'GRÖ%'", old)).toBe(false)
    expect(matches("tags.note ILIKE 'GR_%'", old)).toBe(true)
  })

  it('takes a pattern apart without running away', () => {
    const long = { ...RUN, tags: { note: `${'a'.repeat(20_000)}b` } }
    const parsed = parseFilter(`tags.note LIKE '${'%a'.repeat(50)}_c'`)
    expect(parsed.ok && compileFilter(parsed.filter)(fieldsOf(long))).toBe(false)
  })

  it('asks a run only for the fields of its clauses', () => {
    const asked: string[] = []
    const run: RunFields = {
      ...fieldsOf(RUN),
      metric: (key) => {
        asked.push(key)
        return 1
      },
    }
    const parsed = parseFilter('metrics.a > 2 AND metrics.b > 2')
    expect(parsed.ok && compileFilter(parsed.filter)(run)).toBe(false)
    expect(asked).toEqual(['a'])
  })
})

describe('numbers in parameters', () => {
  it.each([
    ['1e-2', true],
    [' 0.01 ', true],
    ['+.01', true],
    ['0x0', false],
    ['', false],
    [' ', false],
    ['NaN', false],
    ['Infinity', false],
    ['0.01s', false],
    ['1_0', false],
    ['True', false],
  ])('%j is one: %s', (text, isNumber) => {
    const parsed = parseFilter('params.lr < 1')
    const run = { ...RUN, params: { lr: text } }
    expect(parsed.ok && compileFilter(parsed.filter)(fieldsOf(run))).toBe(isNumber)
  })
})
