/** @import { Browser, Page } from 'playwright-core' */

/**
 * @typedef {object} TraceEvent
 * @property {string} name
 * @property {string} ph
 * @property {number} pid
 * @property {number} tid
 * @property {number} [dur] microseconds
 * @property {number} [tdur] microseconds for which the thread had a processor
 * @property {{ name?: string }} [args]
 */

/**
 * The longest task of the page's main thread while `work` goes on, in milliseconds: by the clock, and by the
 * processor time of the thread. Where these differ much, other programs had the processor.
 * @param {Browser} browser
 * @param {Page | undefined} page left out: of any page
 * @param {() => Promise<void>} work
 * @returns {Promise<{ wall: number, processor: number }>}
 */
export async function longestTask(browser, page, work) {
  await browser.startTracing(page, { categories: ['toplevel'] })
  try {
    await work()
  } catch (error) {
    await browser.stopTracing()
    throw error
  }
  /** @type {{ traceEvents: TraceEvent[] }} */
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString())
  const mainThreads = new Set(
    traceEvents.filter((e) => e.name === 'thread_name' && e.args?.name === 'CrRendererMain').map(threadOf),
  )
  const tasks = traceEvents.filter(
    (e) => e.ph === 'X' && e.name.endsWith('RunTask') && mainThreads.has(threadOf(e)),
  )
  if (tasks.length === 0) throw new Error('The trace of the browser holds no task of the main thread.')
  return {
    wall: Math.max(...tasks.map(({ dur = 0 }) => dur)) / 1000,
    processor: Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000,
  }
}

/** @param {TraceEvent} event */
function threadOf({ pid, tid }) {
  return `${pid}/${tid}`
}
