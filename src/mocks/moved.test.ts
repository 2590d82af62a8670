import { expect, test } from 'vitest'
import { movedTo } from './moved'
import { rowsOf, table } from './table'

interface Row {
  id: string
  created_at: string | null
  info: { start_time: number; end_time?: number; note: string }
  points: { timestamp: number; value: number }[]
}

const ROWS = table<Row>('rows', 'id')
const row = (id: string): Row => ({
  id,
  created_at: '2024-02-28T23:59:59.118204',
  info: { start_time: 0, end_time: Date.UTC(2024, 1, 28), note: '2024-02-28' },
  points: [{ timestamp: Date.UTC(2024, 1, 28, 12), value: 1_700_000_000_000 }],
})
const scenario = [rowsOf(ROWS, async () => [row('a'), row('kept'), { ...row('odd'), created_at: null }])]
const newest = Date.UTC(2024, 1, 28, 23, 59, 59)

const moved = async (now: number) => {
  const keeps = (one: object) => (one as Row).id === 'kept'
  const [rows] = movedTo(now, scenario, { newest, keeps })
  return (await rows!.load()) as ReadonlyMap<string, Row>
}

test('rows come whole days later, the newest within the last 24 hours', async () => {
  const rows = await moved(Date.UTC(2026, 10, 28, 18))
  expect(rows.get('a')).toEqual({
    id: 'a',
    // At a minute before midnight it would be in the future today.
    created_at: '2026-11-27T23:59:59.118204',
    // 0 is no instant, and a date in a text or a value is none of the server's.
    info: { start_time: 0, end_time: Date.UTC(2026, 10, 27), note: '2024-02-28' },
    points: [{ timestamp: Date.UTC(2026, 10, 27, 12), value: 1_700_000_000_000 }],
  })
  expect(rows.get('kept')).toEqual(row('kept'))
  expect(rows.get('odd')?.created_at).toBeNull()
})

test('nothing is moved into the past, nor within the day', async () => {
  for (const now of [0, newest, newest + 86_399_999]) expect((await moved(now)).get('a')).toEqual(row('a'))
})

test('of a row that is moved, what holds no instant is not made again', async () => {
  const still = { parameters: { distance: 1 }, tags: ['a'] }
  const told = { id: 'a', created_at: '2024-02-28T00:00:00.000001', still, all: [still, { timestamp: 1 }] }
  const [rows] = movedTo(newest + 86_400_000, [{ name: 'rows', load: async () => new Map([['a', told]]) }], {
    newest,
  })
  const one = (await rows!.load()).get('a') as typeof told
  expect(one).toEqual({
    ...told,
    created_at: '2024-02-29T00:00:00.000001',
    all: [still, { timestamp: 86_400_001 }],
  })
  expect(one.still).toBe(still)
  expect(one.all[0]).toBe(still)
  expect(told.created_at).toBe('2024-02-28T00:00:00.000001')
})
