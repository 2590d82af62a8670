import type { MlflowClient } from '../lists'
import { type Check, check } from './suite.test-support'
import { ODD_KEY, START, type World } from './world.test-support'

type RunSearch = Parameters<MlflowClient['searchRuns']>[0]['body']
type RunsFound = Awaited<ReturnType<MlflowClient['searchRuns']>>['data']

/** The names of what was found, in its order. */
export const namesOf = ({ runs }: RunsFound) => runs.map((row) => (row.ok ? row.row.info.run_name : row.why))
export const sortedNames = (found: RunsFound) => namesOf(found).toSorted()

/** A search in the experiment that the reader may read. */
export const searchRuns =
  (more: Partial<RunSearch> = {}) =>
  (client: MlflowClient, { experiments }: World) =>
    client.searchRuns({ body: { experiment_ids: [experiments.open], max_results: 100, ...more } })

/** A filter that a server takes, and the runs that it finds. */
const finds = (filter: string, found: readonly string[]): Check =>
  check('reader', `runs where ${filter}`, searchRuns({ filter }), {
    status: 200,
    says: sortedNames,
    is: found,
  })

const refuses = (filter: string, status: 400 | { line2: number; line3: number } = 400): Check =>
  check('reader', `runs where ${filter}`, searchRuns({ filter }), { status, code: 'INVALID_PARAMETER_VALUE' })

const ordered = (order_by: readonly string[], found: unknown): Check =>
  check('reader', `runs by ${order_by.join(', ')}`, searchRuns({ order_by: [...order_by] }), {
    status: 200,
    says: namesOf,
    is: found,
  })

/** What `searchRuns` finds as long as nothing is deleted. */
export const OPEN_RUNS = ['alpha', 'beta', 'child', 'long', 'plain']

async function walkedRuns(client: MlflowClient, world: World) {
  const runs: RunsFound['runs'] = []
  let page_token = ''
  for (;;) {
    const { data, headers } = await searchRuns({
      max_results: 2,
      order_by: ['attributes.start_time ASC'],
      ...(page_token === '' ? {} : { page_token }),
    })(client, world)
    runs.push(...data.runs)
    page_token = data.next_page_token
    if (page_token === '') return { data: { runs, next_page_token: '' }, headers }
  }
}

