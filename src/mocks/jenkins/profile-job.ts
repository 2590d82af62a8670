import { exp } from '~/drift/math/exp'
import { createRandom, normal, PURPOSE, uniform } from '~/drift/random'
import type { MockBuild } from './mock-build'

/** Usual times of a made-up pipeline in seconds, and what each has more from its change on: in all nothing. */
const STAGES: readonly (readonly [name: string, seconds: number, more: number])[] = [
  ['Checkout SCM', 24, 3.5],
  ['Lint', 31, 4.5],
  ['Unit tests', 118, -13],
  ['Docker images build', 96, -11],
  ['Model smoke test', 64, 8],
  ['Docker delivery to registry', 58, 8],
]

const BUILDS = 90
/** Its number: what it was built of is in `commits.ts`. */
const CHANGED = 161
const LAST = 190
const SPREAD = 0.13
const EVERY_MS = 8 * 3_600_000

/**
 * Builds whose stages take other times from #161 on while the whole build does not: no stage alone is sure, all together
 * are.
 * @param end when the newest began
 * @returns newest first, the same at every call
 */
export function profileBuilds(end: number): MockBuild[] {
  const random = createRandom(52, PURPOSE.test)
  return Array.from({ length: BUILDS }, (_, i): MockBuild => {
    const number = LAST - BUILDS + 1 + i
    const begin = end - (LAST - number) * EVERY_MS - Math.round(uniform(random) * 600_000)
    let at = begin
    const stages = STAGES.map(([name, seconds, more], k) => {
      const usual = 1000 * (seconds + (number >= CHANGED ? more : 0))
      const durationMillis = Math.round(usual * exp(SPREAD * normal(random)))
      const startTimeMillis = at
      at += durationMillis
      return {
        id: String(6 + 5 * k),
        name,
        status: 'SUCCESS',
        startTimeMillis,
        durationMillis,
        pauseDurationMillis: 0,
      }
    })
    return {
      id: String(number),
      name: `#${number}`,
      status: 'SUCCESS',
      startTimeMillis: begin,
      endTimeMillis: at,
      durationMillis: at - begin,
      queueDurationMillis: 700,
      pauseDurationMillis: 0,
      stages,
    }
  }).toReversed()
}
