import { serveApp } from './app-server.mjs'

/** @import { Answer } from './app-server.mjs' */

/** 20,000 runs × 200 columns. */
export const MANY = { id: '1', runs: 20_000, metrics: 100, params: 80, tags: 20 }
/** 12,000 different metrics, 1,200 of them in each run: all are in the first page of 100 runs. */
export const KEYS = { id: '2', runs: 100, keys: 12_000, keysOfRun: 1200 }
/** 200 runs with one metric of 10,000 steps. */
export const STEPS = { id: '3', runs: 200, steps: 10_000, metric: 'loss' }
/** 100,000 runs × 20 columns. */
export const TALL = { id: '4', runs: 100_000, metrics: 10, params: 9, tags: 1 }

const START = Date.UTC(2026, 0, 5)
const API = '/api/2.0/mlflow'
const SAMPLED = '/ajax-api/2.0/mlflow/metrics/get-history-bulk-interval'

/**
 * A plain server outside the page: a built page, and an MLflow of three experiments without sign-in. The same in every
 * run. Answers are made before they are asked for, so that their making does not count.
 * @param {string} folder of the build
 * @param {readonly string[]} ids of the experiments that will be asked for
 */
export async function serveMlflow(folder, ids) {
  const pages = new Map(ids.map((id) => [id, pagesOf(id)]))
  const histories = new Map(
    Array.from({ length: ids.includes(STEPS.id) ? STEPS.runs : 0 }, (_, i) => {
      const run = runId(STEPS.id, i)
      return [run, Buffer.from(JSON.stringify({ metrics: historyOf(run) }))]
    }),
  )
  return serveApp({
    folder,
    backend: 'mlflow',
    answer: (path, query, body) => {
      if (path === '/version') return { body: '2.21.3', headers: { 'Content-Type': 'text/html' } }
      if (path === '/health') return { body: 'OK', headers: { 'Content-Type': 'text/html' } }
      if (path === `${API}/experiments/get`) return experiment(query.get('experiment_id') ?? '')
      if (path === `${API}/runs/search`) return search(pages, JSON.parse(body))
      if (path === `${API}/metrics/get-history`) {
        const body = histories.get(query.get('run_id') ?? '')
        return body ? { body } : null
      }
      if (path === SAMPLED) return curvesOf(query.getAll('run_ids'), query.get('metric_key') ?? '')
      return null
    },
  })
}

/** @param {string} id @returns {Answer} */
function experiment(id) {
  return {
    body: JSON.stringify({
      experiment: {
        experiment_id: id,
        name: `bench ${id}`,
        artifact_location: `mlflow-artifacts:/${id}`,
        lifecycle_stage: 'active',
        creation_time: START,
        last_update_time: START,
      },
    }),
  }
}

/** A first page of 100 runs, and pages of 1,000: what the page asks for. */
const FIRST_PAGE = 100
const PAGE = 1000

/**
 * The whole of an experiment page by page, or the runs that a filter names by their ids: other filters are not known here.
 * @param {Map<string, Map<number, Buffer>>} pages
 * @param {{ experiment_ids: string[], page_token?: string, filter?: string }} asked
 * @returns {Answer}
 */
function search(pages, { experiment_ids: [id = ''], page_token: token = '0', filter = '' }) {
  const named = [...filter.matchAll(/'([^']*)'/g)].map(([, run = '']) => run)
  if (id === STEPS.id && named.length > 0) {
    const runs = Array.from({ length: STEPS.runs }, (_, i) => runOfSteps(i))
    return { body: JSON.stringify({ runs: runs.filter(({ info }) => named.includes(info.run_id)) }) }
  }
  const body = pages.get(id)?.get(Number(token))
  return body ? { body } : null
}

