import { spreadOf } from './report.mjs'

/** @import { Row } from './report.mjs' */
/** @import { Page } from 'playwright-core' */

const GOAL = 55

/** How long a table is scrolled, in seconds. @param {boolean} quick */
export const scrollSeconds = (quick) => (quick ? 1 : 3)

/**
 * Scrolls a table, a step a frame.
 * @param {Page} page
 * @param {string} selector of what scrolls
 * @param {{ down: number, right: number, seconds: number }} how px a frame, and for how long
 * @returns {Promise<number>} frames a second
 */
export function scrollRate(page, selector, how) {
  return page.evaluate(
    async ([table, { down, right, seconds }]) => {
      const scroller = document.querySelector(table)
      if (!scroller || scroller.scrollHeight <= scroller.clientHeight)
        throw new Error(`${table} does not scroll.`)
      if (right > 0 && scroller.scrollWidth < 10_000)
        throw new Error(`${table} does not show all its columns.`)
      scroller.scrollIntoView()
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      await frame()
      const start = performance.now()
      let frames = 0
      while (performance.now() - start < 1000 * seconds) {
        scroller.scrollTop += down
        scroller.scrollLeft += right
        await frame()
        frames += 1
      }
      return (1000 * frames) / (performance.now() - start)
    },
    /** @type {const} */ ([selector, how]),
  )
}

/** @param {string} what @param {readonly number[]} rates @returns {Row} */
export function rateRow(what, rates) {
  const { median, min, max } = spreadOf(rates)
  return {
    what,
    goal: `≥ ${GOAL} frames/s`,
    measured:
      rates.length === 1
        ? `${median.toFixed(1)} frames/s`
        : `${median.toFixed(1)} frames/s (${min.toFixed(1)} to ${max.toFixed(1)})`,
    met: min >= GOAL,
  }
}
