import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { fieldsOf, runArbitrary, type PlainRun } from './filters.test-support'
import recorded from './fixtures/server-orders.json'
import { sortBy, type OrderBy } from './order-by'
import { parseServerOrder } from './server-order'

function order(text: string): OrderBy {
  const parsed = parseServerOrder([text])
  const [first] = parsed.ok ? parsed.orders : []
  if (!first) throw new Error(`${text} is no order`)
  return first
}

function run(id: string, values: Partial<PlainRun>, start = 0): PlainRun {
  return {
    id,
    attributes: { run_id: id, start_time: start },
    metrics: {},
    params: {},
    tags: {},
    datasets: [],
    ...values,
  }
}

describe('parseServerOrder', () => {
  it.each(recorded)('answers $orderBy as recorded', ({ orderBy, ...expected }) => {
    for (const subject of ['runs', 'experiments'] as const) {
      const parsed = parseServerOrder([orderBy], subject)
      const answer = expected[subject]
      if ('message' in answer) {
        const message = parsed.ok ? null : parsed.message.replaceAll(/'?\{'[^}]*\}'?/g, '{}')
        expect(message).toBe(answer.message)
        continue
      }
      // These are read, and refused by the store behind.
      const [entity, key, isAscending] = answer.order
      if (entity === 'dataset') expect(parsed.ok || parsed.message).toBe("Invalid identifier type 'dataset'")
      else if (subject === 'experiments' && entity === 'tag')
        expect(parsed.ok || parsed.message).toBe('Invalid order_by entity: tag')
      else {
        const names: Readonly<Record<string, unknown>> = {
          parameter: 'param',
          Created: 'start_time',
          created: 'start_time',
        }
        const field = { entity: names[String(entity)] ?? entity, key: names[String(key)] ?? key }
        expect(parsed).toEqual({ ok: true, orders: [{ field, isDescending: isAscending === false }] })
      }
    }
  })

  it('refuses a field that is asked for twice', () => {
    expect(parseServerOrder(['Created', 'start_time DESC'])).toEqual({
      ok: false,
      message: "`order_by` contains duplicate fields: ['Created', 'start_time DESC']",
      isInternal: true,
    })
  })
})

describe('sortBy', () => {
  const ids = (runs: readonly PlainRun[], orders: readonly OrderBy[]) =>
    sortBy(runs, orders, fieldsOf).map(({ id }) => id)

  it('puts what is missing last and NaN before it, both ways', () => {
    const runs = [
      run('missing', {}),
      run('nan', { metrics: { a: Number.NaN } }),
      run('two', { metrics: { a: 2 } }),
      run('one', { metrics: { a: 1 } }),
    ]
    expect(ids(runs, [order('metrics.a')])).toEqual(['one', 'two', 'nan', 'missing'])
    expect(ids(runs, [order('metrics.a DESC')])).toEqual(['two', 'one', 'nan', 'missing'])
  })

  it('has infinity level with the largest number, as stores keep it', () => {
    const runs = [
      run('inf', { metrics: { a: Infinity } }),
      run('max', { metrics: { a: Number.MAX_VALUE } }, 1),
    ]
    expect(ids(runs, [order('metrics.a')])).toEqual(['max', 'inf'])
    expect(ids(runs, [order('metrics.a DESC')])).toEqual(['max', 'inf'])
  })

  it('has parameters as text', () => {
    const runs = ['9', '10', 'x', '1e1'].map((lr, start) => run(lr, { params: { lr } }, start))
    expect(ids(runs, [order('params.lr')])).toEqual(['10', '1e1', '9', 'x'])
  })

  it('breaks ties by the latest start, then by the identifier', () => {
    const runs = [run('c', {}, 1), run('b', {}, 2), run('a', {}, 1)]
    expect(ids(runs, [])).toEqual(['b', 'a', 'c'])
    expect(ids(runs, [order('start_time')])).toEqual(['a', 'c', 'b'])
  })

  it('orders experiments by their newest, and identifiers as numbers', () => {
    const experiments = ['9', '10', '2'].map((id) =>
      run(id, { attributes: { experiment_id: id, name: 'x', creation_time: 5 } }),
    )
    const by = (orders: readonly OrderBy[]) =>
      sortBy(experiments, orders, fieldsOf, 'experiments').map(({ id }) => id)
    expect(by([])).toEqual(['2', '9', '10'])
    expect(by([{ field: { entity: 'attribute', key: 'name' }, isDescending: false }])).toEqual([
      '10',
      '9',
      '2',
    ])
  })

  it('gives one order whatever order the runs came in', () => {
    const orders = [order('params.`from` DESC'), order('metrics.acc')]
    fc.assert(
      fc.property(fc.uniqueArray(runArbitrary, { selector: ({ id }) => id }), (runs) => {
        expect(ids([...runs].reverse(), orders)).toEqual(ids(runs, orders))
      }),
    )
  })
})
