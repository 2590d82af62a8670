import { openAsBlob } from 'node:fs'
import { cardOf, closeLab, expectMilestone, giveFiles, openLab, reached } from './lab.mjs'
import { load } from './machine.mjs'
import { megabytes, ms, rate, spreadOf } from './report.mjs'
import { openWorkbench } from './workbench.mjs'

/** @import { World } from '../bench.mjs' */
/** @import { Row } from './report.mjs' */
/** @import { NumbersFile } from './numbers-file.mjs' */
/** @import { PartTimes } from './parts.mjs' */

const GOAL = 100
const PEER_GOAL = 8

/**
 * How fast a CSV file of numbers is read: through the real page, part by part, and beside papaparse.
 * @param {World} world
 * @returns {Promise<Row[]>}
 */
export async function timeCsv(world) {
  const { browser, benchUrl, numbers, digits, say } = world
  const lab = await openLab(browser, world.labUrl)
  const bench = await openWorkbench(browser, benchUrl)
  const page = /** @type {number[]} */ ([])
  const pageDigits = /** @type {number[]} */ ([])
  const parts = /** @type {PartTimes[]} */ ([])
  const streaming = /** @type {number[]} */ ([])
  const whole = /** @type {number[]} */ ([])
  // In turns, so that a busy minute of the machine meets all of them.
  for (let i = 0; i < (world.quick ? 2 : 5); i++) {
    page.push(await readInLab(lab, numbers))
    parts.push(/** @type {PartTimes} */ (checked(await bench.perform('parts', numbers), numbers)))
    pageDigits.push(await readInLab(lab, digits))
    if (i >= (world.quick ? 1 : 3)) continue
    streaming.push(elapsedOf(checked(await bench.perform('papaparse streaming', numbers), numbers)))
    whole.push(elapsedOf(checked(await bench.perform('papaparse whole', numbers), numbers)))
    say(
      `  round ${i + 1}: page ${ms(page.at(-1) ?? 0)}, papaparse ${ms(streaming.at(-1) ?? 0)}; ${await load()}`,
    )
  }
  await closeLab(lab)
  await bench.close()
  const node = await timeInNode(world)
  say(`  parts in the browser's worker: ${describeParts(parts, numbers.bytes)}`)
  say(`  parts in node: ${describeParts(node, numbers.bytes)}`)

  const { bytes } = numbers
  const own = spreadOf(page).median
  const parse = spreadOf(parts.map((p) => p.parse)).median
  const peers = [
    { name: 'streaming, rows dropped', median: spreadOf(streaming).median },
    { name: 'whole text, rows kept', median: spreadOf(whole).median },
  ]
  return [
    rateRow(`CSV of ${megabytes(bytes)}, six decimals: file chosen → card shows its rows`, bytes, page),
    rateRow(
      `CSV of ${megabytes(digits.bytes)}, 17 digits: file chosen → card shows its rows`,
      digits.bytes,
      pageDigits,
    ),
    rateRow(
      `The same code in a worker, without the page (six decimals)`,
      bytes,
      parts.map((p) => p.whole),
    ),
    rateRow(
      'Parsing alone (six decimals)',
      bytes,
      parts.map((p) => p.parse),
    ),
    ...peers.map(({ name, median }) => ({
      what: `papaparse 5.7.1, ${name} (parsing alone)`,
      goal: `≥ ${PEER_GOAL} times, parsing alone`,
      measured: `${rate(bytes, median).toFixed(1)} MB/s; ours: ${(median / own).toFixed(1)} times as fast through the page, ${(median / parse).toFixed(1)} times parsing alone`,
      met: median / parse >= PEER_GOAL,
    })),
  ]
}

/**
 * @param {string} what
 * @param {number} bytes
 * @param {readonly number[]} elapsed milliseconds
 * @returns {Row}
 */
function rateRow(what, bytes, elapsed) {
  const { min, median, max, count } = spreadOf(elapsed)
  const inMbs = (/** @type {number} */ t) => rate(bytes, t).toFixed(0)
  return {
    what,
    goal: `≥ ${GOAL} MB/s`,
    measured: `${inMbs(median)} MB/s (${inMbs(max)} to ${inMbs(min)}, ${count} times; ${ms(median)})`,
    met: rate(bytes, median) >= GOAL,
  }
}

/**
 * From the moment that the page has the file to the frame that shows its rows; the file is taken away again.
 * @param {import('playwright-core').Page} lab
 * @param {NumbersFile} file
 * @returns {Promise<number>} milliseconds
 */
async function readInLab(lab, file) {
  await expectMilestone(lab, 'card', cardOf(file))
  const given = await giveFiles(lab, [file])
  const { painted } = await reached(lab, 'card')
  await lab.getByRole('button', { name: `Remove ${file.name}` }).click()
  await lab.locator(`article[aria-label$=": ${file.name}"]`).waitFor({ state: 'detached' })
  return painted - given
}

/** @param {World} world */
async function timeInNode({ partsFile, numbers, quick }) {
  const { timeParts } = /** @type {typeof import('./parts.mjs')} */ (await import(partsFile))
  const found = /** @type {PartTimes[]} */ ([])
  for (let i = 0; i < (quick ? 1 : 3); i++) {
    const blob = Object.assign(await openAsBlob(numbers.path), { name: numbers.name })
    found.push(await timeParts(blob))
  }
  return found
}

/**
 * A number that was measured on something else than the whole file is worth nothing.
 * @param {unknown} answer
 * @param {NumbersFile} file
 */
function checked(answer, file) {
  const { rows, digestHex = file.digest } = /** @type {{ rows: number, digestHex?: string }} */ (answer)
  if (rows !== file.rows || digestHex !== file.digest) {
    throw new Error(`${file.name} has ${file.rows} rows and ${rows} were read, or its digest is another.`)
  }
  return answer
}

/** @param {unknown} answer */
function elapsedOf(answer) {
  return /** @type {{ elapsed: number }} */ (answer).elapsed
}

/**
 * @param {readonly PartTimes[]} rounds
 * @param {number} bytes
 */
function describeParts(rounds, bytes) {
  const part = (/** @type {keyof PartTimes} */ name) => {
    const { median } = spreadOf(rounds.map((r) => r[name]))
    return `${ms(median)} (${rate(bytes, median).toFixed(0)} MB/s)`
  }
  return `reading the bytes ${part('read')}, parsing with reading ${part('parse')}, summary ${part('summary')}, digest ${part('digest')}; all, digest beside parsing, ${part('whole')}`
}
