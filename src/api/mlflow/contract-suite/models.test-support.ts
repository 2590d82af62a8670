import type { MlflowClient } from '../lists'
import { type VersionsFound, versions } from './model-versions.test-support'
import { type Check, check } from './suite.test-support'
import type { World } from './world.test-support'

type ModelsFound = Awaited<ReturnType<MlflowClient['searchModels']>>['data']
type ModelQuery = NonNullable<Parameters<MlflowClient['searchModels']>[0]['query']>

const names = ({ registered_models }: ModelsFound, { salt }: World) =>
  registered_models.map((row) => (row.ok ? row.row.name.replace(`suite-${salt}-`, '') : row.why))

const search =
  (more: ModelQuery | ((world: World) => ModelQuery) = {}) =>
  (client: MlflowClient, world: World) =>
    client.searchModels({
      query: {
        filter: `name LIKE 'suite-${world.salt}-%'`,
        max_results: 100,
        ...(typeof more === 'function' ? more(world) : more),
      },
    })

async function walked(client: MlflowClient, world: World) {
  const registered_models: ModelsFound['registered_models'] = []
  let page_token = ''
  for (;;) {
    const { data, headers } = await search({ max_results: 1, ...(page_token === '' ? {} : { page_token }) })(
      client,
      world,
    )
    registered_models.push(...data.registered_models)
    page_token = data.next_page_token
    if (page_token === '') return { data: { registered_models, next_page_token: '' }, headers }
  }
}

const read = (client: MlflowClient, world: World) => client.model({ query: { name: world.models.open } })

const versionsOfOpen = versions((w) => ({ filter: `name = '${w.models.open}'` }))

/** Tags by version. */
const tagsByVersion = ({ model_versions }: VersionsFound) =>
  Object.fromEntries(model_versions.map((row) => (row.ok ? [row.row.version, row.row.tags] : [row.why, []])))

