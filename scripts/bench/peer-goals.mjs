/** @import { Row } from './report.mjs' */

/**
 * A goal in times a peer's time, in words and judged.
 * @param {Readonly<Record<string, number>>} goal by the peer's name; a peer that was not measured is not judged
 * @param {Readonly<Record<string, number>>} ratios a peer's time by ours
 * @returns {Pick<Row, 'goal' | 'met'>}
 */
export function judgedByRatio(goal, ratios) {
  const judged = Object.entries(goal).filter(([peer]) => ratios[peer] !== undefined)
  if (judged.length === 0) return { goal: null, met: null }
  return {
    goal: judged.map(([peer, times]) => `≥ ${times} × ${peer}`).join(', '),
    met: judged.every(([peer, times]) => (ratios[peer] ?? 0) >= times),
  }
}
