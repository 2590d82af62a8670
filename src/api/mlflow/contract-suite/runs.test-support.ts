import type { MlflowClient } from '../lists'
import { type Check, check } from './suite.test-support'
import { ODD_KEY, ODD_TEXT, START, type World } from './world.test-support'

type RunSearch = Parameters<MlflowClient['searchRuns']>[0]['body']
type RunsFound = Awaited<ReturnType<MlflowClient['searchRuns']>>['data']

const UNKNOWN = '0123456789abcdef0123456789abcdef'

const names = ({ runs }: RunsFound) => runs.map((row) => (row.ok ? row.row.info.run_name : row.why))
const sorted = (found: RunsFound) => names(found).toSorted()

/** A search in the experiment that the reader may read. */
const search =
  (more: Partial<RunSearch> = {}) =>
  (client: MlflowClient, { experiments }: World) =>
    client.searchRuns({ body: { experiment_ids: [experiments.open], max_results: 100, ...more } })

/** A filter that a server takes, and the runs that it finds. */
const finds = (filter: string, found: readonly string[]): Check =>
  check('reader', `runs where ${filter}`, search({ filter }), { status: 200, says: sorted, is: found })

const refuses = (filter: string, status: 400 | { line2: number; line3: number } = 400): Check =>
  check('reader', `runs where ${filter}`, search({ filter }), { status, code: 'INVALID_PARAMETER_VALUE' })

const ordered = (order_by: readonly string[], found: unknown): Check =>
  check('reader', `runs by ${order_by.join(', ')}`, search({ order_by: [...order_by] }), {
    status: 200,
    says: names,
    is: found,
  })

const ALL = ['alpha', 'beta', 'child', 'long', 'plain']

