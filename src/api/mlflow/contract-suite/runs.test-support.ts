import type { MlflowClient } from '../lists'
import { type Check, check } from './suite.test-support'
import { ODD_KEY, ODD_TEXT, START, UNKNOWN_RUN, type World } from './world.test-support'

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
  check('reader', 'an unknown run', (c) => c.run({ query: { run_id: UNKNOWN_RUN } }), {
    status: { line2: 404, line3: 403 },
    code: { line2: 'RESOURCE_DOES_NOT_EXIST', line3: null },
  }),
  check('admin', 'an unknown run', (c) => c.run({ query: { run_id: UNKNOWN_RUN } }), {
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
  check(
    'admin',
    'rename an unknown run',
    (c) => c.updateRun({ body: { run_id: UNKNOWN_RUN, run_name: 'x' } }),
    {
      status: 404,
      code: 'RESOURCE_DOES_NOT_EXIST',
    },
  ),
  check(
    'owner',
    'take the name of a run away',
    async (c, w) => {
      await c.updateRun({ body: { run_id: w.runs.scratch, run_name: '' } })
      return c.run({ query: { run_id: w.runs.scratch } })
    },
    { status: 200, says: ({ run }) => run.info.run_name, is: 'scratch' },
  ),
]
