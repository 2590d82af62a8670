import { rmSync } from 'node:fs'
import {
  cardOf,
  closeLab,
  expectMilestone,
  giveFiles,
  openLab,
  reached,
  recorded,
  resetWatch,
} from './lab.mjs'
import { peakRendererMemory } from './machine.mjs'
import { writeNumbers } from './numbers-file.mjs'
import { megabytes, ms, rate } from './report.mjs'

/** @import { World } from '../bench.mjs' */
/** @import { Row } from './report.mjs' */

/**
 * Reads a file of 300 MB once: time, how often its progress moved, and the memory that it took.
 * @param {World} world
 * @returns {Promise<Row[]>}
 */
export async function timeLargeFile({ browser, labUrl, folder, quick, say }) {
  say('  writing the file …')
  const file = writeNumbers({ folder, name: 'large.csv', rows: quick ? 320_000 : 3_200_000, seed: 5 })
  const page = await openLab(browser, labUrl)
  await page.waitForTimeout(500)
  const before = await peakRendererMemory(browser)
  await page.evaluate(countProgress)
  await expectMilestone(page, 'card', cardOf(file))
  await resetWatch(page)
  const given = await giveFiles(page, [file])
  const { painted } = await reached(page, 'card')
  const moves = await page.evaluate(
    () => /** @type {{ benchMoves: Set<string> }} */ (/** @type {unknown} */ (window)).benchMoves.size,
  )
  const { longTasks, longestBeat } = await recorded(page)
  const peak = await peakRendererMemory(browser)
  await closeLab(page)
  rmSync(file.path)
  const elapsed = painted - given
  const memory =
    peak === null || before === null
      ? 'memory not measured here'
      : `renderer's memory ${megabytes(before)} before, ${megabytes(peak)} at its peak`
  return [
    {
      what: `CSV of ${megabytes(file.bytes)}, ${file.rows} rows: file chosen → card shows its rows`,
      goal: 'loads with progress',
      measured: `${ms(elapsed)} (${rate(file.bytes, elapsed).toFixed(0)} MB/s); progress moved ${moves} times; ${longTasks.length} tasks above 50 ms, timer late by ${ms(Math.max(0, longestBeat - 4))}; ${memory}`,
      met: moves >= 5,
    },
  ]
}

/** Runs in the page: collects the different values that the progress bar shows. */
function countProgress() {
  /** @type {Set<string>} */
  const moves = new Set()
  Object.assign(window, { benchMoves: moves })
  new MutationObserver(() => {
    const value = document.querySelector('[role="progressbar"]')?.getAttribute('aria-valuenow')
    if (value) moves.add(value)
  }).observe(document, { subtree: true, childList: true, attributes: true })
}
