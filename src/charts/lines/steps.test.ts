import fc from 'fast-check'
import { expect, it } from 'vitest'
import { stepsOf } from './steps'

it('has every x of every line once, ascending', () => {
  const line = fc.array(fc.integer({ min: -20, max: 20 })).map((all) => ({
    x: Float64Array.from(all.toSorted((a, b) => a - b)),
  }))
  fc.assert(
    fc.property(fc.array(line, { maxLength: 9 }), (lines) => {
      const all = new Set(lines.flatMap(({ x }) => [...x]))
      expect([...stepsOf(lines)]).toEqual([...all].toSorted((a, b) => a - b))
    }),
  )
})
