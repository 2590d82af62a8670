import { watchPage } from './page-watch.mjs'

/** @import { Page, Browser } from 'playwright-core' */
/** @import { Milestone, Watch } from './page-watch.mjs' */
/** @import { NumbersFile } from './numbers-file.mjs' */

/** @typedef {Window & { benchWatch: Watch }} Watched */

export const VERDICT = { selector: '[aria-label="Verdict"] h2' }
export const EVOLUTION = { selector: 'figure [data-line]' }

/** A test that is not about waiting may take this long. */
const PATIENCE_MS = 60_000

/**
 * Opens the Lab in a context of its own: no cache, no workers, nothing compiled.
 * @param {Browser} browser
 * @param {string} url
 * @param {Record<string, Milestone>} [milestones]
 * @returns {Promise<Page>}
 */
export async function openLab(browser, url, milestones = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  context.setDefaultTimeout(PATIENCE_MS)
  const page = await context.newPage()
  await page.addInitScript(watchPage, milestones)
  await page.goto(url)
  return page
}

/** @param {Page} page */
export async function closeLab(page) {
  await page.context().close()
}

/**
 * The link that a bundled sample leads to, as a person would copy it.
 * @param {Browser} browser
 * @param {string} url of the Lab
 * @param {string} sample its name on the page
 */
export async function linkOfSample(browser, url, sample) {
  const page = await openLab(browser, url)
  await page.getByRole('button', { name: `Open ${sample}` }).click()
  await page.locator(VERDICT.selector).waitFor()
  const link = page.url()
  await closeLab(page)
  return link
}

/**
 * @param {Page} page
 * @param {string} name
 * @param {Milestone} milestone
 */
export async function expectMilestone(page, name, milestone) {
  await page.evaluate(
    ([n, m]) => /** @type {Watched} */ (/** @type {unknown} */ (window)).benchWatch.expect(n, m),
    /** @type {const} */ ([name, milestone]),
  )
}

/**
 * Waits for a milestone that is expected.
 * @param {Page} page
 * @param {string} name
 * @returns {Promise<{ at: number, painted: number }>} milliseconds since the navigation began
 */
export async function reached(page, name) {
  const found = await page.waitForFunction(
    (n) => /** @type {Watched} */ (/** @type {unknown} */ (window)).benchWatch.reached[n],
    name,
    { polling: 20 },
  )
  const value = await found.jsonValue()
  if (!value) throw new Error(`The page never came to: ${name}.`)
  return value
}

/**
 * What was recorded since the last `resetWatch`.
 * @param {Page} page
 * @returns {Promise<Omit<Watch, 'reset' | 'expect'>>}
 */
export async function recorded(page) {
  return page.evaluate(() => {
    const {
      reset: _reset,
      expect: _expect,
      ...rest
    } = /** @type {Watched} */ (/** @type {unknown} */ (window)).benchWatch
    return rest
  })
}

/** @param {Page} page */
export async function resetWatch(page) {
  await page.evaluate(() => /** @type {Watched} */ (/** @type {unknown} */ (window)).benchWatch.reset())
}

/**
 * Gives files to the page through its file chooser.
 * @param {Page} page
 * @param {readonly NumbersFile[]} files
 * @returns {Promise<number>} when the page got them, in its `performance.now()`
 */
export async function giveFiles(page, files) {
  await page.locator('[data-file-drop] input[type=file]').setInputFiles(files.map(({ path }) => path))
  return (await recorded(page)).given
}

/**
 * The card of a file that has been read: it says how many rows there are.
 * @param {NumbersFile} file
 * @returns {Milestone}
 */
export function cardOf({ name, rows, columns }) {
  return { selector: `article[aria-label$=": ${name}"]`, text: `${printed(rows)} rows × ${columns}` }
}

/**
 * A count as the page prints it: with spaces between groups of three digits.
 * @param {number} n
 */
function printed(n) {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ' ')
}

/**
 * The section of the settings that reproduce a result, once it holds this seed.
 * @param {'MMD' | 'MMD over time'} detector
 * @param {number} seed five digits: found nowhere else on the page
 * @returns {Milestone}
 */
export function resultWithSeed(detector, seed) {
  return { selector: `[role=group][aria-label="${detector}"] dd`, text: printed(seed) }
}
