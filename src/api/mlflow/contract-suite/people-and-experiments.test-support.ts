import type { MlflowClient } from '../lists'
import { type Check, check } from './suite.test-support'
import { experimentName, type World } from './world.test-support'

type ExperimentSearch = Parameters<MlflowClient['searchExperiments']>[0]['body']
type ExperimentsFound = Awaited<ReturnType<MlflowClient['searchExperiments']>>['data']

/** Names without what all names of the suite begin with. */
const names = ({ experiments }: ExperimentsFound, { salt }: World) =>
  experiments.map((row) => (row.ok ? row.row.name.replace(experimentName(salt, ''), '') : row.why))

const ours = ({ salt }: World): string => `tags.suite = '${salt}'`

/** A search among the suite's own experiments. */
const search =
  (more: Partial<ExperimentSearch> = {}) =>
  (client: MlflowClient, world: World) =>
    client.searchExperiments({
      body: { max_results: 100, order_by: ['name ASC'], filter: ours(world), ...more },
    })

/** The same, page by page to the end. */
async function walked(client: MlflowClient, world: World) {
  const experiments: ExperimentsFound['experiments'] = []
  let page_token = ''
  for (;;) {
    const { data, headers } = await search({
      max_results: 3,
      ...(page_token === '' ? {} : { page_token }),
    })(client, world)
    experiments.push(...data.experiments)
    page_token = data.next_page_token
    if (page_token === '') return { data: { experiments, next_page_token: '' }, headers }
  }
}

export const signInChecks: readonly Check[] = [
  check('nobody', 'health', (c) => c.health({}), { status: 200, says: (text) => text, is: 'OK' }),
  check('reader', 'version', (c) => c.version({}), {
    status: 200,
    says: (text, world) => text.trim() === world.version,
    is: true,
  }),
  check('wrong', 'version', (c) => c.version({}), { status: 401, code: null }),
  check('nobody', 'version', (c) => c.version({}), { status: 401, code: null }),
  check(
    'wrong',
    'search runs',
    (c, w) => c.searchRuns({ body: { experiment_ids: [w.experiments.open], max_results: 1 } }),
    {
      status: 401,
      code: null,
    },
  ),
  check('nobody', 'server info', (c) => c.serverInfo({}), {
    status: { line2: 401, line3: 200 },
    code: null,
    says: ({ workspaces_enabled }) => workspaces_enabled,
    is: false,
  }),
  check('reader', 'server info', (c) => c.serverInfo({}), { status: { line2: 404, line3: 200 }, code: null }),
  check('reader', 'oneself', (c, w) => c.user({ query: { username: w.userNames.reader } }), {
    status: 200,
    says: ({ user }, w) => ({
      isOneself: user.username === w.userNames.reader,
      is_admin: user.is_admin,
      open: user.experiment_permissions?.find((row) => row.experiment_id === w.experiments.open)?.permission,
      model: user.registered_model_permissions?.find((row) => row.name === w.models.open)?.permission,
    }),
    is: {
      line2: { isOneself: true, is_admin: false, open: 'READ', model: 'READ' },
      line3: { isOneself: true, is_admin: false, open: undefined, model: undefined },
    },
  }),
  check('reader', 'somebody else', (c, w) => c.user({ query: { username: w.userNames.owner } }), {
    status: 403,
    code: null,
  }),
  check('reader', 'nobody that is known', (c) => c.user({ query: { username: 'ghost@example.org' } }), {
    status: 403,
    code: null,
  }),
  check('admin', 'somebody else', (c, w) => c.user({ query: { username: w.userNames.reader } }), {
    status: 200,
    says: ({ user }) => user.is_admin,
    is: false,
  }),
  check('admin', 'nobody that is known', (c) => c.user({ query: { username: 'ghost@example.org' } }), {
    status: 404,
    code: 'RESOURCE_DOES_NOT_EXIST',
  }),
  check('wrong', 'oneself', (c, w) => c.user({ query: { username: w.userNames.reader } }), {
    status: 401,
    code: null,
  }),
  check('reader', 'who one is', (c) => c.currentUser({}), {
    status: { line2: 404, line3: 200 },
    code: null,
    says: ({ user }, w) => user.username === w.userNames.reader,
    is: true,
  }),
]

