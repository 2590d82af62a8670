import { describe, expect, test } from 'vitest'
import { boundsAt, isBeyond, nearerBound } from './bounds'

const moving = (...values: number[]) => ({ level: 'drift' as const, values: Float64Array.from(values) })

describe('boundsAt', () => {
  test('a fixed threshold stands on its side', () => {
    const above = boundsAt({ threshold: 5, side: 'above', limits: [moving(1)] }, 0)
    expect(above).toEqual({ upper: 5, lower: Number.NaN })
    expect([isBeyond(5, above), isBeyond(5.1, above), isBeyond(-9, above)]).toEqual([false, true, false])
    const below = boundsAt({ threshold: 0.05, side: 'below', limits: [] }, 0)
    expect([isBeyond(0.05, below), isBeyond(0.04, below), isBeyond(9, below)]).toEqual([false, true, false])
  })

  test('one moving limit stands on the side of the result, undefined ones bound nothing', () => {
    const one = { threshold: null, side: 'below' as const, limits: [moving(Number.NaN, 0.9)] }
    expect(isBeyond(-1e9, boundsAt(one, 0))).toBe(false)
    expect(isBeyond(0.89, boundsAt(one, 1))).toBe(true)
    // Past the end of a limit there is none.
    expect(isBeyond(0, boundsAt(one, 7))).toBe(false)
  })

  test('two moving limits are a band, in whichever order they come', () => {
    const centre = { level: 'centre' as const, values: Float64Array.of(99) }
    const warning = { level: 'warning' as const, values: Float64Array.of(-99) }
    const band = boundsAt(
      { threshold: null, side: 'above', limits: [moving(-2), centre, warning, moving(3)] },
      0,
    )
    expect(band).toEqual({ upper: 3, lower: -2 })
    expect([-3, -2, 0, 3, 4, Number.NaN].map((v) => isBeyond(v, band))).toEqual([
      true,
      false,
      false,
      false,
      true,
      false,
    ])
    expect([-3, 0, 1, 9].map((v) => nearerBound(v, band))).toEqual([-2, -2, 3, 3])
  })
})
