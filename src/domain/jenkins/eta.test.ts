import { expect, test } from 'vitest'
import type { Build, BuildStatus } from './build'
import { elapsedOf, etaBasis, etaOf, etaText } from './eta'

/** Stages one after the other. */
function build(number: number, status: BuildStatus, stages: [string, number][], now?: number): Build {
  let at = number * 1_000_000
  const startedAt = at
  const list = stages.map(([name, durationMs], i) => {
    const stage = { id: String(i), name, status: 'success' as const, startedAt: at, durationMs, pausedMs: 0 }
    at += durationMs
    return stage
  })
  return {
    id: String(number),
    name: `#${number}`,
    status,
    startedAt,
    durationMs: now ?? at - startedAt,
    queuedMs: null,
    stages: list,
  }
}
/** Eleven builds: "Build" took 100, 110 … 200 s after 10 s of checkout. */
const earlier = Array.from({ length: 11 }, (_, i) =>
  build(i + 1, 'success', [
    ['Checkout', 10_000],
    ['Build', 100_000 + i * 10_000],
  ]),
)
const live = (ms: number) =>
  build(20, 'running', [
    ['Checkout', 10_000],
    ['Build', ms],
  ])

test('counts from the stage that it reached, with median, p10, p90 and n', () => {
  expect(etaOf(live(50_000), earlier, 60_000)).toEqual({
    kind: 'left',
    p10: 60_000,
    p50: 100_000,
    p90: 140_000,
    n: 11,
    since: 'Build',
  })
})

test('earlier builds that had ended by now are left out', () => {
  const eta = etaOf(live(155_000), earlier, 165_000)
  // 160, 170, 180, 190 and 200 s are left.
  expect(eta).toMatchObject({ kind: 'left', n: 5, p50: 25_000 })
})

test('overdue past nine of ten', () =>
  expect(etaOf(live(195_000), earlier, 205_000)).toEqual({
    kind: 'overdue',
    byMs: 5000,
    n: 11,
    since: 'Build',
  }))

test('a stage that the others have not gives its place to the one before', () => {
  const odd = build(20, 'running', [
    ['Checkout', 10_000],
    ['New', 5000],
  ])
  expect(etaOf(odd, earlier, 15_000)).toMatchObject({ kind: 'left', since: 'Checkout', p50: 145_000 })
  expect(etaOf({ ...odd, stages: [] }, earlier, 15_000)).toMatchObject({ since: null, p50: 145_000 })
})

test('nothing is promised of fewer than five, nor while it waits for a person', () => {
  expect(etaOf(live(1), earlier.slice(0, 4), 10_001)).toEqual({ kind: 'unknown', n: 4, why: 'few' })
  const failed = earlier.map((one) => ({ ...one, status: 'failed' as const }))
  expect(etaOf(live(1), failed, 10_001)).toEqual({ kind: 'unknown', n: 0, why: 'few' })
  expect(etaOf({ ...live(1), status: 'paused' }, earlier, 10_001)).toMatchObject({ why: 'paused' })
})

test('a build that its list tells no duration of has taken since its start', () => {
  expect(elapsedOf({ ...live(1), durationMs: 0 }, 20_030_000)).toBe(30_000)
  // A clock that is behind.
  expect(elapsedOf({ ...live(1), durationMs: 40_000 }, 20_030_000)).toBe(40_000)
  expect(elapsedOf(earlier[0]!, 20_030_000)).toBe(110_000)
})

test('in words, no finer than it is known', () => {
  const left = etaOf(live(50_000), earlier, 60_000)
  expect([etaText(left), etaBasis(left)]).toEqual([
    '~1min 40s left',
    '1min to 2min 20s in 8 of 10 cases, based on 11 earlier successful builds from “Build” on.',
  ])
  const late = etaOf(live(195_000), earlier, 205_000)
  expect([etaText(late), etaBasis(late)]).toEqual([
    'overdue by 5 s',
    'Longer than 9 in 10 of 11 earlier successful builds from “Build” on.',
  ])
  const none = etaOf(live(1), [], 1)
  expect([etaText(none), etaBasis(none)]).toEqual([
    'no estimate yet',
    'An estimate needs 5 successful builds; there are 0.',
  ])
  expect(etaText({ kind: 'left', p10: 1, p50: 754_321, p90: 2, n: 9, since: null })).toBe('~13min left')
})
