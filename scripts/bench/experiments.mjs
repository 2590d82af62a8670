import { buildConnected } from './app-server.mjs'
import { closeLab, expectMilestone, openLab, reached, recorded } from './lab.mjs'
import { KEYS, MANY, serveMlflow } from './mlflow-server.mjs'
import { ms, spreadOf, times } from './report.mjs'
import { rateRow, scrollRate, scrollSeconds } from './scrolling.mjs'
import { longestTask } from './task-trace.mjs'
import { openUnrecorded } from './unrecorded-page.mjs'

/** @import { World } from '../bench.mjs' */
/** @import { Row } from './report.mjs' */
/** @import { Page } from 'playwright-core' */

const FIRST_ROWS_GOAL_MS = 1000
const KEYSTROKE_GOAL_MS = 50
const TASK_GOAL_MS = 50

const TABLE = '[aria-label="Runs"][aria-rowcount]'
/** A cell of a run's own: it is there only once the worker has read the page. */
const ROWS = { selector: '[aria-label="Runs"] [role=gridcell]', text: 'run 1' }
const count = (/** @type {number} */ n) => String(n).replace(/\B(?=(\d{3})+$)/g, ' ')
/** The count of runs says no more that some are only loaded. */
const ALL = { selector: '[role=status]', text: `${count(MANY.runs)} runs` }

/**
 * 20,000 runs × 200 columns, and 12,000 keys: from the first answer to rows, loading, scrolling, filtering.
 * @param {World} world
 * @returns {Promise<Row[]>}
 */
export async function timeExperiments({ browser, folder, quick, say }) {
  const server = await serveMlflow(await buildConnected(folder), [MANY.id, KEYS.id])
  const found = {
    rows: /** @type {number[]} */ ([]),
    all: /** @type {number[]} */ ([]),
    tasks: /** @type {number[]} */ ([]),
    beats: /** @type {number[]} */ ([]),
    processor: /** @type {number[]} */ ([]),
    down: /** @type {number[]} */ ([]),
    across: /** @type {number[]} */ ([]),
    keys: /** @type {number[]} */ ([]),
    manyKeys: /** @type {number[]} */ ([]),
    keysTasks: /** @type {number[]} */ ([]),
    picker: /** @type {number[]} */ ([]),
  }
  const rounds = quick ? 1 : 3
  const seconds = scrollSeconds(quick)
  try {
    for (let round = 0; round < rounds; round++) {
      // All 200 columns are shown, not only the most telling ones.
      const url = `${server.url}#/experiments/${MANY.id}?differing=no`
      const loaded = await openUnrecorded(browser, url, { rows: ROWS, all: ALL })
      const { painted } = await loaded.reached('rows')
      await loaded.resetWatch()
      const first = await loaded.evaluate(`(${firstAnswer.toString()})()`)
      found.rows.push(painted - first)
      const { processor } = await longestTask(browser, undefined, async () => {
        found.all.push((await loaded.reached('all')).painted - first)
      })
      const { longTasks, longestBeat } = await loaded.recorded()
      found.tasks.push(...longTasks)
      found.processor.push(processor)
      found.beats.push(longestBeat - 4)
      await loaded.close()

      const page = await openLab(browser, url, { all: ALL })
      await reached(page, 'all')
      found.down.push(await scrollRate(page, TABLE, { down: 64, right: 0, seconds }))
      found.across.push(await scrollRate(page, TABLE, { down: 0, right: 24, seconds }))
      found.keys.push(...(await timeKeystrokes(page)))
      await closeLab(page)

      const keys = await openLab(browser, `${server.url}#/experiments/${KEYS.id}`, { rows: ROWS })
      found.manyKeys.push((await reached(keys, 'rows')).painted - (await keys.evaluate(firstAnswer)))
      found.picker.push(await timePicker(keys))
      found.keysTasks.push(...(await recorded(keys)).longTasks)
      await closeLab(keys)
    }
  } finally {
    server.close()
  }
  say(`  keystrokes: ${found.keys.map(ms).join(', ')}`)
  say(`  tasks above ${TASK_GOAL_MS} ms while loading: ${found.tasks.map(ms).join(', ') || 'none'}`)
  const size = `${MANY.runs} runs × ${MANY.metrics + MANY.params + MANY.tags}`
  const longest = Math.max(0, ...found.tasks)
  return [
    {
      what: `${size}: the first page's answer → its rows drawn`,
      goal: `≤ ${FIRST_ROWS_GOAL_MS} ms, each`,
      measured: times(found.rows),
      met: spreadOf(found.rows).max <= FIRST_ROWS_GOAL_MS,
    },
    { what: '… → all of them loaded', goal: null, measured: times(found.all), met: null },
    {
      what: 'The main thread meanwhile',
      goal: `no task above ${TASK_GOAL_MS} ms`,
      measured: `${tasksText(found.tasks, rounds)}; most processor time of a task ${ms(Math.max(...found.processor))}; a 4 ms timer came ${ms(Math.max(...found.beats))} late`,
      met: longest <= TASK_GOAL_MS,
    },
    rateRow('The same, scrolled down, two rows a frame', found.down),
    rateRow('The same, scrolled across, 24 px a frame', found.across),
    {
      what: 'The same, a key in the filter → the frame with its rows',
      goal: `≤ ${KEYSTROKE_GOAL_MS} ms, median`,
      measured: times(found.keys),
      met: spreadOf(found.keys).median <= KEYSTROKE_GOAL_MS,
    },
    {
      what: `${KEYS.keys} keys: the answer → its rows drawn`,
      goal: 'opens',
      measured: `${times(found.manyKeys)}; ${tasksText(found.keysTasks, rounds)}`,
      met: true,
    },
    {
      what: 'The same, its column picker: press → shown',
      goal: null,
      measured: times(found.picker),
      met: null,
    },
  ]
}

