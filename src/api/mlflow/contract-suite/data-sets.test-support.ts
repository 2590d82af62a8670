import { type Check, check } from './suite.test-support'

export const dataSetChecks: readonly Check[] = [
  check(
    'reader',
    'data sets',
    (c, w) => c.searchDatasets({ body: { experiment_ids: [w.experiments.open] } }),
    {
      status: 200,
      says: ({ dataset_summaries }, w) =>
        dataset_summaries.map(({ name, digest, context }) => [name, digest === w.salt, context]),
      is: [['digits', true, 'training']],
    },
  ),
  check(
    'owner',
    'data sets where there are none',
    (c, w) => c.searchDatasets({ body: { experiment_ids: [w.experiments.closed] } }),
    {
      status: 200,
      says: (data) => data.dataset_summaries,
      is: [],
    },
  ),
  check(
    'reader',
    'data sets of others',
    (c, w) => c.searchDatasets({ body: { experiment_ids: [w.experiments.closed] } }),
    {
      status: { line2: 200, line3: 403 },
      code: null,
      says: (data) => data.dataset_summaries,
      is: [],
    },
  ),
  check('owner', 'data sets of no experiment', (c) => c.searchDatasets({ body: { experiment_ids: [] } }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check(
    'owner',
    'data sets of 21 experiments',
    (c, w) =>
      c.searchDatasets({ body: { experiment_ids: Array.from({ length: 21 }, () => w.experiments.open) } }),
    {
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    },
  ),
]
