import { buildConnected } from './app-server.mjs'
import { closeLab, openLab } from './lab.mjs'
import { serveMlflow, TALL } from './mlflow-server.mjs'
import { spreadOf, times } from './report.mjs'

/** @import { World } from '../bench.mjs' */
/** @import { Row } from './report.mjs' */
/** @import { Page } from 'playwright-core' */

const TO_PAINT_GOAL_MS = 60
const HEAP_GOAL_MB = 15
/** 20,000 runs take seconds; beside other programs far more. */
const LOAD_MS = 60_000

/**
 * 100,000 runs × 20 columns on the page of an experiment: from the press to the frame with the rows in their new order, from
 * a key of the filter to the frame with the rows that match, and what the page keeps on its own thread.
 * @param {World} world
 * @returns {Promise<Row[]>}
 */
export async function timeTallTable({ browser, folder, quick }) {
  const server = await serveMlflow(await buildConnected(folder), [TALL.id])
  try {
    const page = await openLab(browser, `${server.url}#/experiments/${TALL.id}?differing=no`)
    const before = await heapOf(page)
    await loadAll(page, quick)
    const sorts = await timeSorts(page, quick ? 4 : 16)
    const keys = await timeKeys(page)
    const heap = await heapOf(page)
    await closeLab(page)
    const size = `${quick ? 'A fifth of ' : ''}${TALL.runs} runs × ${TALL.metrics + TALL.params + TALL.tags} on the page`
    const mb = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(1)} MB`
    return [
      {
        what: `${size}: a press on a column’s head → the frame with its rows`,
        goal: `≤ ${TO_PAINT_GOAL_MS} ms, median`,
        measured: times(sorts),
        met: spreadOf(sorts).median <= TO_PAINT_GOAL_MS,
      },
      {
        what: '… a key in the filter → the frame with its rows',
        goal: `≤ ${TO_PAINT_GOAL_MS} ms, median`,
        measured: times(keys),
        met: spreadOf(keys).median <= TO_PAINT_GOAL_MS,
      },
      {
        what: '… the heap of the main thread, collected',
        goal: `≤ ${HEAP_GOAL_MB} MB`,
        measured: `${mb(heap)}; before the first runs ${mb(before)}`,
        met: heap <= HEAP_GOAL_MB * 1e6,
      },
    ]
  } finally {
    server.close()
  }
}

/** Bytes of live objects of the page itself; workers have heaps of their own. @param {Page} page */
async function heapOf(page) {
  const session = await page.context().newCDPSession(page)
  // What only a finalizer frees goes with the second.
  for (let k = 0; k < 2; k++) await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize
}

/** The page loads a part by itself, and as much again at each press; of a quick run, that part. @param {Page} page @param {boolean} quick */
async function loadAll(page, quick) {
  const more = page.getByRole('button', { name: 'Load more' })
  const all = page.getByRole('status').filter({ hasText: '100 000 runs' })
  await more.waitFor({ timeout: LOAD_MS })
  if (quick) return
  while (await more.isVisible()) {
    await more.click()
    await more.or(all).first().waitFor({ timeout: LOAD_MS })
  }
}

/** By two columns in turn, so that each press orders anew. @param {Page} page @param {number} rounds */
async function timeSorts(page, rounds) {
  /** @type {number[]} */
  const found = []
  for (let round = 0; round < rounds; round++) {
    // By its title: a curve of the metric stands beside it.
    const head = page.locator(`[aria-label="Runs"] button[title="metric_${round % 2}"]`)
    await watchFor(page, 'click', '[aria-label="Runs"] [role=gridcell]')
    await head.click()
    found.push(await watched(page))
  }
  return found
}

/** @param {Page} page */
async function timeKeys(page) {
  await page.getByRole('combobox', { name: 'Filter runs' }).fill('metrics.metric_7 > 0.5')
  await page.getByRole('status').filter({ hasText: ' of ' }).first().waitFor()
  /** @type {number[]} */
  const found = []
  for (const key of ['1', 'Backspace', '2', '5', 'Backspace', 'Backspace', '9', 'Backspace']) {
    await watchFor(page, 'keydown', '[role=status]')
    await page.keyboard.press(key)
    found.push(await watched(page))
  }
  return found
}

/**
 * From the next event of a kind to the frame after the texts of some elements changed.
 * @param {Page} page
 * @param {string} type
 * @param {string} selector
 */
async function watchFor(page, type, selector) {
  await page.evaluate(
    ([kind, of]) => {
      const said = () => [...document.querySelectorAll(of)].map((one) => one.textContent).join('|')
      const before = said()
      const shown = new Promise((resolve) => {
        addEventListener(
          kind,
          ({ timeStamp }) => {
            const look = () =>
              requestAnimationFrame(() => {
                if (said() === before) return look()
                // A task after the frame's callbacks: by then it is drawn.
                return setTimeout(() => resolve(performance.now() - timeStamp))
              })
            look()
          },
          { capture: true, once: true },
        )
      })
      Object.assign(window, { benchShown: shown })
    },
    /** @type {const} */ ([type, selector]),
  )
}

/** @param {Page} page @returns {Promise<number>} milliseconds */
function watched(page) {
  return page.evaluate(
    () => /** @type {{ benchShown: Promise<number> }} */ (/** @type {unknown} */ (window)).benchShown,
  )
}
