import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { log } from '../math/log'
import { changePoints } from './change-points'

interface OtavaCase {
  name: string
  log: boolean
  series: number[]
  params: { window_len: number; max_pvalue: number }
  change_points: {
    index: number
    qhat: number
    pvalue: number
    mean_1: number
    mean_2: number
    std_1: number
    std_2: number
  }[]
}

const golden = JSON.parse(
  readFileSync(new URL('./golden/change-points-otava.json', import.meta.url), 'utf8'),
) as { source: string; cases: OtavaCase[] }

describe(`the numbers of ${golden.source}`, () => {
  test.each(golden.cases.map((one) => [`${one.name}${one.log ? ', log' : ''}`, one] as const))(
    '%s',
    (_, { series, log: isLog, params, change_points: wanted }) => {
      const found = changePoints(isLog ? series.map(log) : series, {
        windowLength: params.window_len,
        maxPValue: params.max_pvalue,
      })
      expect(found.map(({ index }) => index)).toEqual(wanted.map(({ index }) => index))
      for (const [i, point] of found.entries()) {
        const one = wanted[i]!
        const close = (a: number, b: number) => expect(Math.abs(a / b - 1)).toBeLessThan(1e-8)
        close(point.qhat, one.qhat)
        close(point.pValue, one.pvalue)
        close(point.meanBefore, one.mean_1)
        close(point.meanAfter, one.mean_2)
        close(point.stdBefore, one.std_1)
        close(point.stdAfter, one.std_2)
      }
    },
  )
})

test('nothing, one value, and equal values have no change point', () => {
  for (const series of [[], [1], [1, 1], Array.from({ length: 60 }, () => 7)])
    expect(changePoints(series)).toEqual([])
})

test('a step without noise is found where it is, with p = 0', () => {
  const series = Array.from({ length: 40 }, (_, i) => (i < 25 ? 1 : 2))
  expect(changePoints(series)).toMatchObject([{ index: 25, pValue: 0 }])
})
