import { buildConnected } from './app-server.mjs'
import { closeLab, expectMilestone, openLab, reached } from './lab.mjs'
import { runId, serveMlflow, STEPS } from './mlflow-server.mjs'
import { ms, spreadOf, times } from './report.mjs'

/** @import { World } from '../bench.mjs' */
/** @import { Row } from './report.mjs' */
/** @import { Page } from 'playwright-core' */

const WHOLE_GOAL_MS = 300
const ZOOM_GOAL_MS = 100

/** Many lines are one canvas. */
const LINES = { selector: 'figure [data-part=lines] canvas' }
const NOT_ALL = { selector: 'figure', text: `of ${STEPS.runs} histories loaded`, absent: true }

/**
 * 200 runs × 10,000 steps of one metric on the page that compares them: from the first history to lines, until all are
 * there, and then a zoom and the whole again.
 * @param {World} world
 * @returns {Promise<Row[]>}
 */
export async function timeCompare({ browser, folder, quick, say }) {
  const server = await serveMlflow(await buildConnected(folder), [STEPS.id])
  // As links of so many are read, packed or not.
  const runs = Array.from({ length: STEPS.runs }, (_, i) => runId(STEPS.id, i).slice(0, 7)).join('.')
  const first = /** @type {number[]} */ ([])
  const all = /** @type {number[]} */ ([])
  const zooms = /** @type {number[]} */ ([])
  const wholes = /** @type {number[]} */ ([])
  try {
    for (let round = 0; round < (quick ? 1 : 3); round++) {
      const url = `${server.url}#/experiments/${STEPS.id}/compare?runs=${runs}`
      const page = await openLab(browser, url, { lines: LINES })
      const { painted } = await reached(page, 'lines')
      const answered = await firstHistory(page)
      first.push(painted - answered)
      await expectMilestone(page, 'all', NOT_ALL)
      all.push((await reached(page, 'all')).painted - answered)
      await page.locator('figure [role=slider]').first().focus()
      // Each changes the view: what shows the same is not drawn again.
      for (const key of ['+', '+', '0', '+', '+', '-', '0']) {
        const took = await timeRedraw(page, key)
        if (key === '0') wholes.push(took)
        else zooms.push(took)
      }
      await closeLab(page)
    }
  } finally {
    server.close()
  }
  say(`  zooms: ${zooms.map(ms).join(', ')}; whole: ${wholes.map(ms).join(', ')}`)
  return [
    {
      what: `${STEPS.runs} runs × ${STEPS.steps} steps: the first history's answer → lines drawn`,
      goal: null,
      measured: times(first),
      met: null,
    },
    { what: '… → all histories loaded and drawn', goal: null, measured: times(all), met: null },
    {
      what: 'All of them in the worker, shown whole: key → the last frame of it',
      goal: `≤ ${WHOLE_GOAL_MS} ms, each`,
      measured: times(wholes),
      met: spreadOf(wholes).max <= WHOLE_GOAL_MS,
    },
    {
      what: 'The same, a zoom: key → the last frame of it',
      goal: `≤ ${ZOOM_GOAL_MS} ms, each`,
      measured: times(zooms),
      met: spreadOf(zooms).max <= ZOOM_GOAL_MS,
    },
  ]
}

/** @param {Page} page @returns when the first history had come, in milliseconds since the navigation */
function firstHistory(page) {
  return page.evaluate(() => {
    const entries = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType('resource'))
    const first = entries.find(({ name }) => name.includes('/metrics/get-history'))
    if (!first) throw new Error('No history was asked for.')
    return first.responseEnd
  })
}

/**
 * The lines are drawn at once as far as they are known, and again with the points that the worker makes for the new
 * view: the last of these counts.
 * @param {Page} page
 * @param {string} key
 */
async function timeRedraw(page, key) {
  await page.evaluate(() => {
    const shown = new Promise((resolve, reject) => {
      addEventListener(
        'keydown',
        ({ timeStamp }) => {
          let last = 0
          let quiet = setTimeout(() => reject(new Error('The lines were not drawn again.')), 5000)
          const observer = new MutationObserver(() =>
            requestAnimationFrame(() =>
              setTimeout(() => {
                last = performance.now()
                clearTimeout(quiet)
                quiet = setTimeout(() => {
                  observer.disconnect()
                  resolve(last - timeStamp)
                }, 500)
              }),
            ),
          )
          // A canvas that is drawn anew is given its size anew.
          const plot = document.querySelector('figure [role=slider]')
          if (plot) observer.observe(plot, { subtree: true, attributeFilter: ['width'] })
        },
        { capture: true, once: true },
      )
    })
    Object.assign(window, { benchRedraw: shown })
  })
  await page.keyboard.press(key)
  return page.evaluate(
    () => /** @type {{ benchRedraw: Promise<number> }} */ (/** @type {unknown} */ (window)).benchRedraw,
  )
}
