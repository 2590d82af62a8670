import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countFederations, federationGroups, federations, siteOf } from './federation'
import { groupRows, summarise } from './group'
import { countNested, nestRows } from './nest'
import type { RunIndex } from './run-index'
import { idsOf, indexOf, runOf } from './runs.test-support'

const all = (index: RunIndex) => index.rowsByStart()

describe('groups', () => {
  const index = indexOf(
    { params: { model: 'unet', lr: '1' }, metrics: { acc: 2 } },
    { params: { model: 'unet', lr: '1' }, metrics: { acc: 4 } },
    { params: { model: 'segformer', lr: '1' }, metrics: { acc: 9 } },
    { params: { lr: '1' } },
    { params: { model: 'unet', lr: '2' }, metrics: { acc: Number.NaN } },
  )

  test('by several keys, in the order of their first rows; a missing value is a group too', () => {
    const groups = groupRows(index, all(index), ['param:model', 'param:lr'])
    expect(groups.map(({ values, rows }) => [values, idsOf(index, rows)])).toEqual([
      [['unet', '2'], ['r4']],
      [[null, '1'], ['r3']],
      [['segformer', '1'], ['r2']],
      [
        ['unet', '1'],
        ['r1', 'r0'],
      ],
    ])
  })

  test('count, mean, sample deviation and range leave NaN out; one value has no deviation', () => {
    const [unet] = groupRows(index, all(index), ['param:model'])
    expect(summarise(index, unet!.rows, { column: 'metric:acc' })).toEqual({
      type: 'number',
      count: 2,
      mean: 3,
      sd: Math.SQRT2,
      min: 2,
      max: 4,
    })
    expect(summarise(index, Uint32Array.of(2), { column: 'metric:acc' })).toMatchObject({ mean: 9, sd: null })
    expect(summarise(index, Uint32Array.of(3), { column: 'metric:acc' })).toMatchObject({
      count: 0,
      mean: null,
      min: null,
    })
    expect(summarise(index, unet!.rows, { column: 'param:model' })).toEqual({
      type: 'text',
      count: 3,
      distinct: 1,
      common: 'unet',
      counts: [{ text: 'unet', count: 3 }],
    })
    expect(summarise(index, all(index), { column: 'param:model' })).toMatchObject({
      distinct: 2,
      common: null,
    })
  })

  test('mean and deviation agree with the two-pass formula, far from 0 too', () => {
    const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 40 })
    fc.assert(
      fc.property(values, fc.constantFrom(0, 1e6), (values, offset) => {
        const shifted = values.map((value) => value + offset)
        const grouped = indexOf(...shifted.map((acc) => ({ metrics: { acc } })))
        const summary = summarise(grouped, all(grouped), { column: 'metric:acc' })
        const mean = shifted.reduce((sum, value) => sum + value, 0) / shifted.length
        const squares = shifted.reduce((sum, value) => sum + (value - mean) ** 2, 0)
        expect(summary).toMatchObject({ mean: expect.closeTo(mean, 6) as number })
        expect(summary.type === 'number' && summary.sd).toBeCloseTo(
          Math.sqrt(squares / (shifted.length - 1)),
          5,
        )
      }),
    )
  })
})

describe('nested runs', () => {
  const parent = (id: string) => ({ tags: { 'mlflow.parentRunId': id } })
  const outline = (index: RunIndex, isOpen?: (row: number) => boolean) =>
    nestRows(index, all(index), isOpen).map(
      ({ row, depth, children, isOrphan }) =>
        `${'-'.repeat(depth)}${index.idOf(row)}${children > 0 ? `(${children})` : ''}${isOrphan ? '?' : ''}`,
    )

  test('children stand below their parents in the order of the table; a missing parent is said', () => {
    const index = indexOf({}, parent('r0'), parent('r1'), parent('gone'), parent('r0'), {
      tags: { 'mlflow.parentRunId': '' },
    })
    expect(outline(index)).toEqual(['r5', 'r3?', 'r0(2)', '-r4', '-r1(1)', '--r2'])
    expect(countNested(index)).toBe(3)
    expect(outline(index, (row) => index.idOf(row) !== 'r1')).toEqual(['r5', 'r3?', 'r0(2)', '-r4', '-r1(1)'])
  })

  test('circles are cut at their first run, and every run is listed once', () => {
    const index = indexOf(parent('r2'), parent('r0'), parent('r1'), parent('r3'), parent('r1'))
    expect(outline(index)).toEqual(['r3', 'r2(1)', '-r0(1)', '--r1(1)', '---r4'])
  })

  test('any parents at all: every row once', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(14), { maxLength: 12 }), (parents) => {
        const index = indexOf(...parents.map((p) => parent(`r${p}`)))
        const rows = nestRows(index, all(index)).map(({ row }) => row)
        expect(rows.toSorted((a, b) => a - b)).toEqual(parents.map((_, i) => i))
      }),
    )
  })
})

