import { type Check, check } from './suite.test-support'
import { ODD_TEXT, START, UNKNOWN_RUN } from './world.test-support'

/** Tags, and what is logged. */
export const runChangeChecks: readonly Check[] = [
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
    (c) => c.setRunTag({ body: { run_id: UNKNOWN_RUN, key: 'a', value: '' } }),
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
    (c) => c.logBatch({ body: { run_id: UNKNOWN_RUN, tags: [{ key: 'a', value: 'b' }] } }),
    {
      status: 404,
      code: 'RESOURCE_DOES_NOT_EXIST',
    },
  ),
]
