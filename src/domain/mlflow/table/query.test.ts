import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Filter } from '../filter/ast'
import { parseFilter } from '../filter/parse'
import { Cells } from './cells'
import type { ColumnId } from './column-id'
import { query } from './query'
import { radixSort } from './radix-sort'
import { RunIndex } from './run-index'
import { idsOf, indexOf, runOf, type RunSketch } from './runs.test-support'

function filterOf(text: string): Filter {
  const parsed = parseFilter(text, 'runs')
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.filter
}

function sorted(index: RunIndex, column: ColumnId, direction: 'asc' | 'desc') {
  return idsOf(index, query(index, { filter: null, sort: [{ column, direction }] }))
}

describe('order', () => {
  test('without a sort: newest start first, unknown starts last, then by id', () => {
    const index = indexOf(
      { id: 'b', startedAt: 5 },
      { id: 'a', startedAt: 5 },
      { id: 'c', startedAt: null },
      { id: 'd', startedAt: 9 },
    )
    expect(idsOf(index, query(index, { filter: null, sort: [] }))).toEqual(['d', 'a', 'b', 'c'])
  })

  test('missing values stand last in both directions, NaN before them, infinities at the ends', () => {
    const values = [1, undefined, Number.NaN, -2, Number.POSITIVE_INFINITY, 0.5, Number.NEGATIVE_INFINITY]
    const index = indexOf(...values.map((m) => (m === undefined ? {} : { metrics: { m } })))
    expect(sorted(index, 'metric:m', 'asc')).toEqual(['r6', 'r3', 'r5', 'r0', 'r4', 'r2', 'r1'])
    expect(sorted(index, 'metric:m', 'desc')).toEqual(['r4', 'r0', 'r5', 'r3', 'r6', 'r2', 'r1'])
  })

  test('parameters that are all numbers sort as numbers, others in natural order', () => {
    const lr = ['10', '9', '1e-3', '0.1'].map((value, i) => ({
      params: { lr: value, model: ['unet 10', 'unet 9', 'Unet 2', 'áb'][i]! },
    }))
    const index = indexOf(...lr)
    expect(sorted(index, 'param:lr', 'asc')).toEqual(['r2', 'r3', 'r1', 'r0'])
    expect(sorted(index, 'param:model', 'asc')).toEqual(['r3', 'r2', 'r1', 'r0'])
    index.put([runOf({ id: 'r1', startedAt: 1, params: { lr: 'auto' } })])
    expect(sorted(index, 'param:lr', 'asc')).toEqual(['r3', 'r2', 'r0', 'r1'])
  })

  test('several keys, the first one first; ties keep start and id', () => {
    const index = indexOf(
      { params: { model: 'b' }, metrics: { m: 1 } },
      { params: { model: 'a' }, metrics: { m: 1 } },
      { params: { model: 'a' }, metrics: { m: 2 } },
      { params: { model: 'a' }, metrics: { m: 1 } },
    )
    const rows = query(index, {
      filter: null,
      sort: [
        { column: 'param:model', direction: 'asc' },
        { column: 'metric:m', direction: 'desc' },
      ],
    })
    expect(idsOf(index, rows)).toEqual(['r2', 'r3', 'r1', 'r0'])
    expect(sorted(index, 'metric:none', 'asc')).toEqual(['r3', 'r2', 'r1', 'r0'])
  })

  test('the minimum of a metric comes from the aggregates; an order waits for all of them', () => {
    const has = { metrics: { loss: 9 } }
    const index = indexOf(has, has, {}, has)
    const rowsBy = (minima: Record<string, number | null>) =>
      query(index, {
        filter: null,
        sort: [{ column: 'metric:loss', mode: 'min', direction: 'asc' }],
        aggregates: {
          aggregate: (id, key, mode) => (key === 'loss' && mode === 'min' ? minima[id] : null),
          curve: () => null,
        },
      })
    expect(idsOf(index, rowsBy({ r0: 0.5, r1: null, r3: 0.1 }))).toEqual(['r3', 'r0', 'r2', 'r1'])
    expect(idsOf(index, rowsBy({ r0: 0.5, r3: 0.1 }))).toEqual(['r3', 'r2', 'r1', 'r0'])
  })

  test('equals a comparison sort', () => {
    const sketch = fc.record(
      { metrics: fc.record({ m: fc.double() }, { requiredKeys: [] }), startedAt: fc.nat(3) },
      { requiredKeys: ['startedAt'] },
    )
    fc.assert(
      fc.property(fc.array(sketch, { maxLength: 60 }), fc.constantFrom('asc', 'desc'), (runs, direction) => {
        const index = indexOf(...(runs as RunSketch[]))
        const rank = (m: number | undefined) => (m === undefined ? 2 : Number.isNaN(m) ? 1 : 0)
        const sign = direction === 'asc' ? 1 : -1
        const expected = runs
          .map((run, i) => ({ id: `r${i}`, at: run.startedAt, m: run.metrics?.m }))
          .sort(
            (a, b) =>
              rank(a.m) - rank(b.m) ||
              (rank(a.m) === 0 && a.m !== b.m ? (a.m! < b.m! ? -sign : sign) : 0) ||
              b.at - a.at ||
              (a.id < b.id ? -1 : 1),
          )
        expect(sorted(index, 'metric:m', direction)).toEqual(expected.map(({ id }) => id))
      }),
    )
  })
})

