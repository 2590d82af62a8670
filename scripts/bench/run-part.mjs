import { Stall, stallOf } from './stall.mjs'

/** @import { Browser } from 'playwright-core' */

/**
 * Runs a part of the benchmark in a browser of its own, for a limited time. Where the browser stopped giving frames to
 * an idle page (seen once in some hundred runs, on a machine that was shared), the part is run again in a new browser,
 * and that is said. A page whose script does not end is a fault of ours and is not tried again.
 * @template T
 * @param {object} how
 * @param {() => Promise<Browser>} how.launch
 * @param {(browser: Browser) => T | Promise<T>} how.part
 * @param {number} how.limitMs
 * @param {(line: string) => void} how.say
 * @param {typeof stallOf} [how.stall]
 * @returns {Promise<T>}
 * @throws {Stall} where it does not come to its end
 */
export async function runPart(how) {
  try {
    return await runOnce(how)
  } catch (error) {
    if (!(error instanceof Stall && error.browserAtFault)) throw error
    how.say(`  ${error.message} Again, in a new browser:`)
    return runOnce(how)
  }
}

/**
 * @template T
 * @param {Parameters<typeof runPart<T>>[0]} how
 * @returns {Promise<T>}
 */
async function runOnce({ launch, part, limitMs, stall = stallOf }) {
  const browser = await launch()
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  const limit = new Promise((/** @type {(value: never) => void} */ _, reject) => {
    timer = setTimeout(() => {
      stall(browser, limitMs).then(reject, reject)
    }, limitMs)
  })
  // What ends the losing side later (its browser is closed) is told by the other one already.
  const rows = Promise.resolve(part(browser))
  rows.catch(() => {})
  try {
    return await Promise.race([rows, limit])
  } finally {
    clearTimeout(timer)
    await browser.close()
  }
}
