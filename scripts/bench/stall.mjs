/** @import { Browser, Page } from 'playwright-core' */

/** How long a page has to answer or to draw a frame before it counts as one that does not. */
const ANSWER_MS = 5000

/** A part of the benchmark that did not come to its end in its time. */
export class Stall extends Error {
  /** @param {string} message @param {boolean} browserAtFault that its pages answer, but get no frames to draw in */
  constructor(message, browserAtFault) {
    super(message)
    this.browserAtFault = browserAtFault
  }
}

/**
 * What the pages of a browser do in which a part does not end.
 * @param {Browser} browser
 * @param {number} limitMs what the part had
 */
export async function stallOf(browser, limitMs) {
  const pages = browser.contexts().flatMap((context) => context.pages())
  const states = await Promise.all(pages.map(stateOf))
  const told = states.length === 0 ? 'no page is open' : states.map(({ text }) => text).join('; ')
  return new Stall(
    `Not at its end after ${limitMs / 1000} s: ${told}.`,
    states.some(({ frozen }) => frozen) && states.every(({ busy }) => !busy),
  )
}

/** @param {Page} page @returns {Promise<{ text: string, frozen: boolean, busy: boolean }>} */
async function stateOf(page) {
  const session = await page.context().newCDPSession(page)
  if (!(await inTime(session.send('Runtime.evaluate', { expression: '1' }))))
    return { text: 'its script is busy', frozen: false, busy: true }
  const expression = 'new Promise((resolve) => requestAnimationFrame(() => resolve(1)))'
  if (!(await inTime(session.send('Runtime.evaluate', { expression, awaitPromise: true }))))
    return { text: 'its script is idle and it gets no frames to draw in', frozen: true, busy: false }
  return { text: 'its script is idle and it draws', frozen: false, busy: false }
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<T | null>} null where it takes too long or fails
 */
function inTime(promise) {
  return Promise.race([
    promise.catch(() => null),
    new Promise((/** @type {(value: null) => void} */ resolve) => {
      setTimeout(() => resolve(null), ANSWER_MS)
    }),
  ])
}
