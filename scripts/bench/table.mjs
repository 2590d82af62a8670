import { ms, spreadOf, times } from './report.mjs'
import { timeTallTable } from './tall-table.mjs'
import { openWorkbench } from './workbench.mjs'

/** @import { World } from '../bench.mjs' */
/** @import { Row } from './report.mjs' */
/** @import { TableTimes } from './table-part.mjs' */

const RUNS = 100_000
const GOAL_MS = 60

/**
 * 100,000 runs × 20 columns, in the table worker by itself (from a question to its rows in order and the cells in view), and
 * on the page.
 * @param {World} world
 * @returns {Promise<Row[]>}
 */
export async function timeTable(world) {
  const { browser, benchUrl, quick } = world
  const bench = await openWorkbench(browser, benchUrl)
  const runs = quick ? RUNS / 10 : RUNS
  const { load, asked } = /** @type {TableTimes} */ (
    await bench.perform('table', { table: { runs, rounds: quick ? 3 : 12 } })
  )
  await bench.close()
  const size = `${runs} runs × 20`
  return [
    { what: `${size}, in a worker: all answers read`, goal: null, measured: ms(load), met: null },
    ...Object.entries(asked).flatMap(([name, [first = 0, ...rest]]) => [
      { what: `${size}, ${name}, the first time`, goal: null, measured: ms(first), met: null },
      {
        what: `${size}, ${name}`,
        goal: `≤ ${GOAL_MS} ms, median`,
        measured: times(rest),
        met: spreadOf(rest).median <= GOAL_MS,
      },
    ]),
    ...(await timeTallTable(world)),
  ]
}
