import { describe, expect, test } from 'vitest'
import { parseFilter } from '~/domain/mlflow/filter/parse'
import { curveOfText } from '~/domain/mlflow/table/aggregates'
import { HistoryStore } from '~/domain/mlflow/series/history-store'
import { type TableView, UNLOADED_CODE } from './table-protocol'
import { TableSession } from './table-session'
import { bytesOf, wireRun } from './wire-runs.test-support'

const FLAT: TableView = {
  filter: null,
  sort: [],
  layout: { kind: 'flat' },
  columns: [],
  window: { from: 0, to: 100 },
}

function filterOf(text: string) {
  const parsed = parseFilter(text, 'runs')
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.filter
}

describe('a session', () => {
  const session = new TableSession(new HistoryStore())
  const first = session.putRuns(
    bytesOf({
      runs: [
        wireRun('a', 1, { name: 'site-1-FedOpt', metrics: { acc: 0.5 }, params: { model: 'unet' } }),
        wireRun('b', 2, { name: 'site-3-FedOpt', metrics: { acc: 'NaN' }, params: { model: 'unet' } }),
        wireRun('c', 3, { metrics: { acc: 0.9 }, tags: { 'mlflow.parentRunId': 'a' } }),
        wireRun('d', 4),
      ],
    }),
  )

  test('says what a page brought', () => {
    expect(first).toEqual({
      added: 4,
      replaced: 0,
      unreadable: [],
      nextPageToken: '',
      runs: 4,
      federated: { federations: 1, runs: 2 },
      nested: 1,
      keys: 3,
      ids: ['a', 'b', 'c', 'd'],
    })
  })

  test('answers rows, and of their cells only those that are seen', () => {
    const found = session.query({
      ...FLAT,
      filter: filterOf('metrics.acc IS NOT NULL'),
      sort: [{ column: 'metric:acc', direction: 'desc' }],
      columns: [{ column: 'metric:acc' }, { column: 'param:model' }],
      window: { from: 1, to: 3 },
    })
    expect([found.runs, found.matched, found.rows.length]).toEqual([4, 3, 3])
    expect(found.window).toEqual({
      from: 1,
      ids: ['a', 'b'],
      cells: [
        { type: 'number', values: Float64Array.of(0.5, Number.NaN), isMissing: Uint8Array.of(0, 0) },
        { type: 'text', texts: ['unet'], codes: Uint32Array.of(1, 1) },
      ],
    })
    expect(session.window([{ column: 'param:model' }], { from: 0, to: 1 }).cells).toEqual([
      { type: 'number', values: Float64Array.of(Number.NaN), isMissing: Uint8Array.of(1) },
    ])
    expect(session.window([], { from: 7, to: 9 }).ids).toEqual([])
  })

  test('groups stand one after the other, each with its summaries', () => {
    const { rows, groups } = session.query({
      ...FLAT,
      layout: { kind: 'groups', by: ['param:model'] },
      columns: [{ column: 'metric:acc' }],
    })
    expect(groups?.map(({ values, count }) => [values[0], count])).toEqual([
      [null, 2],
      ['unet', 2],
    ])
    expect(groups?.[1]?.summaries).toEqual([
      { type: 'number', count: 1, mean: 0.5, sd: null, min: 0.5, max: 0.5 },
    ])
    expect([...rows]).toEqual([3, 2, 1, 0])
  })

  test('nested runs carry depth and children; closed ones hide theirs', () => {
    const open = session.query({ ...FLAT, layout: { kind: 'nested', closed: [] } })
    expect(open.window.ids).toEqual(['d', 'b', 'a', 'c'])
    expect([...open.nesting!.depth]).toEqual([0, 0, 0, 1])
    expect([...open.nesting!.children]).toEqual([0, 0, 1, 0])
    const closed = session.query({ ...FLAT, layout: { kind: 'nested', closed: ['a'] } })
    expect([closed.window.ids, closed.matched]).toEqual([['d', 'b', 'a'], 4])
  })

  test('the minimum of a metric is unknown until its history is there; then charts have it too', () => {
    const view: TableView = { ...FLAT, columns: [{ column: 'metric:acc', mode: 'min' }] }
    const missing = () =>
      session.query(view).window.cells.map((cells) => cells.type === 'number' && [...cells.isMissing])
    // d has no such metric: nothing is to be loaded for it.
    expect(missing()).toEqual([[1, 2, 2, 2]])
    const page = (values: number[], from: number, token = '') => ({
      metrics: values.map((value, i) => ({ key: 'acc', value, step: from + i, timestamp: from + i })),
      next_page_token: token,
    })
    const target = { runId: 'a', key: 'acc', append: false }
    expect(session.putHistory(target, bytesOf(page([5, 4], 0, 'next'))).nextPageToken).toBe('next')
    const end = session.putHistory({ ...target, append: true }, bytesOf(page([1, 2], 2)))
    expect(end.summary).toMatchObject({ count: 4, min: { step: 2, value: 1 }, last: { step: 3, value: 2 } })
    expect(missing()).toEqual([[1, 2, 2, 0]])
    const chart = session.chart({
      metric: 'acc',
      runIds: ['a', 'b'],
      axis: 'step',
      xScale: 'linear',
      view: null,
      maxPoints: 100,
      smoothing: 0,
      groups: [],
    })
    expect([...chart.series[0]!.raw.y]).toEqual([5, 4, 1, 2])
    expect(chart.notLoaded).toEqual(['b'])
  })

  test('a curve is the text of a history, thinned; what is not loaded is told apart from what is not there', () => {
    const column = { column: 'metric:acc', mode: 'curve' } as const
    session.query(FLAT)
    // d has no such metric, c and b are not loaded.
    expect(session.window([column], { from: 0, to: 4 }).cells).toEqual([
      {
        type: 'text',
        texts: ['5 4 1 2'],
        codes: Uint32Array.of(0, UNLOADED_CODE, UNLOADED_CODE, 1),
      },
    ])
    const groups = { kind: 'groups', by: ['param:model'] } as const
    expect(session.query({ ...FLAT, layout: groups, columns: [column] }).unloaded).toBe(0)
    const own = new TableSession(new HistoryStore())
    own.putRuns(bytesOf({ runs: [wireRun('x', 1, { metrics: { acc: 1 } })] }))
    const metrics = Array.from({ length: 5000 }, (_, i) => ({
      key: 'acc',
      value: i === 1234 ? 7 : i / 5000,
      step: i,
      timestamp: i,
    }))
    own.putHistory({ runId: 'x', key: 'acc', append: false }, bytesOf({ metrics }))
    own.query(FLAT)
    const [cells] = own.window([column], { from: 0, to: 1 }).cells
    const { values: curve, sd } = curveOfText(cells?.type === 'text' ? cells.texts[0]! : '')
    expect(sd).toBeNull()
    expect(curve.length).toBeLessThanOrEqual(96)
    expect([Math.min(...curve), Math.max(...curve)]).toEqual([0, 7])
  })

  test('a curve takes some points of many runs from one answer; a whole history counts more', () => {
    const own = new TableSession(new HistoryStore())
    own.putRuns(
      bytesOf({ runs: ['x', 'y', 'z'].map((id, start) => wireRun(id, start, { metrics: { acc: 1 } })) }),
    )
    own.query(FLAT)
    const column = { column: 'metric:acc', mode: 'curve' } as const
    const needed = () =>
      own.neededHistories([column], null).map(({ part, isLoaded }) => `${part} ${isLoaded}`)
    expect(needed()).toEqual(['curve false', 'curve false', 'curve false'])
    const rows = ['z', 'x', 'z'].map((run_id, step) => ({
      run_id,
      key: 'acc',
      value: step,
      step,
      timestamp: step,
    }))
    own.putCurves({ runIds: ['x', 'y', 'z'], key: 'acc' }, bytesOf({ metrics: rows }))
    // Of y the server has no points: nothing is waited for.
    expect(needed()).toEqual(['curve true', 'curve true', 'curve true'])
    const texts = () => own.window([column], { from: 0, to: 3 }).cells[0]
    expect(texts()).toEqual({ type: 'text', texts: ['0 2', '1'], codes: Uint32Array.of(1, 0, 2) })

    // A column that needs all of it asks for all of it, and the curve is that one's.
    const most = { column: 'metric:acc', mode: 'max' } as const
    expect(own.neededHistories([column, most], null)[0]).toMatchObject({ part: 'whole', isLoaded: false })
    const whole = [5, 9, 2].map((value, step) => ({ key: 'acc', value, step, timestamp: step }))
    own.putHistory({ runId: 'x', key: 'acc', append: false }, bytesOf({ metrics: whole }))
    expect(texts()).toMatchObject({ texts: ['0 2', '5 9 2'] })
    own.dropRuns(['z'])
    own.putCurves({ runIds: ['y'], key: 'acc' }, null)
    expect(needed()).toEqual(['curve true', 'curve true'])
  })

  test('a group has the mean of its curves with their deviation, once all of them are there', () => {
    const own = new TableSession(new HistoryStore())
    const params = { model: 'unet' }
    own.putRuns(
      bytesOf({
        runs: [
          wireRun('x', 1, { metrics: { acc: 1 }, params }),
          wireRun('y', 2, { metrics: { acc: 1 }, params }),
          wireRun('none', 3, { params }),
          wireRun('alone', 4, { metrics: { acc: 1 } }),
        ],
      }),
    )
    const column = { column: 'metric:acc', mode: 'curve' } as const
    const layout = { kind: 'groups', by: ['param:model'] } as const
    const summaries = () =>
      own.query({ ...FLAT, layout, columns: [column] }).groups?.flatMap((group) => group.summaries)
    const put = (runId: string, points: Record<number, number | string>) =>
      own.putCurves(
        { runIds: [runId], key: 'acc' },
        bytesOf({
          metrics: Object.entries(points).map(([step, value]) => ({
            run_id: runId,
            key: 'acc',
            value,
            step: Number(step),
            timestamp: 1,
          })),
        }),
      )
    put('x', { 0: 1, 2: 3, 3: 'NaN' })
    expect(summaries()).toEqual([{ type: 'unloaded' }, { type: 'unloaded' }])
    // Between its points a curve goes straight on; where one has ended there is no deviation.
    put('y', { 0: 1, 1: 4, 2: 7, 4: 9 })
    put('alone', { 0: 5, 1: 6 })
    expect(summaries()).toEqual([
      { type: 'curve', text: '5 6' },
      { type: 'curve', text: '1 3 5 8 9 ± 0 1.4142 2.8284 NaN NaN' },
    ])
    expect(curveOfText('1 3 ± 0 NaN')).toEqual({
      values: Float64Array.of(1, 3),
      sd: Float64Array.of(0, Number.NaN),
    })
    own.putRuns(bytesOf({ runs: [wireRun('alone', 4)] }))
    expect(summaries()?.[0]).toEqual({ type: 'curve', text: null })
  })

  test('a file holds what stands below a closed parent, too, and so its histories are needed', () => {
    const own = new TableSession(new HistoryStore())
    const tags = { 'mlflow.parentRunId': 'p' }
    own.putRuns(
      bytesOf({
        runs: [
          wireRun('p', 9, { metrics: { acc: 1 } }),
          wireRun('child', 1, { metrics: { acc: 2 }, tags }),
          wireRun('other', 2),
        ],
      }),
    )
    const closed = { ...FLAT, layout: { kind: 'nested', closed: ['p'] } } as const
    expect(own.query(closed).window.ids).toEqual(['p', 'other'])
    const csv = [...own.csv([{ column: 'attribute:run_name' }, { column: 'metric:acc' }])].join('')
    expect(csv).toBe('run_name,metrics.acc\r\np,1\r\nchild,2\r\nother,\r\n')
    const max = [{ column: 'metric:acc', mode: 'max' }] as const
    expect(own.neededHistories(max, null).map(({ runId }) => runId)).toEqual(['p', 'child'])
    expect(own.neededHistories(max, { from: 0, to: 2 }).map(({ runId }) => runId)).toEqual(['p'])
  })

  test('sorting by a maximum waits for all histories, and says how many are missing', () => {
    const sort = [{ column: 'metric:acc', mode: 'max', direction: 'desc' }] as const
    const before = session.query({ ...FLAT, sort })
    expect([before.unloaded, before.window.ids]).toEqual([2, ['d', 'c', 'b', 'a']])
    const needed = session.neededHistories(sort, null)
    expect(needed.map(({ runId, isLoaded }) => [runId, isLoaded])).toEqual([
      ['c', false],
      ['b', false],
      ['a', true],
    ])
    expect(session.neededHistories(sort, { from: 0, to: 1 })).toEqual([])
    for (const [runId, value] of [
      ['b', 9],
      ['c', 0.9],
    ] as const)
      session.putHistory(
        { runId, key: 'acc', append: false },
        bytesOf({ metrics: [{ key: 'acc', value, step: 0, timestamp: 0 }] }),
      )
    const after = session.query({ ...FLAT, sort })
    expect([after.unloaded, after.window.ids]).toEqual([0, ['b', 'a', 'c', 'd']])
  })

  test('a group says nothing of a maximum before all its histories are there', () => {
    const own = new TableSession(new HistoryStore())
    own.putRuns(bytesOf({ runs: [wireRun('x', 1, { metrics: { acc: 1 }, params: { model: 'm' } })] }))
    const view: TableView = {
      ...FLAT,
      layout: { kind: 'groups', by: ['param:model'] },
      columns: [{ column: 'metric:acc', mode: 'max' }],
    }
    const before = own.query(view)
    expect([before.unloaded, before.groups?.[0]?.summaries]).toEqual([1, [{ type: 'unloaded' }]])
    own.putHistory(
      { runId: 'x', key: 'acc', append: false },
      bytesOf({ metrics: [{ key: 'acc', value: 3 }] }),
    )
    expect(own.query(view).groups?.[0]?.summaries).toMatchObject([{ mean: 3, count: 1 }])
  })

  test('knows the runs that go on, and the tags that people gave', () => {
    const own = new TableSession(new HistoryStore())
    const live = wireRun('live', 2, { tags: { team: 'a', 'mlflow.user': 'x' } })
    live.info.status = 'RUNNING'
    own.putRuns(bytesOf({ runs: [live, wireRun('done', 1, { tags: { team: 'b', kept: 'yes' } })] }))
    expect(own.liveRuns()).toEqual(['live'])
    expect(own.newestRuns(9)).toEqual([
      { id: 'live', name: 'live', startedAt: 2 },
      { id: 'done', name: 'done', startedAt: 1 },
    ])
    expect(own.newestRuns(1).map(({ id }) => id)).toEqual(['live'])
    expect(new TableSession(new HistoryStore()).newestRuns(9)).toEqual([])
    expect(own.tags(['live', 'done'])).toEqual([
      { key: 'team', count: 2, value: null },
      { key: 'kept', count: 1, value: 'yes' },
    ])
    expect(own.tags(['gone'])).toEqual([])
  })

  test('exports the rows of the last query', () => {
    session.query({ ...FLAT, filter: filterOf("params.model = 'unet'") })
    const csv = [...session.csv([{ column: 'attribute:run_id' }, { column: 'metric:acc' }])].join('')
    expect(csv).toBe('run_id,metrics.acc\r\nb,NaN\r\na,0.5\r\n')
  })

  test('a page that comes again replaces its runs; dropped runs are gone', () => {
    expect(
      session.putRuns(bytesOf({ runs: [wireRun('a', 1, { params: { model: 'segformer' } })] })),
    ).toMatchObject({ added: 0, replaced: 1, runs: 4 })
    expect(session.dropRuns(['b', 'd'])).toEqual({
      runs: 2,
      federated: { federations: 0, runs: 0 },
      nested: 1,
    })
    expect(session.query(FLAT).window.ids).toEqual(['c', 'a'])
    expect(session.columns().find(({ column }) => column === 'param:model')).toMatchObject({
      count: 1,
      distinct: 1,
    })
  })
})
