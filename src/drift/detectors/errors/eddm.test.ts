import { expect, test } from 'vitest'
import { feed } from './error-streams.test-support'

const ones = (rows: number) => Array.from({ length: rows }, () => 1)

test('distances between errors, by hand', async () => {
  // Distances 10, …, 10, then 1, 1, …
  const errors = Array.from({ length: 400 }, (_, i) => (i % 10 === 9 ? 1 : 0))
  const { stream } = await feed('eddm', errors)
  expect(stream.internals()).toMatchObject({ errors: 40, mean: 10, std: 0, max: 10, ratio: 1 })
  const v = (k: number) => {
    const mean = (400 + k) / (40 + k)
    return mean + 2 * Math.sqrt((40 * (10 - mean) ** 2 + k * (1 - mean) ** 2) / (40 + k))
  }
  let max = 10
  let expected = -1
  for (let k = 1; expected < 0; k++) {
    max = Math.max(max, v(k))
    if (v(k) / max < 0.9) expected = k
  }
  const more = ones(expected + 1).map((x) => stream.update(x))
  expect(more.findIndex(({ drift }) => drift) + 1).toBe(expected)
})

test('a warning stays up between errors, and Frouros takes it back', async () => {
  const errors = [
    ...Array.from({ length: 400 }, (_, i) => (i % 10 === 9 ? 1 : 0)),
    ...Array.from({ length: 600 }, (_, i) => (i % 4 === 3 ? 1 : 0)),
  ]
  const rowsOf = async (profile: string) =>
    (await feed('eddm', errors, { profile, reset: 'none', beta: 0.5 })).steps.flatMap(({ warning }, i) =>
      warning ? [i] : [],
    )
  const ours = await rowsOf('canonical')
  const frouros = await rowsOf('frouros')
  expect(ours.length).toBeGreaterThan(3 * frouros.length)
  expect(frouros.every((i) => errors[i] === 1)).toBe(true)
  expect(ours.filter((i) => errors[i] === 1)).toEqual(frouros)
})
