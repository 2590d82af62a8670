import {
  closeLab,
  EVOLUTION,
  expectMilestone,
  linkOfSample,
  openLab,
  reached,
  resultWithSeed,
  VERDICT,
} from './lab.mjs'
import { times } from './report.mjs'

/** @import { World } from '../bench.mjs' */
/** @import { Row } from './report.mjs' */

/** Five digits, far from the default: nothing of them is computed before. */
const FIRST_SEED = 20_001

/**
 * From opening the link of the digits to their verdict, and from *Run* to the next one.
 * @param {World} world
 * @returns {Promise<Row[]>}
 */
export async function timeFirstResult({ browser, labUrl, quick, say }) {
  const link = await linkOfSample(browser, labUrl, 'Handwritten digits')
  const cold = { page: none(), files: none(), verdict: none(), evolution: none() }
  for (let i = 0; i < (quick ? 1 : 7); i++) {
    const page = await openLab(browser, link, {
      page: { selector: 'h1' },
      files: { selector: 'article[aria-label^="Test:"]', text: '1 346 rows' },
      verdict: VERDICT,
      evolution: EVOLUTION,
    })
    for (const [name, found] of Object.entries(cold)) found.push((await reached(page, name)).painted)
    await closeLab(page)
  }
  say(`  cold: page drawn ${times(cold.page)}, files read ${times(cold.files)}`)
  const warm = await timeRuns({ browser, link, runs: quick ? 2 : 10 })
  return [
    { what: 'Digits, link opened cold → verdict', goal: null, measured: times(cold.verdict), met: null },
    {
      what: 'Digits, link opened cold → evolution drawn',
      goal: null,
      measured: times(cold.evolution),
      met: null,
    },
    { what: 'Digits, new seed, Run → verdict', goal: null, measured: times(warm.verdict), met: null },
    {
      what: 'Digits, new seed, Run → evolution drawn',
      goal: null,
      measured: times(warm.evolution),
      met: null,
    },
  ]
}

/** @param {{ browser: World['browser'], link: string, runs: number }} options */
async function timeRuns({ browser, link, runs }) {
  const page = await openLab(browser, link, { evolution: EVOLUTION })
  await reached(page, 'evolution')
  const found = { verdict: none(), evolution: none() }
  for (let i = 0; i < runs; i++) {
    const seed = FIRST_SEED + i
    await page.locator('input[name="seed"]').fill(String(seed))
    await expectMilestone(page, 'verdict', resultWithSeed('MMD', seed))
    await expectMilestone(page, 'evolution', resultWithSeed('MMD over time', seed))
    await page.getByRole('button', { name: /^Run/ }).first().click()
    const verdict = await reached(page, 'verdict')
    const evolution = await reached(page, 'evolution')
    const pressed = await page.evaluate(
      () => /** @type {import('./lab.mjs').Watched} */ (/** @type {unknown} */ (window)).benchWatch.pressed,
    )
    found.verdict.push(verdict.painted - pressed)
    found.evolution.push(evolution.painted - pressed)
  }
  await closeLab(page)
  return found
}

/** @returns {number[]} */
function none() {
  return []
}