describe('federations', () => {
  const named = (...names: string[]) => indexOf(...names.map((name) => ({ name })))
  const outline = (index: RunIndex) =>
    federations(index, all(index)).map(({ name, sites }) => [
      name,
      sites.map(({ site, row }) => `${site}:${index.idOf(row)}`).join(' '),
    ])

  test('the runs of the talk: four trainings at sites 1 and 3', () => {
    const trainings = ['SC4FOLD', '09b03-Thermal', '05718-Thermal', 'FedOpt']
    const index = named(...trainings.flatMap((name) => [`site-1-${name}`, `site-3-${name}`]))
    expect(outline(index)).toEqual([
      ['FedOpt', '1:r6 3:r7'],
      ['05718-Thermal', '1:r4 3:r5'],
      ['09b03-Thermal', '1:r2 3:r3'],
      ['SC4FOLD', '1:r0 3:r1'],
    ])
  })

  test('as groups: sites side by side in the order of the rows, what belongs to none last', () => {
    const index = named('site-3-A', 'alone', 'site-1-A', 'site-1-B', 'site-2-B')
    const groups = federationGroups(index, Uint32Array.of(2, 1, 3, 4, 0))
    expect(groups.map(({ values, rows }) => [values[0], idsOf(index, rows)])).toEqual([
      ['A', ['r2', 'r0']],
      ['B', ['r3', 'r4']],
      [null, ['r1']],
    ])
    expect(federationGroups(index, Uint32Array.of(1)).map(({ values }) => values)).toEqual([[null]])
    // A filter that one of its sites alone matches.
    expect(federationGroups(index, Uint32Array.of(0)).map(({ values }) => values)).toEqual([['A']])
  })

  test('unrelated names, a site alone and another experiment are no federation', () => {
    expect(outline(named('site-1-A', 'site-2-B', 'website-1-A', 'site-A-A', 'site-2', 'site 2-A'))).toEqual(
      [],
    )
    const apart = indexOf({ name: 'site-1-A', experimentId: '1' }, { name: 'site-2-A', experimentId: '2' })
    expect(outline(apart)).toEqual([])
    expect(outline(named('site-1-A', 'site-1-A'))).toEqual([])
    expect(siteOf('site-12-a-b')).toEqual({ site: 12, name: 'a-b' })
  })

  test('a repeated training is a federation of its own, the newest first; only given rows count', () => {
    const index = named('site-1-A', 'site-2-A', 'site-2-A', 'site-1-A', 'site-10-A')
    expect(outline(index)).toEqual([
      ['A', '1:r3 2:r2'],
      ['A', '1:r0 2:r1 10:r4'],
    ])
    expect(federations(index, Uint32Array.of(0, 3))).toEqual([])
  })

  test('they are counted as they are listed, whatever runs there are, come and go', () => {
    const sketch = fc.record({
      name: fc.constantFrom('alone', 'site-1-A', 'site-2-A', 'site-3-A', 'site-1-B', 'site-2-B', 'site-02-B'),
      experimentId: fc.constantFrom('1', '2'),
    })
    const some = fc.array(sketch, { maxLength: 12 })
    fc.assert(
      fc.property(some, some, fc.array(fc.nat(11), { maxLength: 4 }), (first, later, dropped) => {
        const index = indexOf(...first)
        const isCounted = () => {
          const listed = federations(index, index.rowsByStart())
          const runs = listed.reduce((sum, { sites }) => sum + sites.length, 0)
          expect(countFederations(index)).toEqual({ federations: listed.length, runs })
        }
        isCounted()
        index.put(later.map((one, i) => runOf({ id: `later${i}`, ...one })))
        index.drop(dropped.map((row) => `r${row}`))
        isCounted()
      }),
    )
  })
})
