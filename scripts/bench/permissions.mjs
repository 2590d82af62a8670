import { buildConnected } from './app-server.mjs'
import { closeLab, expectMilestone, openLab, reached, recorded } from './lab.mjs'
import { MATRIX, nameOf, servePermissions } from './permission-server.mjs'
import { spreadOf, times } from './report.mjs'
import { rateRow, scrollRate, scrollSeconds } from './scrolling.mjs'

/** @import { World } from '../bench.mjs' */
/** @import { Row } from './report.mjs' */
/** @import { Page } from 'playwright-core' */

const DRAWN_GOAL_MS = 200
const REVIEW_GOAL_MS = 100
/** All experiments for so many users are 10,000 cells, none of which has this level already. */
const DRAFTED_USERS = 20

const GRID = '[aria-label="Users and what they may do"]'
const CELLS = { selector: `${GRID} [role=gridcell]` }

/**
 * The matrix of 200 users × 500 experiments: from the last answer to cells, scrolling, and 10,000 cells to review.
 * @param {World} world
 * @returns {Promise<Row[]>}
 */
export async function timePermissions({ browser, folder, quick }) {
  const seconds = scrollSeconds(quick)
  const server = await servePermissions(await buildConnected(folder))
  const drawn = /** @type {number[]} */ ([])
  const down = /** @type {number[]} */ ([])
  const across = /** @type {number[]} */ ([])
  const reviewed = /** @type {number[]} */ ([])
  try {
    for (let round = 0; round < (quick ? 1 : 3); round++) {
      const page = await openLab(browser, `${server.url}#/permissions`, { cells: CELLS })
      await page.getByLabel('Name', { exact: true }).fill(nameOf(0))
      await page.getByLabel('Password', { exact: true }).fill('any password at all')
      await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click()
      const { at, painted } = await reached(page, 'cells')
      drawn.push(painted - (await lastAnswer(page, at)))
      down.push(await scrollRate(page, GRID, { down: 56, right: 0, seconds }))
      across.push(await scrollRate(page, GRID, { down: 0, right: 24, seconds }))
      reviewed.push(await timeReview(page))
      await closeLab(page)
    }
  } finally {
    server.close()
  }
  return [
    {
      what: `${MATRIX.users} users × ${MATRIX.experiments} experiments: the last answer → the matrix drawn`,
      goal: `≤ ${DRAWN_GOAL_MS} ms, each`,
      measured: times(drawn),
      met: spreadOf(drawn).max <= DRAWN_GOAL_MS,
    },
    rateRow('The same, scrolled down, two rows a frame', down),
    rateRow('The same, scrolled across, 24 px a frame', across),
    {
      what: `The same, ${DRAFTED_USERS * MATRIX.experiments} cells drafted at once → their review drawn`,
      goal: `≤ ${REVIEW_GOAL_MS} ms, median`,
      measured: times(reviewed),
      met: spreadOf(reviewed).median <= REVIEW_GOAL_MS,
    },
  ]
}

/**
 * When the last answer had come that the matrix waited for, in milliseconds since the navigation.
 * @param {Page} page
 * @param {number} drawnAt
 */
function lastAnswer(page, drawnAt) {
  return page.evaluate((at) => {
    const entries = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType('resource'))
    const answers = entries.filter(
      ({ name, responseEnd }) => name.includes('/backends/mlflow/') && responseEnd <= at,
    )
    if (!answers.some(({ name }) => name.includes('/users/list')))
      throw new Error('The list of users was not asked for before the matrix was drawn.')
    return Math.max(...answers.map(({ responseEnd }) => responseEnd))
  }, drawnAt)
}

/** @param {Page} page @returns from the press on "Draft 10,000 changes" to the frame with their review, in ms */
async function timeReview(page) {
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Change many…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change many' })
  const users = Array.from({ length: DRAFTED_USERS }, (_, i) => nameOf(i + 1))
  await dialog.getByRole('textbox', { name: 'Users' }).fill(users.join(', '))
  await dialog.getByRole('combobox', { name: 'Level' }).selectOption('DENY')
  await dialog.getByRole('combobox', { name: 'How' }).selectOption('exactly')
  await expectMilestone(page, 'review', { selector: 'aside[aria-label="Review"] h3' })
  await dialog.getByRole('button', { name: /^Draft 10\D?000 changes$/ }).click()
  const { painted } = await reached(page, 'review')
  return painted - (await recorded(page)).pressed
}
