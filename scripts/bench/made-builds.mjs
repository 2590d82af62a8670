/** @import { Build } from '~/domain/jenkins/build' */

/**
 * Builds with stages of log-normal times, newest first; one stage in ten changes in the middle.
 * @param {number} count
 * @param {number} width stages of each
 * @returns {Build[]}
 */
export function madeBuilds(count, width) {
  let state = 2024
  const random = () => {
    state = Math.imul(state, 48_271) % 0x7fffffff
    return Math.abs(state) / 0x7fffffff
  }
  return Array.from({ length: count }, (_, row) => {
    let at = 1.7e12 - row * 3_600_000
    const startedAt = at
    const stages = Array.from({ length: width }, (_stage, i) => {
      // Two builds in seven have two stages in the other order.
      const j = row % 7 < 2 && i < 2 ? 1 - i : i
      const slower = j % 10 === 0 && row < count / 2 ? 1.3 : 1
      const spread = random() + random() + random() + random() - 2
      const durationMs = Math.round(60_000 * slower * (1 + 0.2 * spread))
      const startedStage = at
      at += durationMs
      return {
        id: String(i),
        name: `Stage ${j}`,
        status: /** @type {const} */ ('success'),
        startedAt: startedStage,
        durationMs,
        pausedMs: 0,
      }
    })
    const id = String(count - row)
    return {
      id,
      name: `#${id}`,
      status: 'success',
      startedAt,
      durationMs: at - startedAt,
      queuedMs: 0,
      stages,
    }
  })
}
