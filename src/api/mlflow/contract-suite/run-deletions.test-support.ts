import { type Check, check } from './suite.test-support'
import { OPEN_RUNS, searchRuns, sortedNames, namesOf } from './run-searches.test-support'
import { UNKNOWN_RUN } from './world.test-support'

export const runDeletionChecks: readonly Check[] = [
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
  check('owner', 'runs without the deleted one', searchRuns(), {
    status: 200,
    says: sortedNames,
    is: ['alpha', 'beta', 'child', 'long'],
  }),
  check('owner', 'deleted runs', searchRuns({ run_view_type: 'DELETED_ONLY' }), {
    status: 200,
    says: namesOf,
    is: ['plain'],
  }),
  check('owner', 'all runs', searchRuns({ run_view_type: 'ALL' }), {
    status: 200,
    says: sortedNames,
    is: OPEN_RUNS,
  }),
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
      return searchRuns()(c, w)
    },
    { status: 200, says: sortedNames, is: OPEN_RUNS },
  ),
  check(
    'owner',
    'restore a run that is not deleted',
    (c, w) => c.restoreRun({ body: { run_id: w.runs.plain } }),
    { status: 200 },
  ),
  check('admin', 'delete an unknown run', (c) => c.deleteRun({ body: { run_id: UNKNOWN_RUN } }), {
    status: 404,
    code: 'RESOURCE_DOES_NOT_EXIST',
  }),
]