export const experimentChecks: readonly Check[] = [
  check('owner', 'experiments by a tag', search(), {
    status: 200,
    says: names,
    is: ['closed', 'edited', 'open', 'spare'],
  }),
  check('reader', 'experiments by a tag', search(), { status: 200, says: names, is: ['edited', 'open'] }),
  check('admin', 'experiments by a tag', search(), {
    status: 200,
    says: names,
    is: ['closed', 'edited', 'open', 'spare'],
  }),
  check('owner', 'experiments, the last name first', search({ order_by: ['name DESC'] }), {
    status: 200,
    says: names,
    is: ['spare', 'open', 'edited', 'closed'],
  }),
  check(
    'owner',
    'experiments by name, whatever its case',
    (c, w) => search({ filter: `${ours(w)} AND name ILIKE 'SUITE % OPEN'` })(c, w),
    {
      status: 200,
      says: names,
      is: ['open'],
    },
  ),
  check(
    'owner',
    'experiments by attribute.name',
    (c, w) => search({ filter: `attribute.name = '${experimentName(w.salt, 'open')}'` })(c, w),
    {
      status: 200,
      says: names,
      is: ['open'],
    },
  ),
  check('owner', 'experiments by attributes.name', search({ filter: "attributes.name = 'x'" }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check(
    'owner',
    'experiments without a tag',
    (c, w) => search({ filter: `name LIKE '${experimentName(w.salt, '%')}' AND tags.suite IS NULL` })(c, w),
    {
      status: { line2: 400, line3: 200 },
      code: 'INVALID_PARAMETER_VALUE',
      says: names,
      is: [],
    },
  ),
  check('owner', 'experiments with OR', search({ filter: "name = 'a' OR name = 'b'" }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check('owner', 'experiments in the order of a tag', search({ order_by: ['tags.suite'] }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check('owner', 'experiments that match nothing', search({ filter: "name = 'no such name'" }), {
    status: 200,
    says: (data) => data,
    is: { experiments: [], next_page_token: '' },
  }),
  check('owner', 'experiments, three at a time, to the end', walked, {
    status: 200,
    says: names,
    is: ['closed', 'edited', 'open', 'spare'],
  }),
  check('reader', 'experiments, three at a time, to the end', walked, {
    status: 200,
    says: names,
    is: ['edited', 'open'],
  }),
  check('owner', 'as many experiments as there are', search({ max_results: 4 }), {
    status: 200,
    says: ({ next_page_token }) => next_page_token !== '',
    is: false,
  }),
  check('owner', '0 experiments', search({ max_results: 0 }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check('owner', '50,001 experiments', search({ max_results: 50_001 }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check('owner', 'experiments by a token that is none', search({ page_token: 'garbage!' }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),

  check('reader', 'an experiment', (c, w) => c.experiment({ query: { experiment_id: w.experiments.open } }), {
    status: 200,
    says: ({ experiment }, w) => ({
      isNamed: experiment.name === experimentName(w.salt, 'open'),
      lifecycle: experiment.lifecycle_stage,
      tags: experiment.tags.map(({ key }) => key).toSorted(),
    }),
    is: { isNamed: true, lifecycle: 'active', tags: ['mlflow.note.content', 'suite'] },
  }),
  check(
    'reader',
    'an experiment of others',
    (c, w) => c.experiment({ query: { experiment_id: w.experiments.closed } }),
    {
      status: 403,
      code: null,
    },
  ),
  check('reader', 'an unknown experiment', (c) => c.experiment({ query: { experiment_id: '987654' } }), {
    status: 403,
    code: null,
  }),
  check('admin', 'an unknown experiment', (c) => c.experiment({ query: { experiment_id: '987654' } }), {
    status: 404,
    code: 'RESOURCE_DOES_NOT_EXIST',
  }),
  check('admin', 'an experiment without an id', (c) => c.experiment({ query: { experiment_id: '' } }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),

  check(
    'reader',
    'create an experiment, and read it',
    async (c, w) => {
      const { data } = await c.createExperiment({
        body: { name: experimentName(w.salt, 'of the reader'), tags: [{ key: 'first', value: '1' }] },
      })
      return c.experiment({ query: { experiment_id: data.experiment_id } })
    },
    {
      status: 200,
      says: ({ experiment }) => experiment.tags,
      is: [{ key: 'first', value: '1' }],
    },
  ),
  check(
    'owner',
    'create an experiment of a name that is taken',
    (c, w) => c.createExperiment({ body: { name: experimentName(w.salt, 'open') } }),
    {
      status: 400,
      code: 'RESOURCE_ALREADY_EXISTS',
    },
  ),
  check('owner', 'create an experiment without a name', (c) => c.createExperiment({ body: { name: '' } }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check(
    'owner',
    'create an experiment of a name of 501 letters',
    (c) => c.createExperiment({ body: { name: 'n'.repeat(501) } }),
    {
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    },
  ),

  check(
    'owner',
    'rename an experiment, and back',
    async (c, w) => {
      const experiment_id = w.experiments.spare
      await c.renameExperiment({ body: { experiment_id, new_name: experimentName(w.salt, 'ä 🔥') } })
      const renamed = await c.experiment({ query: { experiment_id } })
      await c.renameExperiment({ body: { experiment_id, new_name: experimentName(w.salt, 'spare') } })
      return renamed
    },
    {
      status: 200,
      says: ({ experiment }, w) => experiment.name === experimentName(w.salt, 'ä 🔥'),
      is: true,
    },
  ),
  check(
    'owner',
    'rename an experiment as another is called',
    (c, w) =>
      c.renameExperiment({
        body: { experiment_id: w.experiments.spare, new_name: experimentName(w.salt, 'open') },
      }),
    {
      status: 400,
      code: 'BAD_REQUEST',
    },
  ),
  check(
    'reader',
    'rename an experiment that one reads',
    (c, w) => c.renameExperiment({ body: { experiment_id: w.experiments.open, new_name: 'mine' } }),
    {
      status: 403,
      code: null,
    },
  ),
  check(
    'admin',
    'rename an unknown experiment',
    (c) => c.renameExperiment({ body: { experiment_id: '987654', new_name: 'x' } }),
    {
      status: 404,
      code: 'RESOURCE_DOES_NOT_EXIST',
    },
  ),

  check(
    'owner',
    'tag an experiment, twice',
    async (c, w) => {
      const experiment_id = w.experiments.spare
      await c.setExperimentTag({ body: { experiment_id, key: 'a tag/with "signs"', value: 'one' } })
      await c.setExperimentTag({ body: { experiment_id, key: 'a tag/with "signs"', value: 'two' } })
      return c.experiment({ query: { experiment_id } })
    },
    {
      // The key may not hold quotes.
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    },
  ),
  check(
    'owner',
    'tag an experiment, twice, and empty it',
    async (c, w) => {
      const experiment_id = w.experiments.spare
      await c.setExperimentTag({ body: { experiment_id, key: 'a tag/größe', value: 'one' } })
      await c.setExperimentTag({ body: { experiment_id, key: 'a tag/größe', value: 'two' } })
      await c.setExperimentTag({ body: { experiment_id, key: 'empty', value: '' } })
      return c.experiment({ query: { experiment_id } })
    },
    {
      status: 200,
      says: ({ experiment }) =>
        experiment.tags.filter(({ key }) => key !== 'suite').toSorted((a, b) => (a.key < b.key ? -1 : 1)),
      is: [
        { key: 'a tag/größe', value: 'two' },
        { key: 'empty', value: '' },
      ],
    },
  ),
  check(
    'owner',
    'tag an experiment with 20,001 letters',
    (c, w) =>
      c.setExperimentTag({
        body: { experiment_id: w.experiments.spare, key: 'long', value: 'v'.repeat(20_001) },
      }),
    {
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    },
  ),
  check(
    'owner',
    'tag an experiment by a key of 251 letters',
    (c, w) =>
      c.setExperimentTag({ body: { experiment_id: w.experiments.spare, key: 'k'.repeat(251), value: '' } }),
    {
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    },
  ),
  check(
    'reader',
    'tag an experiment that one reads',
    (c, w) => c.setExperimentTag({ body: { experiment_id: w.experiments.open, key: 'mine', value: '1' } }),
    {
      status: 403,
      code: null,
    },
  ),
  check(
    'reader',
    'tag an experiment that one edits',
    (c, w) => c.setExperimentTag({ body: { experiment_id: w.experiments.edited, key: 'mine', value: '1' } }),
    {
      status: 200,
    },
  ),
  check(
    'owner',
    'take a tag off an experiment',
    (c, w) => c.deleteExperimentTag({ body: { experiment_id: w.experiments.spare, key: 'empty' } }),
    {
      status: { line2: 404, line3: 200 },
      code: null,
    },
  ),
  check(
    'owner',
    'take a tag off that is not there',
    (c, w) => c.deleteExperimentTag({ body: { experiment_id: w.experiments.spare, key: 'never there' } }),
    {
      status: 404,
      code: { line2: null, line3: 'RESOURCE_DOES_NOT_EXIST' },
    },
  ),
  check(
    'reader',
    'take a tag off an experiment that one reads',
    (c, w) => c.deleteExperimentTag({ body: { experiment_id: w.experiments.open, key: 'suite' } }),
    {
      status: { line2: 404, line3: 403 },
      code: null,
    },
  ),

  check(
    'reader',
    'delete an experiment that one edits',
    (c, w) => c.deleteExperiment({ body: { experiment_id: w.experiments.edited } }),
    {
      status: 403,
      code: null,
    },
  ),
  check(
    'owner',
    'delete an experiment, and look for it',
    async (c, w) => {
      await c.deleteExperiment({ body: { experiment_id: w.experiments.spare } })
      return search()(c, w)
    },
    { status: 200, says: names, is: ['closed', 'edited', 'open'] },
  ),
  check('owner', 'deleted experiments', search({ view_type: 'DELETED_ONLY' }), {
    status: 200,
    says: names,
    is: ['spare'],
  }),
  check('owner', 'all experiments', search({ view_type: 'ALL' }), {
    status: 200,
    says: names,
    is: ['closed', 'edited', 'open', 'spare'],
  }),
  check(
    'owner',
    'a deleted experiment',
    (c, w) => c.experiment({ query: { experiment_id: w.experiments.spare } }),
    {
      status: 200,
      says: ({ experiment }) => experiment.lifecycle_stage,
      is: 'deleted',
    },
  ),
  check(
    'owner',
    'create an experiment that a deleted one is called like',
    (c, w) => c.createExperiment({ body: { name: experimentName(w.salt, 'spare') } }),
    {
      status: 400,
      code: 'RESOURCE_ALREADY_EXISTS',
    },
  ),
  check(
    'owner',
    'rename a deleted experiment',
    (c, w) =>
      c.renameExperiment({
        body: { experiment_id: w.experiments.spare, new_name: experimentName(w.salt, 'gone') },
      }),
    {
      status: 500,
      code: 'INVALID_STATE',
    },
  ),
  check(
    'owner',
    'tag a deleted experiment',
    (c, w) => c.setExperimentTag({ body: { experiment_id: w.experiments.spare, key: 'a', value: 'b' } }),
    {
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    },
  ),
  check(
    'owner',
    'create a run in a deleted experiment',
    (c, w) => c.createRun({ body: { experiment_id: w.experiments.spare, run_name: 'late', start_time: 1 } }),
    {
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
    },
  ),
  check(
    'owner',
    'delete a deleted experiment',
    (c, w) => c.deleteExperiment({ body: { experiment_id: w.experiments.spare } }),
    {
      status: 404,
      code: 'RESOURCE_DOES_NOT_EXIST',
    },
  ),
  check(
    'owner',
    'runs of a deleted experiment',
    (c, w) => c.searchRuns({ body: { experiment_ids: [w.experiments.spare], max_results: 10 } }),
    {
      status: 200,
      says: ({ runs }) => runs.length,
      is: 0,
    },
  ),
  check(
    'owner',
    'deleted runs of a deleted experiment',
    (c, w) =>
      c.searchRuns({
        body: { experiment_ids: [w.experiments.spare], max_results: 10, run_view_type: 'DELETED_ONLY' },
      }),
    {
      status: 200,
      says: ({ runs }) => runs.map((row) => row.ok && row.row.info.lifecycle_stage),
      // The scratch run, and two that were created there.
      is: ['deleted', 'deleted', 'deleted'],
    },
  ),
  check(
    'owner',
    'restore an experiment, and look for it',
    async (c, w) => {
      await c.restoreExperiment({ body: { experiment_id: w.experiments.spare } })
      return search()(c, w)
    },
    { status: 200, says: names, is: ['closed', 'edited', 'open', 'spare'] },
  ),
  check(
    'owner',
    'restore an experiment that is not deleted',
    (c, w) => c.restoreExperiment({ body: { experiment_id: w.experiments.spare } }),
    {
      status: 404,
      code: 'RESOURCE_DOES_NOT_EXIST',
    },
  ),
  check(
    'owner',
    'runs of a restored experiment',
    (c, w) => c.searchRuns({ body: { experiment_ids: [w.experiments.spare], max_results: 10 } }),
    {
      status: 200,
      says: ({ runs }) => runs.length,
      is: 3,
    },
  ),

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
