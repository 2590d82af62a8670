import { buildConnected } from './app-server.mjs'
import { EXPERIMENT, RECORDS, serveHistory } from './history-server.mjs'
import { closeLab, openLab, reached } from './lab.mjs'
import { ms, spreadOf, times } from './report.mjs'
import { rateRow, scrollRate, scrollSeconds } from './scrolling.mjs'

/** @import { World } from '../bench.mjs' */
/** @import { Row } from './report.mjs' */
/** @import { Page } from 'playwright-core' */

const ZOOM_GOAL_MS = 100
const TABLE = '[role=grid][aria-label="Records"]'

/** "10 000 records" under the chart: all are there. */
const WHOLE = { selector: 'figure, section, div', text: '10 000 records, 36 of them without a value' }

/**
 * A history of 10,000 records: from the first page to the whole chart, its zoom, and its table.
 * @param {World} world
 * @returns {Promise<Row[]>}
 */
export async function timeHistory({ browser, folder, quick, say }) {
  const server = await serveHistory(await buildConnected(folder))
  /** @type {number[]} */
  const whole = []
  /** @type {number[]} */
  const zooms = []
  /** @type {number[]} */
  const rates = []
  try {
    for (let round = 0; round < (quick ? 1 : 5); round++) {
      const page = await openLab(browser, `${server.url}#/drift/${EXPERIMENT}`, { whole: WHOLE })
      const { painted } = await reached(page, 'whole')
      whole.push(painted - (await firstPage(page)))
      zooms.push(...(await timeZooms(page)))
      rates.push(await scrollRate(page, TABLE, { down: 64, right: 0, seconds: scrollSeconds(quick) }))
      await closeLab(page)
    }
  } finally {
    server.close()
  }
  say(`  zoom: ${zooms.map(ms).join(', ')}`)
  const slowest = spreadOf(zooms).max
  return [
    {
      what: `${RECORDS} records: the first page's answer → the whole chart drawn`,
      goal: null,
      measured: times(whole),
      met: null,
    },
    {
      what: 'The same, a zoom: key → the frame that shows it',
      goal: `≤ ${ZOOM_GOAL_MS} ms, each`,
      measured: times(zooms),
      met: slowest <= ZOOM_GOAL_MS,
    },
    rateRow('The same, its table scrolled', rates),
  ]
}

/** @param {Page} page @returns when the first page of records had come, in milliseconds since the navigation */
function firstPage(page) {
  return page.evaluate(() => {
    const entries = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType('resource'))
    const first = entries.find(({ name }) => name.includes('/drift/search'))
    if (!first) throw new Error('No page of records was asked for.')
    return first.responseEnd
  })
}

/** Zooms in and out by keys; each time ends with the frame after the drawing changed. @param {Page} page */
async function timeZooms(page) {
  const plot = page.locator('figure [role=slider]').first()
  await plot.focus()
  /** @type {number[]} */
  const found = []
  for (const key of ['+', '+', '+', '+', '-', '+', '-', '-', '0']) {
    await page.evaluate(() => {
      const drawing = () =>
        [...document.querySelectorAll('figure [role=slider] svg path')].map((p) => p.getAttribute('d')).join()
      const before = drawing()
      const shown = new Promise((resolve) => {
        addEventListener(
          'keydown',
          ({ timeStamp }) => {
            const look = () =>
              requestAnimationFrame(() => {
                if (drawing() === before) return look()
                // A task after the frame's callbacks: by then it is drawn.
                return setTimeout(() => resolve(performance.now() - timeStamp))
              })
            look()
          },
          { capture: true, once: true },
        )
      })
      Object.assign(window, { benchZoom: shown })
    })
    await page.keyboard.press(key)
    found.push(
      await page.evaluate(
        () => /** @type {{ benchZoom: Promise<number> }} */ (/** @type {unknown} */ (window)).benchZoom,
      ),
    )
  }
  return found
}
