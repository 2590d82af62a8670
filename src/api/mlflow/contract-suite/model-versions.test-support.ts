import type { MlflowClient } from '../lists'
import { type Check, check } from './suite.test-support'
import type { World } from './world.test-support'

export type VersionsFound = Awaited<ReturnType<MlflowClient['searchModelVersions']>>['data']
type VersionQuery = NonNullable<Parameters<MlflowClient['searchModelVersions']>[0]['query']>

const numbers = ({ model_versions }: VersionsFound) =>
  model_versions.map((row) => (row.ok ? row.row.version : row.why))

/** A search for versions. */
export const versions = (query: (world: World) => VersionQuery) => (client: MlflowClient, world: World) =>
  client.searchModelVersions({ query: { max_results: 100, ...query(world) } })

/** Who finds which versions and logged models, after what is checked of the models themselves. */
export const modelVersionChecks: readonly Check[] = [
  check(
    'reader',
    'versions of a model',
    versions((w) => ({ filter: `name='${w.models.open}'` })),
    { status: 200, says: numbers, is: ['2', '1'] },
  ),
  check(
    'reader',
    'versions of a model, the first one first',
    versions((w) => ({ filter: `name='${w.models.open}'`, order_by: ['version_number ASC'] })),
    { status: 200, says: numbers, is: ['1', '2'] },
  ),
  check(
    'owner',
    'versions that a run made',
    versions((w) => ({ filter: `run_id='${w.runs.alpha}'` })),
    { status: 200, says: (data) => numbers(data).length, is: 4 },
  ),
  check(
    'owner',
    'versions of a list of runs',
    versions((w) => ({ filter: `name='${w.models.open}' AND run_id IN ('${w.runs.alpha}', 'x')` })),
    { status: 200, says: numbers, is: ['2', '1'] },
  ),
  check(
    'reader',
    'versions of a model of others',
    versions((w) => ({ filter: `name='${w.models.closed}'` })),
    { status: 200, says: numbers, is: { line2: ['2', '1'], line3: [] } },
  ),
  check(
    'owner',
    'versions of an unknown model',
    versions(() => ({ filter: "name='no such model'" })),
    { status: 200, says: numbers, is: [] },
  ),
  check(
    'owner',
    'versions, one at a time, to the end',
    async (c, w) => {
      const first = await versions(() => ({ filter: `name='${w.models.open}'`, max_results: 1 }))(c, w)
      return versions(() => ({
        filter: `name='${w.models.open}'`,
        max_results: 1,
        page_token: first.data.next_page_token,
      }))(c, w)
    },
    { status: 200, says: (data) => [numbers(data), data.next_page_token], is: [['1'], ''] },
  ),
  check(
    'owner',
    'versions with OR',
    versions(() => ({ filter: "name='a' OR name='b'" })),
    { status: 400, code: 'INVALID_PARAMETER_VALUE' },
  ),
  check(
    'owner',
    'versions by what they do not have',
    versions(() => ({ filter: "description='a'" })),
    { status: 400, code: 'INVALID_PARAMETER_VALUE' },
  ),
  check(
    'owner',
    '200,001 versions',
    versions(() => ({ max_results: 200_001 })),
    { status: 400, code: 'INVALID_PARAMETER_VALUE' },
  ),

  check(
    'reader',
    'logged models',
    (c, w) => c.searchLoggedModels({ body: { experiment_ids: [w.experiments.open], max_results: 50 } }),
    {
      status: { line2: 404, line3: 200 },
      code: null,
      says: ({ models }) => models,
      is: [],
    },
  ),
  check(
    'reader',
    'logged models of others',
    (c, w) => c.searchLoggedModels({ body: { experiment_ids: [w.experiments.closed], max_results: 50 } }),
    {
      status: { line2: 404, line3: 200 },
      code: null,
      says: ({ models }) => models,
      is: [],
    },
  ),
]