/** The pages of an experiment by their tokens, which are numbers of runs here. @param {string} id */
function pagesOf(id) {
  const wide = id === MANY.id ? MANY : id === TALL.id ? TALL : null
  const { runs } = wide ?? (id === KEYS.id ? KEYS : STEPS)
  const runOf = wide ? wideRun(wide) : id === KEYS.id ? runOfManyKeys : runOfSteps
  /** @type {Map<number, Buffer>} */
  const pages = new Map()
  for (let from = 0; from < runs; from += from === 0 ? FIRST_PAGE : PAGE) {
    const end = Math.min(runs, from + (from === 0 ? FIRST_PAGE : PAGE))
    const page = {
      runs: Array.from({ length: end - from }, (_, i) => runOf(from + i)),
      ...(end < runs ? { next_page_token: String(end) } : {}),
    }
    pages.set(from, Buffer.from(JSON.stringify(page)))
  }
  return pages
}

/**
 * @param {typeof MANY} of
 * @returns {(i: number) => object}
 */
function wideRun({ id, metrics, params, tags }) {
  return (i) => {
    const random = randomOf(i)
    return {
      info: infoOf(id, i),
      data: {
        metrics: Array.from({ length: metrics }, (_, k) => metricOf(`metric_${k}`, random(), 100)),
        params: Array.from({ length: params }, (_, k) => ({
          key: `param_${k}`,
          // Numbers, words, and a few that are the same in all runs.
          value:
            k % 3 === 0
              ? String(2 ** -Math.floor(8 * random()))
              : k % 3 === 1
                ? `kind ${i % (k + 1)}`
                : 'same',
        })),
        tags: Array.from({ length: tags }, (_, k) => ({ key: `tag_${k}`, value: `${k}-${i % 7}` })),
      },
      inputs: {},
    }
  }
}

/** @param {number} i */
function runOfManyKeys(i) {
  const random = randomOf(i)
  const first = (i * KEYS.keys) / KEYS.runs
  return {
    info: infoOf(KEYS.id, i),
    data: {
      metrics: Array.from({ length: KEYS.keysOfRun }, (_, k) =>
        metricOf(`val/class_${(first + k) % KEYS.keys}`, random(), 10),
      ),
    },
    inputs: {},
  }
}

/** @param {number} i */
function runOfSteps(i) {
  return {
    info: infoOf(STEPS.id, i),
    data: { metrics: [metricOf(STEPS.metric, randomOf(i)(), STEPS.steps - 1)] },
    inputs: {},
  }
}

/** @param {string} experiment @param {number} i */
function infoOf(experiment, i) {
  return {
    run_id: runId(experiment, i),
    run_uuid: runId(experiment, i),
    run_name: `run ${i}`,
    experiment_id: experiment,
    user_id: 'bench',
    status: i % 31 === 30 ? 'FAILED' : 'FINISHED',
    // Newest first, as the server orders them.
    start_time: START - i * 60_000,
    end_time: START - i * 60_000 + 45_000,
    artifact_uri: `mlflow-artifacts:/${experiment}/${runId(experiment, i)}/artifacts`,
    lifecycle_stage: 'active',
  }
}

/** The id of a run; among a thousand, seven characters tell it. @param {string} experiment @param {number} i */
export function runId(experiment, i) {
  return `${experiment}${i.toString(16).padStart(5, '0')}${'0'.repeat(26)}`
}

/** @param {string} key @param {number} value @param {number} step */
function metricOf(key, value, step) {
  return { key, value, timestamp: START + step, step }
}

/** Points of a metric's histories, as the table of runs asks for them. @param {string[]} runs @param {string} key @returns {Answer} */
function curvesOf(runs, key) {
  const metrics = runs.flatMap((run_id, i) => {
    const random = randomOf(i)
    return Array.from({ length: 96 }, (_, step) => ({ run_id, ...metricOf(key, random(), step) }))
  })
  return { body: JSON.stringify({ metrics }) }
}

/** A loss that falls, with noise. @param {string} run */
function historyOf(run) {
  const random = randomOf(Number.parseInt(run.slice(1, 6), 16))
  return Array.from({ length: STEPS.steps }, (_, step) =>
    metricOf(STEPS.metric, 2 / (1 + step / 500) + 0.2 * random(), step),
  )
}

/** Numbers in [0, 1). @param {number} seed */
function randomOf(seed) {
  let state = Math.imul(seed + 1, 2_654_435_761)
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
}
