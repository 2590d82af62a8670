import type { MlflowClient } from '../lists'
import { type Check, check } from './suite.test-support'
import { experimentName, type World } from './world.test-support'

type ExperimentSearch = Parameters<MlflowClient['searchExperiments']>[0]['body']
type ExperimentsFound = Awaited<ReturnType<MlflowClient['searchExperiments']>>['data']

/** Names without what all names of the suite begin with. */
export const namesOf = ({ experiments }: ExperimentsFound, { salt }: World) =>
  experiments.map((row) => (row.ok ? row.row.name.replace(experimentName(salt, ''), '') : row.why))

const ours = ({ salt }: World): string => `tags.suite = '${salt}'`

/** A search among the suite's own experiments. */
export const searchExperiments =
  (more: Partial<ExperimentSearch> = {}) =>
  (client: MlflowClient, world: World) =>
    client.searchExperiments({
      body: { max_results: 100, order_by: ['name ASC'], filter: ours(world), ...more },
    })

/** The same, page by page to the end. */
async function walkedExperiments(client: MlflowClient, world: World) {
  const experiments: ExperimentsFound['experiments'] = []
  let page_token = ''
  for (;;) {
    const { data, headers } = await searchExperiments({
      max_results: 3,
      ...(page_token === '' ? {} : { page_token }),
    })(client, world)
    experiments.push(...data.experiments)
    page_token = data.next_page_token
    if (page_token === '') return { data: { experiments, next_page_token: '' }, headers }
  }
}

export const experimentSearchChecks: readonly Check[] = [
  check('owner', 'experiments by a tag', searchExperiments(), {
    status: 200,
    says: namesOf,
    is: ['closed', 'edited', 'open', 'spare'],
  }),
  check('reader', 'experiments by a tag', searchExperiments(), {
    status: 200,
    says: namesOf,
    is: ['edited', 'open'],
  }),
  check('admin', 'experiments by a tag', searchExperiments(), {
    status: 200,
    says: namesOf,
    is: ['closed', 'edited', 'open', 'spare'],
  }),
  check('owner', 'experiments, the last name first', searchExperiments({ order_by: ['name DESC'] }), {
    status: 200,
    says: namesOf,
    is: ['spare', 'open', 'edited', 'closed'],
  }),
  check(
    'owner',
    'experiments by name, whatever its case',
    (c, w) => searchExperiments({ filter: `${ours(w)} AND name ILIKE 'SUITE % OPEN'` })(c, w),
    {
      status: 200,
      says: namesOf,
      is: ['open'],
    },
  ),
  check(
    'owner',
    'experiments by attribute.name',
    (c, w) => searchExperiments({ filter: `attribute.name = '${experimentName(w.salt, 'open')}'` })(c, w),
    {
      status: 200,
      says: namesOf,
      is: ['open'],
    },
  ),
  check('owner', 'experiments by attributes.name', searchExperiments({ filter: "attributes.name = 'x'" }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check(
    'owner',
    'experiments without a tag',
    (c, w) =>
      searchExperiments({ filter: `name LIKE '${experimentName(w.salt, '%')}' AND tags.suite IS NULL` })(
        c,
        w,
      ),
    {
      status: { line2: 400, line3: 200 },
      code: 'INVALID_PARAMETER_VALUE',
      says: namesOf,
      is: [],
    },
  ),
  check('owner', 'experiments with OR', searchExperiments({ filter: "name = 'a' OR name = 'b'" }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check('owner', 'experiments in the order of a tag', searchExperiments({ order_by: ['tags.suite'] }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check('owner', 'experiments that match nothing', searchExperiments({ filter: "name = 'no such name'" }), {
    status: 200,
    says: (data) => data,
    is: { experiments: [], next_page_token: '' },
  }),
  check('owner', 'experiments, three at a time, to the end', walkedExperiments, {
    status: 200,
    says: namesOf,
    is: ['closed', 'edited', 'open', 'spare'],
  }),
  check('reader', 'experiments, three at a time, to the end', walkedExperiments, {
    status: 200,
    says: namesOf,
    is: ['edited', 'open'],
  }),
  check('owner', 'as many experiments as there are', searchExperiments({ max_results: 4 }), {
    status: 200,
    says: ({ next_page_token }) => next_page_token !== '',
    is: false,
  }),
  check('owner', '0 experiments', searchExperiments({ max_results: 0 }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check('owner', '50,001 experiments', searchExperiments({ max_results: 50_001 }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check('owner', 'experiments by a token that is none', searchExperiments({ page_token: 'garbage!' }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
]
