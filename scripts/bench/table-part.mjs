// Bundled for a worker of the bench page: the session that the built table worker is a shell around.
import { parseFilter } from '~/domain/mlflow/filter/parse'
import { HistoryStore } from '~/domain/mlflow/series/history-store'
import { TableSession } from '~/workers/table-session'

/** @import { TableView } from '~/workers/table-protocol' */

/** Ten metrics, five parameters that are numbers, three of few words, one of as many words as runs, a tag. */
const METRICS = 10
const NUMBERS = 5
const WORDS = 3
/** Runs in an answer of the server. */
const PAGE = 1000
/** Rows that are in view. */
const SHOWN = 30

/**
 * Milliseconds from the question to rows in order and the cells in view, of each question once; `matched` by its filter.
 * @typedef {{ load: number, asked: Record<string, number[]>, matched: number }} TableTimes
 */

/**
 * @param {{ runs: number, rounds: number }} size
 * @returns {TableTimes}
 */
export function timeTable({ runs, rounds }) {
  const session = new TableSession(new HistoryStore())
  let load = 0
  for (let from = 0; from < runs; from += PAGE) {
    const page = { runs: Array.from({ length: Math.min(PAGE, runs - from) }, (_, k) => runOf(from + k)) }
    const { buffer } = new TextEncoder().encode(JSON.stringify(page))
    const started = performance.now()
    session.putRuns(buffer)
    load += performance.now() - started
  }
  const columns = session.columns().map(({ column }) => ({ column }))
  /** @type {TableView} */
  const plain = { filter: null, sort: [], layout: { kind: 'flat' }, columns, window: { from: 0, to: SHOWN } }
  /** @param {TableView['sort'][number]['column']} column @param {number} round @returns {TableView} */
  const sorted = (column, round) => ({
    ...plain,
    sort: [{ column, direction: round % 2 === 0 ? 'asc' : 'desc' }],
  })
  /** @param {string} text @returns {TableView} */
  const filtered = (text) => {
    const parsed = parseFilter(text, 'runs')
    if (!parsed.ok) throw new Error(parsed.error.message)
    return { ...plain, filter: parsed.filter }
  }
  /** @type {Record<string, (round: number) => TableView>} */
  const questions = {
    'sorted by a metric': (round) => sorted(`metric:m${round % METRICS}`, round),
    'sorted by a parameter of few words': (round) => sorted(`param:w${round % WORDS}`, round),
    'sorted by a parameter that differs in all': (round) => sorted('param:path', round),
    'filtered by a metric': (round) => filtered(`metrics.m${round % METRICS} > 0.${1 + (round % 8)}`),
    'filtered by text': (round) => filtered(`params.path LIKE '%${round % 10}7%'`),
  }
  /** @type {TableTimes['asked']} */
  const asked = {}
  let matched = 0
  for (const [name, question] of Object.entries(questions))
    asked[name] = Array.from({ length: rounds }, (_, round) => {
      const view = question(round)
      const started = performance.now()
      const rows = session.query(view)
      const elapsed = performance.now() - started
      if (rows.window.cells.length !== columns.length) throw new Error('Cells are missing.')
      matched = rows.matched
      return elapsed
    })
  return { load, asked, matched }
}

/** @param {number} i */
function runOf(i) {
  let state = Math.imul(i + 1, 2_654_435_761)
  const random = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
  const list = (/** @type {number} */ n, /** @type {(k: number) => object} */ of) =>
    Array.from({ length: n }, (_, k) => of(k))
  return {
    info: {
      run_id: `run${i}`,
      experiment_id: '1',
      run_name: `run ${i}`,
      status: 'FINISHED',
      start_time: 1_767_600_000_000 - i * 60_000,
    },
    data: {
      metrics: list(METRICS, (k) => ({ key: `m${k}`, value: random(), step: 1, timestamp: 1 })),
      params: [
        ...list(NUMBERS, (k) => ({ key: `p${k}`, value: String(2 ** -Math.floor(8 * random())) })),
        ...list(WORDS, (k) => ({ key: `w${k}`, value: `kind ${Math.floor(50 * random())}` })),
        { key: 'path', value: `/data/${Math.floor(1e9 * random())}.npz` },
      ],
      tags: [{ key: 'site', value: `site ${i % 7}` }],
    },
  }
}