/** @param {readonly number[]} tasks @param {number} rounds */
function tasksText(tasks, rounds) {
  return tasks.length === 0
    ? `no task above ${TASK_GOAL_MS} ms`
    : `${tasks.length} tasks above ${TASK_GOAL_MS} ms in ${rounds} rounds, the longest ${ms(Math.max(...tasks))}`
}

/** Runs in the page. @returns when the first page of runs had come, in milliseconds since the navigation */
function firstAnswer() {
  const entries = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType('resource'))
  const first = entries.find(({ name }) => name.endsWith('/runs/search'))
  if (!first) throw new Error('No page of runs was asked for.')
  return first.responseEnd
}

/**
 * Types a comparison; each time ends with the frame after the count of runs changed, with which the rows change.
 * @param {Page} page
 */
async function timeKeystrokes(page) {
  const filter = page.getByRole('combobox', { name: 'Filter runs' })
  await filter.fill('metrics.metric_7 > 0.5')
  await page.waitForFunction(
    () => document.querySelector('[role=status]')?.textContent.includes(' of ') === true,
  )
  /** @type {number[]} */
  const found = []
  for (const key of ['1', 'Backspace', '2', '5', 'Backspace', 'Backspace', '9', 'Backspace']) {
    await page.evaluate(() => {
      const said = () =>
        [...document.querySelectorAll('[role=status]')].map((one) => one.textContent).join('|')
      const before = said()
      const shown = new Promise((resolve) => {
        addEventListener(
          'keydown',
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
      Object.assign(window, { benchKey: shown })
    })
    await page.keyboard.press(key)
    found.push(
      await page.evaluate(
        () => /** @type {{ benchKey: Promise<number> }} */ (/** @type {unknown} */ (window)).benchKey,
      ),
    )
  }
  return found
}

/** @param {Page} page */
async function timePicker(page) {
  await expectMilestone(page, 'picker', { selector: '[aria-label="Search columns"]' })
  await page.getByRole('button', { name: /^Columns/ }).click()
  const { painted } = await reached(page, 'picker')
  return painted - (await recorded(page)).pressed
}
