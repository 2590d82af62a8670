import { loadCamera, loadExperiments, loadScanner } from '../seeds/load'
import type { SeedHistory } from '../seeds/wire'
import { rowsOf, type Scenario } from '../table'
import { demoUsers, TEAM, USER_ID } from './identity'
import { type DriftRow, driftsOf, type ExperimentRow, EXPERIMENTS, type GrantRow, USERS } from './tables'

/** Sentinels: each shows one way in which a server or its data can be wrong. */
export const SENTINELS = {
  /** Its records cannot be reached: a proxy answers 502 with a page. */
  unreachable: '5e471e00-0000-4000-8000-000000000502',
  /** Among good records one that is none, one with NaN and Infinity, and two of the same millisecond. */
  malformed: '5e471e00-0000-4000-8000-000000000bad',
  /** Only its owner may see it. */
  private: '5e471e00-0000-4000-8000-000000000403',
  /** Nothing was logged yet. */
  empty: '5e471e00-0000-4000-8000-000000000000',
} as const

/** Experiments of the seeds, with who may do what. */
const CAMERA = '2b3f72f3-6f61-4092-bd4b-f2b60bec1403'
const SCANNER = '053364f9-5593-4e56-9d75-d96db1a578b9'

const managed: GrantRow = { entity: USER_ID.owner, level: 'Manage' }
const byTeam: readonly GrantRow[] = [managed, { entity: TEAM, level: 'Edit' }]

/** The last record of the digit scanner, in milliseconds since 1970 UTC. */
export const NEWEST = Date.parse('2024-10-03T18:00:00Z')

/** The demo: two histories computed by our own core, and the sentinels. */
export const egi2024: Scenario = [
  rowsOf(USERS, async () => demoUsers()),
  rowsOf(EXPERIMENTS, async () => [
    ...(await loadExperiments()).map(experimentRow),
    ...sentinelExperiments(),
  ]),
  rowsOf(driftsOf(CAMERA), async () => driftRows(await loadCamera())),
  rowsOf(driftsOf(SCANNER), async () => driftRows(await loadScanner())),
  rowsOf(driftsOf(SENTINELS.malformed), async () => withMalformed(driftRows(await loadCamera()))),
  rowsOf(driftsOf(SENTINELS.private), async () =>
    copies(driftRows(await loadCamera()).slice(40, 80), '5e471403'),
  ),
]

function experimentRow({ id, description, ...rest }: SeedHistory['experiment']): ExperimentRow {
  return {
    _id: id,
    ...rest,
    ...(description == null ? {} : { description }),
    permissions: [...byTeam],
  }
}

function driftRows({ drifts }: SeedHistory): DriftRow[] {
  // Field by field: what is left of a row by `...rest` takes ten times as long, of 10,000 rows.
  return drifts.map((drift) => ({
    _id: drift.id,
    created_at: drift.created_at,
    schema_version: drift.schema_version,
    model: drift.model,
    tags: drift.tags,
    job_status: drift.job_status,
    drift_detected: drift.drift_detected,
    parameters: drift.parameters,
  }))
}

/** The same computed values under ids of their own. @param prefix 8 hexadecimal digits */
function copies(rows: readonly DriftRow[], prefix: string): DriftRow[] {
  return rows.map((row) => ({ ...row, _id: `${prefix}${row._id.slice(8)}` }))
}

function withMalformed(rows: readonly DriftRow[]): DriftRow[] {
  const good = copies(rows.slice(0, 24), '5e471bad')
  const spoiled = good.map((row, i): DriftRow => {
    // As no server should send them: cast, since no type allows them.
    if (i === 7) return { ...row, created_at: null, job_status: 'Done' } as unknown as DriftRow
    if (i === 11) return { ...row, parameters: { distance: NaN, p_value: Infinity } }
    return row
  })
  const twin = good[15]
  return twin ? [...spoiled, ...copies([twin], '5e471bae')] : spoiled
}

function sentinelExperiments(): ExperimentRow[] {
  return [
    {
      _id: SENTINELS.empty,
      created_at: '2024-10-02T09:00:00.204881',
      name: 'air-quality sensors',
      description: 'Nothing logged yet',
      public: true,
      permissions: [managed, { entity: USER_ID.researcher, level: 'Edit' }],
    },
    {
      _id: SENTINELS.malformed,
      created_at: '2024-07-01T08:00:00.000301',
      name: 'camera, mixed clients',
      description: 'One record cannot be read, one holds NaN and Infinity',
      public: true,
      permissions: [managed],
    },
    {
      _id: SENTINELS.unreachable,
      created_at: '2024-06-24T08:00:00.118204',
      name: 'site 3 gateway',
      description: 'Its records are behind a gateway that does not answer',
      public: true,
      permissions: [managed],
    },
    {
      _id: SENTINELS.private,
      created_at: '2024-06-21T08:00:00.118204',
      name: 'litter-assessment embeddings',
      description: 'Not public: only its owner sees the records',
      public: false,
      permissions: [managed],
    },
  ]
}
