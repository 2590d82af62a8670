import { expect, test } from 'vitest'
import { columnsOf } from './history-columns'
import { historyCsv, type HistoryWordsData, runReading } from './history-words'

const at = Date.UTC(2024, 9, 2, 4, 12)
const columns = columnsOf([
  { record: { id: 'a' }, at, value: 0.29741234, threshold: 0.125, warning: 0.1, state: 'drift' },
  { record: { id: 'b,"c' }, at: at + 1, value: null, threshold: null, warning: null, state: 'failed' },
  { record: { id: 'd' }, at: at + 60_000, value: -0.01, threshold: null, warning: null, state: 'ok' },
])
const data: HistoryWordsData = { columns, metric: 'distance', sense: 'above', timeZone: 'UTC' }

test('a record in words', () => {
  expect(runReading(data, 0)).toEqual({
    place: '2 Oct 2024, 04:12 UTC',
    value: '0.2974',
    state: 'drift',
    verdict: 'above its threshold 0.125',
  })
  expect(runReading({ ...data, sense: 'below' }, 0).verdict).toBe('not below its threshold 0.125')
  expect(runReading(data, 1)).toMatchObject({ value: null, state: 'failed', verdict: null })
  expect(runReading(data, 2)).toMatchObject({ value: '-0.01', verdict: null })
})

test('the CSV has every record at full precision; what was not logged is empty', () => {
  expect(historyCsv(data).split('\r\n')).toEqual([
    'record,time,state,distance,threshold,warning_threshold',
    'a,2024-10-02T04:12:00.000Z,drift,0.29741234,0.125,0.1',
    '"b,""c",2024-10-02T04:12:00.001Z,failed,,,',
    'd,2024-10-02T04:13:00.000Z,ok,-0.01,,',
    '',
  ])
})