async function walked(client: MlflowClient, world: World) {
  const runs: RunsFound['runs'] = []
  let page_token = ''
  for (;;) {
    const { data, headers } = await search({
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
  check('reader', 'runs', search(), { status: 200, says: names, is: ALL.toReversed() }),
  check('admin', 'runs', search(), { status: 200, says: names, is: ALL.toReversed() }),
  check('reader', 'runs of others', search({}), { status: 200, says: sorted, is: ALL }),
  check(
    'reader',
    'runs of an experiment of others',
    (c, w) => c.searchRuns({ body: { experiment_ids: [w.experiments.closed], max_results: 10 } }),
    {
      status: 200,
      says: names,
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
      says: sorted,
      is: { line2: [...ALL, 'secret'], line3: ALL },
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
      says: names,
      is: [],
    },
  ),
  check('reader', 'runs, two at a time, to the end', walked, { status: 200, says: names, is: ALL }),
  check('reader', 'as many runs as there are', search({ max_results: 5 }), {
    status: 200,
    says: ({ next_page_token }) => next_page_token !== '',
    is: { line2: true, line3: false },
  }),
  check('reader', '0 runs', search({ max_results: 0 }), { status: 400, code: 'INVALID_PARAMETER_VALUE' }),
  check('reader', 'fewer than no runs', search({ max_results: -1 }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check('reader', '50,000 runs', search({ max_results: 50_000 }), {
    status: 200,
    says: names,
    is: ALL.toReversed(),
  }),
  check('reader', '50,001 runs', search({ max_results: 50_001 }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check('reader', 'runs by a token that is none', search({ page_token: 'garbage!' }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),

  finds('metrics."val/loss" < 0.5', ['alpha', 'beta']),
  finds('metrics.`val/loss` = 0.3', ['alpha']),
  finds('metrics.acc >= 0.85 AND params.model = "tree"', ['beta']),
  finds("metrics.acc > 0.1 and tags.stage != 'final'", ['beta']),
  check('reader', 'runs whose metric is NaN, as less than 5', search({ filter: 'metrics.gone < 5' }), {
    status: 200,
    says: names,
    is: { line2: ['alpha'], line3: [] },
  }),
  finds('metrics.endless > 1e300', ['alpha']),
  finds('metrics.bottomless < -1e300', ['alpha']),
  check('reader', 'runs whose metric is NaN, as 0', search({ filter: 'metrics.gone = 0' }), {
    status: 200,
    says: names,
    is: { line2: ['alpha'], line3: [] },
  }),
  check('reader', 'runs whose metric is NaN, as not 0', search({ filter: 'metrics.gone != 0' }), {
    status: 200,
    says: names,
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
    (c, w) => search({ filter: `run_id IN ('${w.runs.alpha}', '${w.runs.long}')` })(c, w),
    {
      status: 200,
      says: sorted,
      is: ['alpha', 'long'],
    },
  ),
  check(
    'reader',
    'runs of no ids of a list',
    (c, w) => search({ filter: `run_id NOT IN ('${w.runs.alpha}', '${w.runs.long}')` })(c, w),
    {
      status: 200,
      says: sorted,
      is: ['beta', 'child', 'plain'],
    },
  ),
  check(
    'reader',
    'runs of a list of ids in double quotes',
    (c, w) => search({ filter: `run_id IN ("${w.runs.alpha}")` })(c, w),
    {
      status: { line2: 400, line3: 200 },
      code: 'INVALID_PARAMETER_VALUE',
      says: sorted,
      is: ['alpha'],
    },
  ),
  check(
    'reader',
    'children of a run',
    (c, w) => search({ filter: `tags.mlflow.parentRunId = '${w.runs.alpha}'` })(c, w),
    {
      status: 200,
      says: names,
      is: ['child'],
    },
  ),
  check('reader', 'runs without a tag', search({ filter: 'tags.stage IS NULL' }), {
    status: { line2: 400, line3: 200 },
    code: 'INVALID_PARAMETER_VALUE',
    says: sorted,
    is: ['child', 'long', 'plain'],
  }),
  check('reader', 'runs with a parameter', search({ filter: 'params.lr IS NOT NULL' }), {
    status: { line2: 400, line3: 200 },
    code: 'INVALID_PARAMETER_VALUE',
    says: sorted,
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
  ordered(['attributes.start_time ASC'], ALL),
  ordered(['run_name'], ALL),
  ordered(['attributes.status ASC', 'attributes.run_name DESC'], ['beta', 'alpha', 'plain', 'long', 'child']),
  ordered(['attributes.end_time DESC'], ['beta', 'alpha', 'plain', 'long', 'child']),
  ordered(['metrics.gone', 'metrics.endless DESC'], ['alpha', 'plain', 'long', 'child', 'beta']),
  ...['metrics.val/loss', 'duration', 'attributes.experiment_id', 'datasets.name', 'start_time SIDEWAYS'].map(
    (order) =>
      check('reader', `runs by ${order}`, search({ order_by: [order] }), {
        status: 400,
        code: 'INVALID_PARAMETER_VALUE',
      }),
  ),
]

const ofRun = (name: keyof World['runs']) => (c: MlflowClient, w: World) =>
  c.run({ query: { run_id: w.runs[name] } })

export const runChecks: readonly Check[] = [
  check('reader', 'a run', ofRun('alpha'), {
    status: 200,
    says: ({ run: { info, data, inputs } }, w) => ({
      name: info.run_name,
      status: info.status,
      times: [info.start_time, info.end_time],
      lifecycle: info.lifecycle_stage,
      isInExperiment: info.experiment_id === w.experiments.open,
      metrics: Object.fromEntries(data.metrics.map(({ key, value, step }) => [key, [value, step]])),
      params: Object.fromEntries(data.params.map(({ key, value }) => [key, value])),
      stage: data.tags.find(({ key }) => key === 'stage')?.value,
      nameTag: data.tags.find(({ key }) => key === 'mlflow.runName')?.value,
      datasets: inputs.dataset_inputs.map(({ dataset, tags }) => [
        dataset.name,
        dataset.digest === w.salt,
        tags,
      ]),
    }),
    is: {
      name: 'alpha',
      status: 'FINISHED',
      times: [START, START + 60_000],
      lifecycle: 'active',
      isInExperiment: true,
      metrics: {
        'val/loss': [0.3, 2],
        acc: [0.91, 0],
        gone: [Number.NaN, 0],
        endless: [Number.POSITIVE_INFINITY, 0],
        bottomless: [Number.NEGATIVE_INFINITY, 0],
      },
      params: { model: 'unet', lr: '0.1', [ODD_KEY]: ODD_TEXT },
      stage: 'final',
      nameTag: 'alpha',
      datasets: [['digits', true, [{ key: 'mlflow.data.context', value: 'training' }]]],
    },
  }),
  check('reader', 'a run without anything', ofRun('edited'), {
    status: 200,
    says: ({ run: { info, data } }) => [info.status, info.end_time ?? null, data.metrics, data.params],
    is: ['RUNNING', null, [], []],
  }),
  check('reader', 'a run of others', ofRun('secret'), { status: 403, code: null }),
  check('reader', 'an unknown run', (c) => c.run({ query: { run_id: UNKNOWN } }), {
    status: { line2: 404, line3: 403 },
    code: { line2: 'RESOURCE_DOES_NOT_EXIST', line3: null },
  }),
  check('admin', 'an unknown run', (c) => c.run({ query: { run_id: UNKNOWN } }), {
    status: 404,
    code: 'RESOURCE_DOES_NOT_EXIST',
  }),
  check('admin', 'a run without an id', (c) => c.run({ query: { run_id: '' } }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check('admin', 'a run by an id that cannot be one', (c) => c.run({ query: { run_id: 'a/../b' } }), {
    status: 404,
    code: 'RESOURCE_DOES_NOT_EXIST',
  }),

  check(
    'owner',
    'create a run, name and end it',
    async (c, w) => {
      const { data } = await c.createRun({
        body: {
          experiment_id: w.experiments.spare,
          run_name: 'first',
          start_time: START,
          tags: [{ key: 'a', value: 'b' }],
        },
      })
      const { run_id } = data.run.info
      await c.updateRun({ body: { run_id, run_name: 'second 🔥', status: 'KILLED', end_time: START + 1 } })
      return c.run({ query: { run_id } })
    },
    {
      status: 200,
      says: ({ run: { info, data } }, w) => ({
        info: [info.run_name, info.status, info.start_time, info.end_time],
        isOfWhoAsked: [w.userNames.owner, ''].includes(info.user_id),
        tags: data.tags
          .filter(({ key }) => key !== 'mlflow.user')
          .toSorted((a, b) => (a.key < b.key ? -1 : 1)),
      }),
      is: {
        info: ['second 🔥', 'KILLED', START, START + 1],
        isOfWhoAsked: true,
        tags: [
          { key: 'a', value: 'b' },
          { key: 'mlflow.runName', value: 'second 🔥' },
        ],
      },
    },
  ),
  check(
    'owner',
    'create a run without a name',
    async (c, w) => {
      const { data } = await c.createRun({
        body: { experiment_id: w.experiments.spare, run_name: '', start_time: START },
      })
      return c.run({ query: { run_id: data.run.info.run_id } })
    },
    {
      status: 200,
      // The server makes one up.
      says: ({ run }) => run.info.run_name !== '',
      is: true,
    },
  ),
  check(
    'reader',
    'create a run in an experiment that one reads',
    (c, w) => c.createRun({ body: { experiment_id: w.experiments.open, run_name: 'x', start_time: 1 } }),
    {
      status: 403,
      code: null,
    },
  ),
  check(
    'reader',
    'create a run in an experiment that one edits',
    (c, w) => c.createRun({ body: { experiment_id: w.experiments.edited, run_name: 'x', start_time: 1 } }),
    {
      status: 200,
      says: ({ run }) => run.info.status,
      is: 'RUNNING',
    },
  ),
  check(
    'admin',
    'create a run in an unknown experiment',
    (c) => c.createRun({ body: { experiment_id: '987654', run_name: 'x', start_time: 1 } }),
    {
      status: 404,
      code: 'RESOURCE_DOES_NOT_EXIST',
    },
  ),
  check(
    'reader',
    'rename a run that one reads',
    (c, w) => c.updateRun({ body: { run_id: w.runs.alpha, run_name: 'mine' } }),
    {
      status: 403,
      code: null,
    },
  ),
  check('admin', 'rename an unknown run', (c) => c.updateRun({ body: { run_id: UNKNOWN, run_name: 'x' } }), {
    status: 404,
    code: 'RESOURCE_DOES_NOT_EXIST',
  }),
  check(
    'owner',
    'take the name of a run away',
    async (c, w) => {
      await c.updateRun({ body: { run_id: w.runs.scratch, run_name: '' } })
      return c.run({ query: { run_id: w.runs.scratch } })
    },
    { status: 200, says: ({ run }) => run.info.run_name, is: 'scratch' },
  ),

  check(
    'owner',
    'tag a run, twice, and empty',
    async (c, w) => {
      const run_id = w.runs.scratch
      await c.setRunTag({ body: { run_id, key: 'a tag/größe', value: 'one' } })
      await c.setRunTag({ body: { run_id, key: 'a tag/größe', value: ODD_TEXT } })
      await c.setRunTag({ body: { run_id, key: 'mlflow.note.content', value: '' } })
      return c.run({ query: { run_id } })
    },
    {
      status: 200,
      says: ({ run }) =>
        run.data.tags
          .filter(({ key }) => !['mlflow.user', 'mlflow.runName'].includes(key))
          .toSorted((a, b) => (a.key < b.key ? -1 : 1)),
      is: [
        { key: 'a tag/größe', value: ODD_TEXT },
        { key: 'mlflow.note.content', value: '' },
      ],
    },
  ),
  check(
    'owner',
    'tag a run by a key with quotes',
    (c, w) => c.setRunTag({ body: { run_id: w.runs.scratch, key: 'a "key"', value: '' } }),
    {
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    },
  ),
  check(
    'owner',
    'tag a run by a key of 251 letters',
    (c, w) => c.setRunTag({ body: { run_id: w.runs.scratch, key: 'k'.repeat(251), value: '' } }),
    {
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    },
  ),
  check(
    'owner',
    'tag a run with 8,000 letters',
    (c, w) => c.setRunTag({ body: { run_id: w.runs.scratch, key: 'long', value: 'v'.repeat(8000) } }),
    {
      status: 200,
    },
  ),
  check(
    'owner',
    'tag a run with 8,001 letters',
    (c, w) => c.setRunTag({ body: { run_id: w.runs.scratch, key: 'longer', value: 'v'.repeat(8001) } }),
    {
      status: 200,
    },
  ),
  check(
    'owner',
    'rename a run by its tag',
    async (c, w) => {
      await c.setRunTag({ body: { run_id: w.runs.scratch, key: 'mlflow.runName', value: 'by its tag' } })
      return c.run({ query: { run_id: w.runs.scratch } })
    },
    { status: 200, says: ({ run }) => run.info.run_name, is: 'by its tag' },
  ),
  check(
    'reader',
    'tag a run that one reads',
    (c, w) => c.setRunTag({ body: { run_id: w.runs.alpha, key: 'mine', value: '' } }),
    {
      status: 403,
      code: null,
    },
  ),
  check(
    'reader',
    'tag a run that one edits',
    (c, w) => c.setRunTag({ body: { run_id: w.runs.edited, key: 'mine', value: '' } }),
    {
      status: 200,
    },
  ),
  check(
    'admin',
    'tag an unknown run',
    (c) => c.setRunTag({ body: { run_id: UNKNOWN, key: 'a', value: '' } }),
    {
      status: 404,
      code: 'RESOURCE_DOES_NOT_EXIST',
    },
  ),
  check(
    'owner',
    'take a tag off a run',
    async (c, w) => {
      await c.deleteRunTag({ body: { run_id: w.runs.scratch, key: 'long' } })
      return c.run({ query: { run_id: w.runs.scratch } })
    },
    { status: 200, says: ({ run }) => run.data.tags.some(({ key }) => key === 'long'), is: false },
  ),
  check(
    'owner',
    'take a tag off a run that is not there',
    (c, w) => c.deleteRunTag({ body: { run_id: w.runs.scratch, key: 'never there' } }),
    {
      status: 404,
      code: 'RESOURCE_DOES_NOT_EXIST',
    },
  ),
  check(
    'reader',
    'take a tag off a run that one reads',
    (c, w) => c.deleteRunTag({ body: { run_id: w.runs.alpha, key: 'stage' } }),
    {
      status: 403,
      code: null,
    },
  ),

  check(
    'owner',
    'log a result back',
    async (c, w) => {
      const run_id = w.runs.scratch
      await c.logBatch({
        body: {
          run_id,
          metrics: [{ key: 'drift/mmd2', value: 0.25, timestamp: START, step: 0 }],
          params: [{ key: 'drift/detector', value: 'mmd' }],
          tags: [{ key: 'drift/verdict', value: 'drift' }],
        },
      })
      return c.run({ query: { run_id } })
    },
    {
      status: 200,
      says: ({ run: { data } }) => [
        data.metrics.map(({ key, value }) => [key, value]),
        data.params,
        data.tags.find(({ key }) => key === 'drift/verdict')?.value,
      ],
      is: [[['drift/mmd2', 0.25]], [{ key: 'drift/detector', value: 'mmd' }], 'drift'],
    },
  ),
  check(
    'owner',
    'log the same parameter again',
    (c, w) =>
      c.logBatch({ body: { run_id: w.runs.scratch, params: [{ key: 'drift/detector', value: 'mmd' }] } }),
    {
      status: 200,
    },
  ),
  check(
    'owner',
    'change a parameter',
    (c, w) =>
      c.logBatch({ body: { run_id: w.runs.scratch, params: [{ key: 'drift/detector', value: 'ks' }] } }),
    {
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    },
  ),
  check('owner', 'log nothing', (c, w) => c.logBatch({ body: { run_id: w.runs.scratch } }), { status: 200 }),
  check(
    'owner',
    'log a metric whose key has quotes',
    (c, w) =>
      c.logBatch({
        body: { run_id: w.runs.scratch, metrics: [{ key: 'a "metric"', value: 1, timestamp: 1, step: 0 }] },
      }),
    {
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    },
  ),
  check(
    'owner',
    'log a metric whose key begins with a slash',
    (c, w) =>
      c.logBatch({
        body: { run_id: w.runs.scratch, metrics: [{ key: '/metric', value: 1, timestamp: 1, step: 0 }] },
      }),
    {
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    },
  ),
  check(
    'owner',
    'log 1,001 metrics',
    (c, w) =>
      c.logBatch({
        body: {
          run_id: w.runs.scratch,
          metrics: Array.from({ length: 1001 }, (_, step) => ({ key: 'many', value: 1, timestamp: 1, step })),
        },
      }),
    {
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    },
  ),
  check(
    'owner',
    'log 101 parameters',
    (c, w) =>
      c.logBatch({
        body: {
          run_id: w.runs.scratch,
          params: Array.from({ length: 101 }, (_, i) => ({ key: `p${i}`, value: '' })),
        },
      }),
    {
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    },
  ),
  check(
    'owner',
    'log a parameter of 6,001 letters',
    (c, w) =>
      c.logBatch({ body: { run_id: w.runs.scratch, params: [{ key: 'long', value: 'v'.repeat(6001) }] } }),
    {
      status: 200,
    },
  ),
  check(
    'reader',
    'log to a run that one reads',
    (c, w) => c.logBatch({ body: { run_id: w.runs.alpha, tags: [{ key: 'a', value: 'b' }] } }),
    {
      status: 403,
      code: null,
    },
  ),
  check(
    'admin',
    'log to an unknown run',
    (c) => c.logBatch({ body: { run_id: UNKNOWN, tags: [{ key: 'a', value: 'b' }] } }),
    {
      status: 404,
      code: 'RESOURCE_DOES_NOT_EXIST',
    },
  ),

  check('reader', 'delete a run that one edits', (c, w) => c.deleteRun({ body: { run_id: w.runs.edited } }), {
    status: 403,
    code: null,
  }),
  check(
    'owner',
    'delete a run, and look at it',
    async (c, w) => {
      await c.deleteRun({ body: { run_id: w.runs.plain } })
      return c.run({ query: { run_id: w.runs.plain } })
    },
    { status: 200, says: ({ run }) => run.info.lifecycle_stage, is: 'deleted' },
  ),
  check('owner', 'runs without the deleted one', search(), {
    status: 200,
    says: sorted,
    is: ['alpha', 'beta', 'child', 'long'],
  }),
  check('owner', 'deleted runs', search({ run_view_type: 'DELETED_ONLY' }), {
    status: 200,
    says: names,
    is: ['plain'],
  }),
  check('owner', 'all runs', search({ run_view_type: 'ALL' }), { status: 200, says: sorted, is: ALL }),
  check('owner', 'delete a deleted run', (c, w) => c.deleteRun({ body: { run_id: w.runs.plain } }), {
    status: 200,
  }),
  check(
    'owner',
    'tag a deleted run',
    (c, w) => c.setRunTag({ body: { run_id: w.runs.plain, key: 'a', value: 'b' } }),
    {
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    },
  ),
  check(
    'owner',
    'rename a deleted run',
    (c, w) => c.updateRun({ body: { run_id: w.runs.plain, run_name: 'late' } }),
    {
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    },
  ),
  check(
    'owner',
    'log to a deleted run',
    (c, w) =>
      c.logBatch({
        body: { run_id: w.runs.plain, metrics: [{ key: 'm', value: 1, timestamp: 1, step: 0 }] },
      }),
    {
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    },
  ),
  check(
    'owner',
    'take a tag off a deleted run',
    (c, w) => c.deleteRunTag({ body: { run_id: w.runs.plain, key: 'a' } }),
    {
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    },
  ),
  check(
    'owner',
    'restore a run, and look for it',
    async (c, w) => {
      await c.restoreRun({ body: { run_id: w.runs.plain } })
      return search()(c, w)
    },
    { status: 200, says: sorted, is: ALL },
  ),
  check(
    'owner',
    'restore a run that is not deleted',
    (c, w) => c.restoreRun({ body: { run_id: w.runs.plain } }),
    { status: 200 },
  ),
  check('admin', 'delete an unknown run', (c) => c.deleteRun({ body: { run_id: UNKNOWN } }), {
    status: 404,
    code: 'RESOURCE_DOES_NOT_EXIST',
  }),
]
