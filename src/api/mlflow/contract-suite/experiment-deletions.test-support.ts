import { type Check, check } from './suite.test-support'
import { experimentName } from './world.test-support'
import { namesOf, searchExperiments } from './experiment-searches.test-support'

export const experimentDeletionChecks: readonly Check[] = [
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
      return searchExperiments()(c, w)
    },
    { status: 200, says: namesOf, is: ['closed', 'edited', 'open'] },
  ),
  check('owner', 'deleted experiments', searchExperiments({ view_type: 'DELETED_ONLY' }), {
    status: 200,
    says: namesOf,
    is: ['spare'],
  }),
  check('owner', 'all experiments', searchExperiments({ view_type: 'ALL' }), {
    status: 200,
    says: namesOf,
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
      return searchExperiments()(c, w)
    },
    { status: 200, says: namesOf, is: ['closed', 'edited', 'open', 'spare'] },
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
]