describe('the order of a column that is kept', () => {
  test('is the one of an index that never sorted, whatever was asked and changed before', () => {
    const sketch = fc.record(
      {
        metrics: fc.record(
          { m: fc.constantFrom(0, -0, 1, 2.5, Number.NaN, -Infinity), n: fc.double() },
          { requiredKeys: [] },
        ),
        params: fc.record({ p: fc.constantFrom('2', '10', 'a') }, { requiredKeys: [] }),
        startedAt: fc.option(fc.nat(3)),
      },
      { requiredKeys: ['startedAt'] },
    )
    const key = fc.record({
      column: fc.constantFrom<ColumnId>('metric:m', 'metric:n', 'param:p', 'attribute:start_time'),
      direction: fc.constantFrom('asc' as const, 'desc' as const),
    })
    const step = fc.record({
      sort: fc.array(key, { maxLength: 3 }),
      least: fc.option(fc.constantFrom(-2, 0.5, 1)),
      changed: fc.option(fc.record({ at: fc.nat(19), run: fc.option(sketch) })),
    })
    fc.assert(
      fc.property(fc.array(sketch, { maxLength: 20 }), fc.array(step, { maxLength: 6 }), (runs, steps) => {
        const index = indexOf(...(runs as RunSketch[]))
        const now = new Map(runs.map((run, i) => [`r${i}`, run as RunSketch]))
        for (const { sort, least, changed } of steps) {
          const id = `r${changed?.at}`
          if (changed && changed.run === null) {
            index.drop([id])
            now.delete(id)
          } else if (changed?.run) {
            index.put([runOf({ ...(changed.run as RunSketch), id })])
            now.set(id, changed.run)
          }
          const fresh = new RunIndex()
          fresh.put([...now].map(([one, run]) => runOf({ ...run, id: one })))
          const filter = least === null ? null : filterOf(`metrics.m >= ${least}`)
          expect(idsOf(index, query(index, { filter, sort }))).toEqual(
            idsOf(fresh, query(fresh, { filter, sort })),
          )
        }
      }),
    )
  })

  test('another direction and another filter read no value again', () => {
    const index = indexOf({ metrics: { m: 2 } }, { metrics: { m: 1 } }, {}, { metrics: { m: 2 } })
    expect(sorted(index, 'metric:m', 'asc')).toEqual(['r1', 'r3', 'r0', 'r2'])
    const { cells } = index.column('metric:m')!
    let reads = 0
    // Of this object alone.
    cells.get = (row) => {
      reads += 1
      return Cells.prototype.get.call(cells, row)
    }
    expect(sorted(index, 'metric:m', 'desc')).toEqual(['r3', 'r0', 'r1', 'r2'])
    const filtered = query(index, {
      filter: filterOf("run_id != 'r3'"),
      sort: [{ column: 'metric:m', direction: 'desc' }],
    })
    expect(idsOf(index, filtered)).toEqual(['r0', 'r1', 'r2'])
    expect(reads).toBe(0)
  })
})

test('a radix sort is stable: equal numbers keep their order in both directions, −0 equals 0', () => {
  for (const direction of ['asc', 'desc'] as const) {
    const rows = Uint32Array.of(7, 3, 9, 1)
    radixSort(rows, Float64Array.of(0, -0, 0, -0), direction)
    expect([...rows]).toEqual([7, 3, 9, 1])
  }
})

test('a filter asks metrics, parameters, tags, attributes and data sets of the index', () => {
  const index = indexOf(
    {
      name: 'site-1-FedOpt',
      metrics: { acc: 0.9 },
      params: { lr: '0.1' },
      tags: { team: 'kit' },
      startedAt: 0,
      endedAt: 60_000,
    },
    {
      name: 'site-3-FedOpt',
      metrics: { acc: 0.7 },
      datasets: [
        {
          name: 'thermal',
          digest: 'd',
          context: null,
          sourceType: '',
          source: '',
          schema: null,
          profile: null,
        },
      ],
    },
  )
  const found = (text: string) => idsOf(index, query(index, { filter: filterOf(text), sort: [] }))
  expect(found('metrics.acc > 0.8')).toEqual(['r0'])
  expect(found('params.lr < 1')).toEqual(['r0'])
  expect(found("tags.team = 'kit'")).toEqual(['r0'])
  expect(found("dataset.name LIKE 'ther%'")).toEqual(['r1'])
  expect(found('duration >= 60s')).toEqual(['r0'])
  expect(found("run_name LIKE 'site-%'")).toEqual(['r1', 'r0'])
  expect(found('params.lr IS NULL')).toEqual(['r1'])
})

test('the value of every row is read, never compared with what was there before it was replaced', () => {
  const index = indexOf({ metrics: { a: 1, b: 2 }, params: { p: 'x' } }, { metrics: { a: 3 } })
  expect(index.put([runOf({ id: 'r0', startedAt: 0, metrics: { a: 9 }, params: { q: 'y' } })])).toEqual({
    added: 0,
    replaced: 1,
  })
  expect(sorted(index, 'metric:a', 'desc')).toEqual(['r0', 'r1'])
  expect(index.column('metric:b')?.cells.count).toBe(0)
  expect(index.columns().map(({ id }) => id)).not.toContain('param:p')
  expect(index.columns().map(({ id }) => id)).toContain('param:q')
  expect(index.drop(['r1', 'never'])).toBe(1)
  expect(index.size).toBe(1)
  expect(sorted(index, 'metric:a', 'asc')).toEqual(['r0'])
  expect(index.idOf(1)).toBeNull()
  index.put([runOf({ id: 'r1', startedAt: 5 })])
  expect(sorted(index, 'metric:a', 'asc')).toEqual(['r0', 'r1'])
  expect(index.rowOfRun('r1')).toBe(2)
})
