import { expect, test } from 'vitest'
import { ContractError } from '~/lib/errors'
import { decodeHistory, decodeRuns } from './table-decode'
import { bytesOf, wireRun } from './wire-runs.test-support'

test('what is empty is absent; numbers come as text; NaN and infinities as words and clamped', () => {
  expect(decodeRuns(bytesOf({}))).toEqual({ runs: [], unreadable: [], nextPageToken: '' })
  const { runs } = decodeRuns(
    bytesOf({
      runs: [
        {
          info: {
            run_id: 'a',
            experiment_id: '83',
            start_time: '1723800000000',
            end_time: 0,
            status: 'NEW_WORD',
          },
          inputs: {},
          data: {
            metrics: [
              { key: 'nan', value: 'NaN', step: '3', timestamp: '5' },
              { key: 'inf', value: Number.MAX_VALUE },
              { key: 'minus', value: '-Infinity' },
            ],
          },
        },
      ],
    }),
  )
  expect(runs[0]).toMatchObject({
    id: 'a',
    startedAt: 1_723_800_000_000,
    endedAt: null,
    status: 'UNKNOWN',
    params: [],
    metrics: [
      { key: 'nan', value: Number.NaN, step: 3, at: 5 },
      { key: 'inf', value: Infinity },
      { key: 'minus', value: -Infinity },
    ],
  })
})

test('a broken run is listed with its reason, beside those that can be read', () => {
  const broken = { info: { run_id: 'b', experiment_id: '83', start_time: 'yesterday' } }
  const page = decodeRuns(bytesOf({ runs: [wireRun('a', 1), broken, 7], next_page_token: 'more' }))
  expect(page.runs.map(({ id }) => id)).toEqual(['a'])
  expect(page.unreadable.map(({ id }) => id)).toEqual(['b', null])
  expect(page.unreadable[0]!.why).toMatch(/^info\.start_time: /)
  expect(page.nextPageToken).toBe('more')
})

test('what is no page is an error that names the path', () => {
  expect(() => decodeRuns(bytesOf('<html>502</html>'))).toThrow(ContractError)
  expect(() => decodeRuns(bytesOf({ runs: 'none' }))).toThrow(ContractError)
  expect(() => decodeHistory(bytesOf({ metrics: [{ key: 'loss', value: 'much' }] }))).toThrow(
    /metrics\.0\.value/,
  )
})
