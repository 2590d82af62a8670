import {
  cardOf,
  closeLab,
  EVOLUTION,
  expectMilestone,
  giveFiles,
  linkOfSample,
  openLab,
  reached,
  recorded,
  resetWatch,
  VERDICT,
} from './lab.mjs'
import { megabytes, ms } from './report.mjs'
import { longestTask } from './task-trace.mjs'

/** @import { World } from '../bench.mjs' */
/** @import { Row } from './report.mjs' */
/** @import { Page } from 'playwright-core' */

const GOAL_MS = 50

/** Each scenario is repeated from a fresh page: what a person meets is the first time, uncompiled. */
const ROUNDS = 3

/**
 * What one scenario did to the main thread, in milliseconds.
 * @typedef {object} Blocks
 * @property {number[]} longTasks tasks above 50 ms
 * @property {number} processor processor time of the task that took most of it
 * @property {number} longestBeat longest time between two ticks of a 4 ms timer
 */

/**
 * The longest time for which the page's main thread does nothing else: while a large file is read and a detector
 * runs, and while detectors run on that file.
 * @param {World} world
 * @returns {Promise<Row[]>}
 */
export async function timeMainThread(world) {
  const { browser, labUrl, numbers, quick } = world
  const digits = await linkOfSample(browser, labUrl, 'Handwritten digits')
  const half = Math.floor(numbers.rows / 2)
  const file = `#/?reference=${numbers.digest}.${numbers.name}`
  const ks = `${file}&rows=1-${half}&detector=ks&run=yes`
  const pageHinkley = `${file}&column=x1&detector=page-hinkley&run=yes`
  /** @type {[string, () => Promise<Blocks>][]} */
  const scenarios = [
    [
      `Reading ${megabytes(numbers.bytes)} while MMD runs on the digits`,
      // Enough permutations to outlast the reading.
      () => whileReading(world, digits.replace('run=yes', 'p.permutations=1000000&run=yes')),
    ],
    ['MMD on the digits, from Run until both charts are drawn', () => whileRunningSample(world, digits)],
    [
      `KS on these ${numbers.rows} rows, until its chart is drawn`,
      () => whileRunning(world, ks, 'figure svg'),
    ],
    [
      `Page-Hinkley on these ${numbers.rows} rows, until its chart is drawn`,
      () => whileRunning(world, pageHinkley, EVOLUTION.selector),
    ],
  ]
  /** @type {Row[]} */
  const rows = []
  for (const [what, scenario] of scenarios) {
    /** @type {Blocks[]} */
    const rounds = []
    for (let i = 0; i < (quick ? 1 : ROUNDS); i++) rounds.push(await scenario())
    rows.push(rowOf(what, rounds))
  }
  return rows
}

/**
 * @param {World} world
 * @param {string} link that starts MMD
 */
async function whileReading(world, link) {
  const { browser, numbers } = world
  const page = await openLab(browser, link)
  await page.locator('[aria-label^="Cancel MMD: "]').first().waitFor()
  const blocks = await blocksOf(world, page, async () => {
    await expectMilestone(page, 'card', cardOf(numbers))
    await giveFiles(page, [numbers])
    await reached(page, 'card')
  })
  if ((await page.getByText(/\d running/).count()) === 0)
    throw new Error('MMD ended before the file was read.')
  await closeLab(page)
  return blocks
}

/**
 * The first run of a page: its charts have never been drawn before.
 * @param {World} world
 * @param {string} link of the digits
 */
async function whileRunningSample(world, link) {
  const page = await openLab(world.browser, link.replace('&run=yes', ''))
  await page.locator('article[aria-label^="Test:"]').waitFor()
  const blocks = await blocksOf(world, page, async () => {
    await expectMilestone(page, 'evolution', EVOLUTION)
    await page.getByRole('button', { name: /^Run/ }).first().click()
    await reached(page, 'evolution')
  })
  await closeLab(page)
  return blocks
}

/**
 * @param {World} world
 * @param {string} link that runs a detector on the file
 * @param {string} drawn what its chart draws last
 */
async function whileRunning(world, link, drawn) {
  const { browser, labUrl, numbers } = world
  const page = await openLab(browser, labUrl)
  await expectMilestone(page, 'card', cardOf(numbers))
  await giveFiles(page, [numbers])
  await reached(page, 'card')
  const blocks = await blocksOf(world, page, async () => {
    await expectMilestone(page, 'verdict', VERDICT)
    await expectMilestone(page, 'drawn', { selector: drawn })
    await page.evaluate((hash) => (location.hash = hash), link)
    await reached(page, 'verdict')
    await reached(page, 'drawn')
  })
  await closeLab(page)
  return blocks
}

/**
 * @param {World} world
 * @param {Page} page
 * @param {() => Promise<void>} work
 * @returns {Promise<Blocks>}
 */
async function blocksOf({ browser, say }, page, work) {
  // What the page does to get ready is not meant.
  await page.waitForTimeout(1000)
  const { processor } = await longestTask(browser, page, async () => {
    await resetWatch(page)
    await work()
    // Long tasks are reported after they ended.
    await page.waitForTimeout(300)
  })
  const { longTasks, longFrames, longestBeat } = await recorded(page)
  const blocking = longFrames.filter((text) => JSON.parse(text).blockingDuration > 0)
  if (blocking.length > 0) say(`  long frames: ${blocking.map(describeFrame).join('; ')}`)
  return { longTasks, processor, longestBeat }
}

/**
 * @param {string} what
 * @param {readonly Blocks[]} rounds
 * @returns {Row}
 */
function rowOf(what, rounds) {
  const tasks = rounds.flatMap(({ longTasks }) => longTasks)
  const longest = Math.max(0, ...tasks)
  const processor = Math.max(...rounds.map((round) => round.processor))
  const late = Math.max(...rounds.map(({ longestBeat }) => longestBeat - 4), 0)
  const found =
    tasks.length === 0
      ? `none above ${GOAL_MS} ms`
      : `${tasks.length} above ${GOAL_MS} ms in ${rounds.length} rounds, the longest ${ms(longest)}`
  return {
    what,
    goal: `no task above ${GOAL_MS} ms`,
    measured: `${found}; most processor time of a task ${ms(processor)}; a 4 ms timer came ${ms(late)} late`,
    met: longest <= GOAL_MS,
  }
}

/** @param {string} text of a PerformanceLongAnimationFrameTiming */
function describeFrame(text) {
  const { duration, blockingDuration, scripts = [] } = JSON.parse(text)
  const parts = scripts.map(
    (/** @type {{ invoker: string, duration: number, sourceFunctionName: string }} */ s) =>
      `${s.invoker} ${s.sourceFunctionName} ${ms(s.duration)}`,
  )
  return `${ms(duration)} (blocked ${ms(blockingDuration)}): ${parts.join(', ') || 'no script'}`
}