export const modelChecks: readonly Check[] = [
  check('owner', 'models', search(), { status: 200, says: names, is: ['closed', 'open'] }),
  check('admin', 'models', search(), { status: 200, says: names, is: ['closed', 'open'] }),
  check('reader', 'models', search(), { status: 200, says: names, is: ['open'] }),
  check('owner', 'models, the last name first', search({ order_by: ['name DESC'] }), {
    status: 200,
    says: names,
    is: ['open', 'closed'],
  }),
  check(
    'owner',
    'models, the last change first',
    search({ order_by: ['last_updated_timestamp DESC', 'name ASC'] }),
    {
      status: 200,
      says: (data, w) => names(data, w).toSorted(),
      is: ['closed', 'open'],
    },
  ),
  check(
    'owner',
    'models by name, whatever its case',
    search((w) => ({ filter: `name ILIKE 'SUITE-${w.salt}-OPEN'` })),
    { status: 200, says: names, is: ['open'] },
  ),
  check(
    'owner',
    'models by a whole name',
    search((w) => ({ filter: `name = '${w.models.open}'` })),
    { status: 200, says: names, is: ['open'] },
  ),
  check('owner', 'models by a piece of a name', search({ filter: "name LIKE 'suite'" }), {
    status: 200,
    says: names,
    is: [],
  }),
  check(
    'owner',
    'models by a tag',
    search((w) => ({ filter: `tags.suite = '${w.salt}'` })),
    { status: 200, says: names, is: [] },
  ),
  check('owner', 'models, one at a time, to the end', walked, {
    status: 200,
    says: names,
    is: ['closed', 'open'],
  }),
  check('owner', 'models with OR', search({ filter: "name = 'a' OR name = 'b'" }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check('owner', 'models by what they do not have', search({ filter: "description = 'x'" }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check('owner', 'models in the order of what they do not have', search({ order_by: ['description'] }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check('owner', '1,001 models', search({ max_results: 1001 }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),
  check('owner', '0 models', search({ max_results: 0 }), {
    status: 200,
    // And a token that leads to where one is.
    says: (data) => [data.registered_models, data.next_page_token !== ''],
    is: [[], true],
  }),
  check('owner', 'models by a token that is none', search({ page_token: 'garbage!' }), {
    status: 400,
    code: 'INVALID_PARAMETER_VALUE',
  }),

  check('reader', 'a model', read, {
    status: 200,
    says: ({ registered_model: model }, w) => ({
      isNamed: model.name === w.models.open,
      description: model.description,
      tags: model.tags,
      aliases: model.aliases,
      latest: model.latest_versions.map(({ version, current_stage, status, run_id, source }) => [
        version,
        current_stage,
        status,
        run_id === w.runs.alpha,
        source.startsWith('mlflow-artifacts:/'),
      ]),
    }),
    is: {
      isNamed: true,
      description: '',
      tags: [],
      aliases: [],
      latest: [['2', 'None', 'READY', true, true]],
    },
  }),
  check('reader', 'a model of others', (c, w) => c.model({ query: { name: w.models.closed } }), {
    status: 403,
    code: null,
  }),
  check('reader', 'an unknown model', (c) => c.model({ query: { name: 'no such model' } }), {
    status: 403,
    code: null,
  }),
  check('admin', 'an unknown model', (c) => c.model({ query: { name: 'no such model' } }), {
    status: 404,
    code: 'RESOURCE_DOES_NOT_EXIST',
  }),
  check(
    'owner',
    'describe a model',
    async (c, w) => {
      await c.updateModel({ body: { name: w.models.open, description: 'Reads **digits**.' } })
      return read(c, w)
    },
    { status: 200, says: ({ registered_model }) => registered_model.description, is: 'Reads **digits**.' },
  ),
  check(
    'reader',
    'describe a model that one reads',
    (c, w) => c.updateModel({ body: { name: w.models.open, description: 'x' } }),
    { status: 403, code: null },
  ),
  check(
    'owner',
    'tag a model, twice',
    async (c, w) => {
      await c.setModelTag({ body: { name: w.models.open, key: 'task', value: 'one' } })
      await c.setModelTag({ body: { name: w.models.open, key: 'task', value: 'two' } })
      return read(c, w)
    },
    {
      status: 200,
      says: ({ registered_model }) => registered_model.tags,
      is: [{ key: 'task', value: 'two' }],
    },
  ),
  check('owner', 'models by their tag', search({ filter: "tags.task = 'two'" }), {
    status: 200,
    says: (data, w) => names(data, w).includes('open'),
    is: true,
  }),
  check(
    'reader',
    'tag a model that one reads',
    (c, w) => c.setModelTag({ body: { name: w.models.open, key: 'a', value: 'b' } }),
    { status: 403, code: null },
  ),
  check(
    'reader',
    'set no tag on a model that one reads',
    (c, w) => c.setModelTag({ body: { name: w.models.open, key: '', value: '' } }),
    { status: 403, code: null },
  ),
  check(
    'owner',
    'set no tag on a model',
    (c, w) => c.setModelTag({ body: { name: w.models.open, key: '', value: '' } }),
    { status: 400, code: 'INVALID_PARAMETER_VALUE' },
  ),
  check(
    'owner',
    'take a tag off a model',
    async (c, w) => {
      await c.deleteModelTag({ body: { name: w.models.open, key: 'task' } })
      return read(c, w)
    },
    { status: 200, says: ({ registered_model }) => registered_model.tags, is: [] },
  ),
  check(
    'owner',
    'take a tag off a model that is not there',
    (c, w) => c.deleteModelTag({ body: { name: w.models.open, key: 'never' } }),
    { status: 200 },
  ),
  check(
    'reader',
    'take a tag off a model that one reads',
    (c, w) => c.deleteModelTag({ body: { name: w.models.open, key: 'task' } }),
    { status: 403, code: null },
  ),

  check(
    'owner',
    'tag a version, twice',
    async (c, w) => {
      await c.setVersionTag({ body: { name: w.models.open, version: '1', key: 'checked', value: 'no' } })
      await c.setVersionTag({ body: { name: w.models.open, version: '1', key: 'checked', value: 'yes' } })
      return versionsOfOpen(c, w)
    },
    { status: 200, says: tagsByVersion, is: { 1: [{ key: 'checked', value: 'yes' }], 2: [] } },
  ),
  check(
    'owner',
    'tag a version that is not there',
    (c, w) => c.setVersionTag({ body: { name: w.models.open, version: '9', key: 'a', value: 'b' } }),
    { status: 404, code: 'RESOURCE_DOES_NOT_EXIST' },
  ),
  check(
    'reader',
    'tag a version that one reads',
    (c, w) => c.setVersionTag({ body: { name: w.models.open, version: '1', key: 'a', value: 'b' } }),
    { status: 403, code: null },
  ),
  check(
    'reader',
    'take a tag off a version that one reads',
    (c, w) => c.deleteVersionTag({ body: { name: w.models.open, version: '1', key: 'checked' } }),
    { status: 403, code: null },
  ),
  check(
    'owner',
    'take a tag off a version',
    async (c, w) => {
      await c.deleteVersionTag({ body: { name: w.models.open, version: '1', key: 'checked' } })
      return versionsOfOpen(c, w)
    },
    { status: 200, says: tagsByVersion, is: { 1: [], 2: [] } },
  ),
  check(
    'owner',
    'take a tag off a version that has it not',
    (c, w) => c.deleteVersionTag({ body: { name: w.models.open, version: '1', key: 'never' } }),
    { status: 200 },
  ),

  check(
    'owner',
    'give an alias, and move it',
    async (c, w) => {
      await c.setModelAlias({ body: { name: w.models.open, alias: 'champion', version: '1' } })
      await c.setModelAlias({ body: { name: w.models.open, alias: 'champion', version: '2' } })
      return read(c, w)
    },
    {
      status: 200,
      says: ({ registered_model }) => registered_model.aliases,
      is: [{ alias: 'champion', version: '2' }],
    },
  ),
  check(
    'owner',
    'give an alias to an unknown version',
    (c, w) => c.setModelAlias({ body: { name: w.models.open, alias: 'champion', version: '9' } }),
    { status: 404, code: 'RESOURCE_DOES_NOT_EXIST' },
  ),
  check(
    'owner',
    'give an alias that no alias may be',
    (c, w) => c.setModelAlias({ body: { name: w.models.open, alias: 'v1', version: '1' } }),
    { status: 400, code: 'INVALID_PARAMETER_VALUE' },
  ),
  check(
    'owner',
    'give an alias with a dot',
    (c, w) => c.setModelAlias({ body: { name: w.models.open, alias: 'prod.1', version: '1' } }),
    { status: 400, code: 'INVALID_PARAMETER_VALUE' },
  ),
  check(
    'owner',
    'give an alias in other letters, and take it off',
    async (c, w) => {
      await c.setModelAlias({ body: { name: w.models.open, alias: 'größe', version: '1' } })
      return c.deleteModelAlias({ body: { name: w.models.open, alias: 'größe' } })
    },
    { status: 200 },
  ),
  check(
    'owner',
    'give the alias “latest”',
    (c, w) => c.setModelAlias({ body: { name: w.models.open, alias: 'latest', version: '1' } }),
    { status: 400, code: 'INVALID_PARAMETER_VALUE' },
  ),
  check(
    'reader',
    'give an alias to a model that one reads',
    (c, w) => c.setModelAlias({ body: { name: w.models.open, alias: 'mine', version: '1' } }),
    { status: 403, code: null },
  ),
  check(
    'reader',
    'take an alias off a model that one reads',
    (c, w) => c.deleteModelAlias({ body: { name: w.models.open, alias: 'champion' } }),
    { status: 403, code: null },
  ),
  check(
    'owner',
    'take an alias off',
    async (c, w) => {
      await c.deleteModelAlias({ body: { name: w.models.open, alias: 'champion' } })
      return read(c, w)
    },
    { status: 200, says: ({ registered_model }) => registered_model.aliases, is: [] },
  ),
  check(
    'owner',
    'take an alias off that is not there',
    (c, w) => c.deleteModelAlias({ body: { name: w.models.open, alias: 'never' } }),
    { status: 200 },
  ),
]
