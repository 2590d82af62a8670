import { errors } from 'playwright-core'
import {
  closeLab,
  cardOf,
  expectMilestone,
  giveFiles,
  openLab,
  reached,
  recorded,
  resetWatch,
} from './lab.mjs'
import { spreadOf, times } from './report.mjs'

/** @import { World } from '../bench.mjs' */
/** @import { Row } from './report.mjs' */
/** @import { Page } from 'playwright-core' */

const GOAL_MS = 50
const PROGRESS = '[aria-label="Progress"]'
const FIRST_SEED = 30_001
/** A run whose button does not come within this has ended before it could be seen. */
const PATIENCE_MS = 3000

/**
 * From the press on *Cancel* to the worker's answer that the computation has ended, and to the page that says so.
 * @param {World} world
 * @returns {Promise<Row[]>}
 */
export async function timeCancel({ browser, labUrl, pair, quick, say }) {
  const page = await openLab(browser, labUrl)
  for (const file of pair) await expectMilestone(page, file.name, cardOf(file))
  await giveFiles(page, pair)
  for (const file of pair) await reached(page, file.name)
  await page.locator('input[name="permutations"]').fill('1000000')

  const answered = /** @type {number[]} */ ([])
  const shown = /** @type {number[]} */ ([])
  /** @type {Set<string>} */
  const phases = new Set()
  let killed = 0
  let late = 0
  for (let i = 0; i < (quick ? 4 : 16); i++) {
    await page.locator('input[name="seed"]').fill(String(FIRST_SEED + i))
    await page.getByRole('button', { name: /^Run/ }).first().click()
    // The whole test first, then the one over time, which was queued behind it or runs beside it.
    for (const detector of ['MMD: ', 'MMD over time: ']) {
      const button = page.locator(`${PROGRESS} [aria-label^="Cancel ${detector}"]`)
      const begun = await inTime(button.waitFor({ timeout: PATIENCE_MS }))
      // Sooner or later, so that every phase of the computation is met.
      if (begun) await page.waitForTimeout(40 + ((i * 130) % 520))
      const found = begun ? await cancel(page, detector) : null
      if (found === null) {
        late++
        continue
      }
      phases.add(found.phase)
      answered.push(found.answered)
      shown.push(found.shown)
      killed += found.killed
    }
  }
  await closeLab(page)
  if (answered.length === 0) throw new Error(`All ${late} runs ended before they could be cancelled.`)
  say(
    `  cancelled in: ${[...phases].join(', ')}; ended before the press: ${late}; workers that had to be killed: ${killed}`,
  )
  return [
    row('Cancel pressed → worker has stopped', answered),
    row('Cancel pressed → page shows that it has', shown),
  ]
}

/**
 * @param {string} what
 * @param {readonly number[]} values
 * @returns {Row}
 */
function row(what, values) {
  return {
    what,
    goal: `≤ ${GOAL_MS} ms, each`,
    measured: times(values),
    met: spreadOf(values).max <= GOAL_MS,
  }
}

/**
 * Null where the run ended by itself between the look at its button and the press.
 * @param {Page} page
 * @param {string} detector the beginning of its progress' name
 */
async function cancel(page, detector) {
  const selector = `${PROGRESS} [aria-label^="Cancel ${detector}"]`
  const button = page.locator(selector)
  const phase = await page.evaluate(
    (wanted) => document.querySelector(wanted)?.getAttribute('aria-label') ?? null,
    selector,
  )
  if (phase === null) return null
  await expectMilestone(page, 'gone', { selector, absent: true })
  await resetWatch(page)
  // It need not hold still: the other run's progress above it may just have gone.
  if (!(await inTime(button.click({ force: true, timeout: PATIENCE_MS })))) return null
  const gone = await reached(page, 'gone')
  const { pressed, answers, killed } = await recorded(page)
  const answer = answers.find(({ status, at }) => status === 'cancelled' && at >= pressed)
  if (!answer && killed === 0) {
    // One that takes no notice of the press is there for longer.
    if (gone.at <= pressed + 2 * GOAL_MS) return null
    throw new Error(`${phase}: the run ended, but not by being cancelled.`)
  }
  return {
    phase: phase.replace(/^Cancel /, ''),
    answered: (answer?.at ?? gone.at) - pressed,
    shown: gone.painted - pressed,
    killed,
  }
}

/**
 * Whether it came about within its own time limit.
 * @param {Promise<unknown>} step
 */
async function inTime(step) {
  try {
    await step
    return true
  } catch (error) {
    if (error instanceof errors.TimeoutError) return false
    throw error
  }
}