export const runSearchChecks: readonly Check[] = [
  check('reader', 'runs', searchRuns(), { status: 200, says: namesOf, is: OPEN_RUNS.toReversed() }),
  check('admin', 'runs', searchRuns(), { status: 200, says: namesOf, is: OPEN_RUNS.toReversed() }),
  check('reader', 'runs of others', searchRuns({}), { status: 200, says: sortedNames, is: OPEN_RUNS }),
  check(
    'reader',
    'runs of an experiment of others',
    (c, w) => c.searchRuns({ body: { experiment_ids: [w.experiments.closed], max_results: 10 } }),
    {
      status: 200,
      says: namesOf,
      is: { line2: ['secret'], line3: [] },
    },
  ),
  check(
    'reader',
    'runs of one’s own and others’ experiments',
    (c, w) =>
      c.searchRuns({ body: { experiment_ids: [w.experiments.closed, w.experiments.open], max_results: 10 } }),
    {
      status: 200,
      says: sortedNames,
      is: { line2: [...OPEN_RUNS, 'secret'], line3: OPEN_RUNS },
    },
  ),
  check(
    'reader',
    'runs of an unknown experiment',
    (c) => c.searchRuns({ body: { experiment_ids: ['987654'], max_results: 10 } }),
    {
      status: 200,
      says: (data) => data,
      is: { runs: [], next_page_token: '' },
    },
  ),
  check(
    'admin',
    'runs of no experiment',
    (c) => c.searchRuns({ body: { experiment_ids: [], max_results: 10 } }),
    {
      status: 200,
      says: namesOf,
      is: [],
    },
  ),
  check('reader', 'runs, two at a time, to the end', walkedRuns, {
    status: 200,
    says: namesOf,
    is: OPEN_RUNS,
  }),
  check('reader', 'as many runs as there are', searchRuns({ max_results: 5 }), {
    status: 200,
    says: ({ next_page_token }) => next_page_token !== '',
    is: { line2: true, line3: false },
  }),
  check('reader', '0 runs', searchRuns({ max_results: 0 }), { status: 400, code: 'INVALID_PARAMETER_VALUE' }),
  check('reader', 'fewer than no runs', searchRuns({ max_results: -1 }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check('reader', '50,000 runs', searchRuns({ max_results: 50_000 }), {
    status: 200,
    says: namesOf,
    is: OPEN_RUNS.toReversed(),
  }),
  check('reader', '50,001 runs', searchRuns({ max_results: 50_001 }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check('reader', 'runs by a token that is none', searchRuns({ page_token: 'garbage!' }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),

  finds('metrics."val/loss" < 0.5', ['alpha', 'beta']),
  finds('metrics.`val/loss` = 0.3', ['alpha']),
  finds('metrics.acc >= 0.85 AND params.model = "tree"', ['beta']),
  finds("metrics.acc > 0.1 and tags.stage != 'final'", ['beta']),
  check('reader', 'runs whose metric is NaN, as less than 5', searchRuns({ filter: 'metrics.gone < 5' }), {
    status: 200,
    says: namesOf,
    is: { line2: ['alpha'], line3: [] },
  }),
  finds('metrics.endless > 1e300', ['alpha']),
  finds('metrics.bottomless < -1e300', ['alpha']),
  check('reader', 'runs whose metric is NaN, as 0', searchRuns({ filter: 'metrics.gone = 0' }), {
    status: 200,
    says: namesOf,
    is: { line2: ['alpha'], line3: [] },
  }),
  check('reader', 'runs whose metric is NaN, as not 0', searchRuns({ filter: 'metrics.gone != 0' }), {
    status: 200,
    says: namesOf,
    is: { line2: [], line3: ['alpha'] },
  }),
  finds("params.model LIKE 'u%'", ['alpha']),
  finds("params.model LIKE 'U%'", []),
  finds("params.model ILIKE 'U_ET'", ['alpha']),
  finds(`params."${ODD_KEY}" LIKE '%quoted%'`, ['alpha']),
  finds("params.empty = ''", ['beta']),
  finds('params.model != "unet"', ['beta']),
  finds('tags.`größe` = "klein"', ['alpha']),
  finds("attributes.status = 'FAILED'", ['beta']),
  finds("run_name ILIKE '%LA%'", ['plain']),
  finds("attributes.`run name` = 'beta'", ['beta']),
  finds(`start_time > ${START + 90_000} AND start_time <= ${START + 3 * 60_000}`, ['child', 'long']),
  finds(`end_time > 0`, ['alpha', 'beta']),
  finds("datasets.name = 'digits'", ['alpha']),
  finds("datasets.context IN ('training', 'test') AND datasets.name = 'digits'", ['alpha']),
  finds("tags.never = 'x'", []),
  check(
    'reader',
    'runs of a list of ids',
    (c, w) => searchRuns({ filter: `run_id IN ('${w.runs.alpha}', '${w.runs.long}')` })(c, w),
    {
      status: 200,
      says: sortedNames,
      is: ['alpha', 'long'],
    },
  ),
  check(
    'reader',
    'runs of no ids of a list',
    (c, w) => searchRuns({ filter: `run_id NOT IN ('${w.runs.alpha}', '${w.runs.long}')` })(c, w),
    {
      status: 200,
      says: sortedNames,
      is: ['beta', 'child', 'plain'],
    },
  ),
  check(
    'reader',
    'runs of a list of ids in double quotes',
    (c, w) => searchRuns({ filter: `run_id IN ("${w.runs.alpha}")` })(c, w),
    {
      status: { line2: 400, line3: 200 },
      code: 'INVALID_PARAMETER_VALUE',
      says: sortedNames,
      is: ['alpha'],
    },
  ),
  check(
    'reader',
    'children of a run',
    (c, w) => searchRuns({ filter: `tags.mlflow.parentRunId = '${w.runs.alpha}'` })(c, w),
    {
      status: 200,
      says: namesOf,
      is: ['child'],
    },
  ),
  check('reader', 'runs without a tag', searchRuns({ filter: 'tags.stage IS NULL' }), {
    status: { line2: 400, line3: 200 },
    code: 'INVALID_PARAMETER_VALUE',
    says: sortedNames,
    is: ['child', 'long', 'plain'],
  }),
  check('reader', 'runs with a parameter', searchRuns({ filter: 'params.lr IS NOT NULL' }), {
    status: { line2: 400, line3: 200 },
    code: 'INVALID_PARAMETER_VALUE',
    says: sortedNames,
    is: ['alpha', 'beta'],
  }),
  refuses('metrics.acc IS NULL'),
  refuses('metrics.acc > 0.5 OR metrics.acc < 0.1'),
  refuses('NOT metrics.acc > 0.5'),
  refuses('(metrics.acc > 0.5)'),
  refuses('metrics.acc > "0.5"'),
  refuses('metrics.acc > NaN'),
  refuses('params.lr = 0.1'),
  refuses('params.lr > "0.01"'),
  refuses('metrics.val/loss < 1'),
  refuses("name = 'x'"),
  refuses("foo.bar = 'x'"),
  refuses("attributes.status IN ('FINISHED')"),
  refuses("params.model IN ('unet')"),
  refuses("dataset.schema = 'x'"),
  refuses("experiment_id = '1'"),

  ordered(['metrics.`val/loss` ASC'], ['alpha', 'beta', 'child', 'plain', 'long']),
  ordered(['metrics.`val/loss` DESC'], ['child', 'beta', 'alpha', 'plain', 'long']),
  ordered(['params.lr ASC'], ['beta', 'alpha', 'plain', 'long', 'child']),
  ordered(['tags.stage DESC', 'start_time ASC'], ['alpha', 'beta', 'child', 'long', 'plain']),
  ordered(['attributes.start_time ASC'], OPEN_RUNS),
  ordered(['run_name'], OPEN_RUNS),
  ordered(['attributes.status ASC', 'attributes.run_name DESC'], ['beta', 'alpha', 'plain', 'long', 'child']),
  ordered(['attributes.end_time DESC'], ['beta', 'alpha', 'plain', 'long', 'child']),
  ordered(['metrics.gone', 'metrics.endless DESC'], ['alpha', 'plain', 'long', 'child', 'beta']),
  ...['metrics.val/loss', 'duration', 'attributes.experiment_id', 'datasets.name', 'start_time SIDEWAYS'].map(
    (order) =>
      check('reader', `runs by ${order}`, searchRuns({ order_by: [order] }), {
        status: 400,
        code: 'INVALID_PARAMETER_VALUE',
      }),
  ),
]
