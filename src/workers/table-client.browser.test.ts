import { expect, test } from 'vitest'
import { openRunTable, type RunTable } from './table-client'
import type { Outcome } from './protocol'

function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.status !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.value
}

function page(from: number, count: number): ArrayBuffer {
  const runs = Array.from({ length: count }, (_, i) => ({
    info: { run_id: `run ${from + i}`, experiment_id: '83', start_time: from + i },
    data: { metrics: [{ key: 'acc', value: (from + i) % 7, step: 1, timestamp: 1 }] },
  }))
  return new TextEncoder().encode(JSON.stringify({ runs })).buffer
}

const open = async (session: string): Promise<RunTable> => valueOf(await openRunTable(session))

test('takes bytes over, answers rows and cells, and exports a file', async () => {
  const table = await open('one')
  const bytes = page(0, 20)
  expect(valueOf(await table.putRuns(bytes))).toMatchObject({ added: 20, runs: 20, keys: 1 })
  // Handed over, not copied.
  expect(bytes.byteLength).toBe(0)
  const found = valueOf(
    await table.query({
      filter: null,
      sort: [{ column: 'metric:acc', direction: 'desc' }],
      layout: { kind: 'flat' },
      columns: [{ column: 'metric:acc' }],
      window: { from: 0, to: 3 },
    }),
  )
  expect(found.rows).toHaveLength(20)
  expect(found.window.ids).toEqual(['run 13', 'run 6', 'run 19'])
  expect(found.window.cells[0]).toEqual({
    type: 'number',
    values: Float64Array.of(6, 6, 5),
    isMissing: Uint8Array.of(0, 0, 0),
  })
  const { signal } = new AbortController()
  const file = valueOf(await table.exportCsv([{ column: 'attribute:run_id' }], signal))
  expect((await file.text()).split('\r\n').slice(0, 3)).toEqual(['run_id', 'run 13', 'run 6'])
  expect(await table.exportCsv([], AbortSignal.abort())).toEqual({ status: 'cancelled' })
  await table.close()
})

test('sessions are apart, and a failure keeps its code', async () => {
  const [one, two] = [await open('apart 1'), await open('apart 2')]
  await one.putRuns(page(0, 3))
  expect(valueOf(await two.columns()).filter(({ kind }) => kind === 'metric')).toEqual([])
  const broken = new TextEncoder().encode('<html>').buffer
  expect(await one.putRuns(broken)).toMatchObject({ status: 'failed', failure: { code: 'contract' } })
  await one.close()
  expect(await one.columns()).toMatchObject({ status: 'failed', failure: { code: 'not-open' } })
  await two.close()
})
