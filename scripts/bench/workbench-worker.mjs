// The worker of the bench page: our parts and, for comparison, papaparse, on the same file in the same browser.
import Papa from 'papaparse'
import { createAssistants } from '~/workers/assistants'
import { readAhead } from '~/workers/read-ahead'
import { timeCurves } from './curves-part.mjs'
import { timed, timeMmd, timeParts, timeYear } from './parts.mjs'
import { timeStages } from './stages-part.mjs'
import { timeTable } from './table-part.mjs'

/**
 * @typedef {{ work: 'parts', file: File }
 *   | { work: 'papaparse streaming' | 'papaparse whole', file: File }
 *   | { work: 'curves', curves: { runs: number, steps: number } }
 *   | { work: 'table', table: { runs: number, rounds: number } }
 *   | { work: 'stages', pipeline: { builds: number, stages: number } }
 *   | { work: 'year', year: { d: number, window: number } }
 *   | { work: 'mmd', size: { n: number, d: number, permutations: number }, assistants: number }} Task
 */

const assistants = createAssistants()

/** What papaparse is given: numbers become numbers, as ours do; it makes no columns, summary or digest. */
const OPTIONS = { dynamicTyping: true, skipEmptyLines: true }

/** @param {Task} task */
async function perform(task) {
  switch (task.work) {
    case 'parts':
      return timeParts(task.file, readAhead)
    case 'curves':
      return timeCurves(task.curves)
    case 'table':
      return timeTable(task.table)
    case 'stages':
      return timeStages(task.pipeline)
    case 'year':
      return timeYear(task.year)
    case 'mmd':
      await assistants.start(1)
      return timeMmd(task.size, assistants.ready(task.assistants)).finally(assistants.finish)
    case 'papaparse streaming':
      return rowsIn(() => streamed(task.file))
    case 'papaparse whole':
      return rowsIn(async () => Papa.parse(await task.file.text(), OPTIONS).data.length)
  }
}

/** @param {() => Promise<number>} parse */
async function rowsIn(parse) {
  const [elapsed, lines] = await timed(parse)
  return { elapsed, rows: lines - 1 }
}

/**
 * Chunk by chunk; the rows are counted and dropped, which is the least that a program can do with them.
 * @param {File} file
 * @returns {Promise<number>} lines, with the header
 */
function streamed(file) {
  return new Promise((resolve, reject) => {
    let lines = 0
    Papa.parse(file, {
      ...OPTIONS,
      chunk: ({ data }) => {
        lines += data.length
      },
      complete: () => resolve(lines),
      error: reject,
    })
  })
}

self.addEventListener('message', ({ data }) => {
  void perform(data).then(
    (value) => postMessage({ value }),
    (/** @type {unknown} */ error) => postMessage({ error: String(error) }),
  )
})
