import { type Check, check } from './suite.test-support'
import { experimentName } from './world.test-support'

export const experimentChecks: readonly Check[] = [
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
  // Changes nothing, and tells who may: see found-rights.ts.
  check(
    'reader',
    'set no tag on an experiment that one reads',
    (c, w) => c.setExperimentTag({ body: { experiment_id: w.experiments.open, key: '', value: '' } }),
    {
      status: 403,
      code: null,
    },
  ),
  check(
    'reader',
    'set no tag on an experiment that one edits',
    (c, w) => c.setExperimentTag({ body: { experiment_id: w.experiments.edited, key: '', value: '' } }),
    {
      status: 400,
      code: 'INVALID_PARAMETER_VALUE',
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
]
