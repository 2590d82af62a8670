import { expect, test } from 'vitest'
import {
  below,
  createRandom,
  fillBits,
  markNumberedSubset,
  markSubset,
  normal,
  PURPOSE,
  seedState,
  shuffle,
  subset,
  uniform,
} from './random'

const random = (seed = 1, index = 0) => createRandom(seed, PURPOSE.test, index)

/** Pearson's χ² of counts against equal expectations, as deviations of its own standard error. */
function excess(counts: ArrayLike<number>): number {
  const list = Array.from(counts)
  const mean = list.reduce((a, b) => a + b, 0) / list.length
  const chi2 = list.reduce((a, b) => a + (b - mean) ** 2 / mean, 0)
  const df = list.length - 1
  return (chi2 - df) / Math.sqrt(2 * df)
}

test('the same seed, purpose and index give the same numbers, any other gives others', () => {
  const first = (seed: number, purpose: Parameters<typeof createRandom>[1], index: number) =>
    createRandom(seed, purpose, index)()
  expect(first(7, PURPOSE.split, 3)).toBe(first(7, PURPOSE.split, 3))
  const all = new Set<number>()
  for (let seed = 0; seed < 50; seed++)
    for (const purpose of Object.values(PURPOSE))
      for (let i = 0; i < 50; i++) all.add(first(seed, purpose, i))
  // 15,000 draws from 2³²: 0.03 collisions are expected.
  expect(all.size).toBeGreaterThan(50 * 50 * Object.keys(PURPOSE).length - 3)
})

test('the numbers of the generator are pinned: results are stored with their seed', () => {
  const r = createRandom(42, PURPOSE.permutation, 0)
  expect([r(), r(), r(), r()]).toMatchInlineSnapshot(`
    [
      2903253269,
      647893498,
      633035603,
      761768138,
    ]
  `)
})

test('numbers that are written many at once are those of the generator, and it goes on from there', () => {
  const one = createRandom(7, PURPOSE.permutation, 3)
  const state = new Int32Array(4)
  seedState(state, 7, PURPOSE.permutation, 3)
  const words = new Uint32Array(20)
  fillBits(state, words, 2, 5)
  fillBits(state, words, 5, 20)
  expect(words).toEqual(Uint32Array.from(words, (_, at) => (at < 2 ? 0 : one())))
})

test('first numbers of neighbouring indices are uniform and unrelated', () => {
  const counts = new Float64Array(64)
  const pairs = new Float64Array(64)
  for (let i = 0; i < 64_000; i++) {
    const a = random(5, i)() >>> 26
    counts[a] = (counts[a] as number) + 1
    const b = ((random(5, i)() >>> 29) << 3) | (random(5, i + 1)() >>> 29)
    pairs[b] = (pairs[b] as number) + 1
  }
  expect(Math.abs(excess(counts))).toBeLessThan(4)
  expect(Math.abs(excess(pairs))).toBeLessThan(4)
})

test('below is uniform, also where n is no power of two', () => {
  for (const n of [1, 2, 3, 5, 100, 2 ** 32]) {
    const r = random(n)
    for (let i = 0; i < 100; i++) {
      const x = below(r, n)
      expect(Number.isInteger(x) && x >= 0 && x < n).toBe(true)
    }
  }
  const counts = new Float64Array(7)
  const r = random(2)
  for (let i = 0; i < 70_000; i++) {
    const x = below(r, 7)
    counts[x] = (counts[x] as number) + 1
  }
  expect(Math.abs(excess(counts))).toBeLessThan(4)
})

test('subsets have the size asked for, and every subset is as likely', () => {
  const counts = new Map<string, number>()
  const marks = new Uint8Array(6)
  const r = random(3)
  for (let i = 0; i < 40_000; i++) {
    markSubset(r, 6, 3, marks)
    const key = marks.join('')
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  expect(counts.size).toBe(20)
  for (const key of counts.keys()) expect(key.replaceAll('0', '')).toBe('111')
  expect(Math.abs(excess([...counts.values()]))).toBeLessThan(4)
  expect([...subset(random(4), 5, 5)]).toEqual([0, 1, 2, 3, 4])
  expect([...subset(random(4), 5, 0)]).toEqual([])
})

test('a numbered subset is that of its generator', () => {
  for (let index = 0; index < 200; index++) {
    const [n, seed] = [1 + (index % 90), 7 * index]
    const size = (3 * index) % (n + 1)
    const marks = new Uint8Array(n)
    markSubset(createRandom(seed, PURPOSE.test, index), n, size, marks)
    const numbered = new Int32Array(n)
    markNumberedSubset({ seed, purpose: PURPOSE.test, index }, n, size, numbered)
    expect([...numbered]).toEqual(Array.from(marks, (mark) => (mark === 1 ? -1 : 0)))
  }
})

test('shuffles keep the items, and every order is as likely', () => {
  const counts = new Map<string, number>()
  const r = random(8)
  for (let i = 0; i < 24_000; i++) {
    const key = shuffle(r, [1, 2, 3, 4]).join('')
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  expect(counts.size).toBe(24)
  expect(Math.abs(excess([...counts.values()]))).toBeLessThan(4)
})

test('uniform and normal deviates have their moments', () => {
  const r = random(9)
  const n = 50_000
  let u = 0
  let z = 0
  let zz = 0
  let tail = 0
  for (let i = 0; i < n; i++) {
    u += uniform(r) / n
    const x = normal(r)
    z += x / n
    zz += (x * x) / n
    if (Math.abs(x) > 1.959964) tail++
  }
  expect(Math.abs(u - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / n))
  expect(Math.abs(z)).toBeLessThan(4 / Math.sqrt(n))
  expect(Math.abs(zz - 1)).toBeLessThan(4 * Math.sqrt(2 / n))
  expect(Math.abs(tail / n - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / n))
})
