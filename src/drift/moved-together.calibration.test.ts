import { expect, test } from 'vitest'
import { movedTogetherP } from './moved-together'
import { columns } from './moved-together.test-support'

test.each([50, 128, 400])('keeps its level without a change, in %i rows', (n) => {
  const p = Array.from({ length: 400 }, (_, k) =>
    movedTogetherP(columns(2 * k, n, 0.3), columns(2 * k + 1, n, 0.3)),
  )
  const below = (level: number): number => p.filter((one) => one <= level).length / p.length
  // 400 draws: three standard errors around 5 % and 1 %.
  expect(below(0.05)).toBeLessThan(0.085)
  expect(below(0.05)).toBeGreaterThan(0.015)
  expect(below(0.01)).toBeLessThan(0.027)
})
