import type { Ageing } from '../moved'
import { rowsOf } from '../table'
import { teamExperiments, teamGrants, teamUsers } from './demo-access'
import { FEDERATION_ID, federationRunId, federationRuns } from './federation'
import { demoFiles } from './files'
import { demoUsers } from './people'
import { ODD_ID, oddRuns, SWEEP_ID, sweepRuns } from './sweep'
import {
  artifacts,
  type ExperimentRow,
  experiments,
  type GrantRow,
  grants,
  histories,
  models,
  type RunRow,
  runs,
  users,
  type VersionRow,
  versions,
} from './tables'

const PRIVATE_ID = '98'
const EMPTY_ID = '97'
const DELETED_ID = '60'
/** A name that tools trip over. */
const ODD_MODEL = 'litter/“best” model 🌊 v2'

const experiment = (
  experiment_id: string,
  name: string,
  created: string,
  description: string,
  tags: ExperimentRow['tags'] = [],
  lifecycle_stage: ExperimentRow['lifecycle_stage'] = 'active',
): ExperimentRow => ({
  experiment_id,
  name,
  artifact_location: `mlflow-artifacts:/${experiment_id}`,
  lifecycle_stage,
  creation_time: Date.parse(created),
  last_update_time: Date.parse(created),
  tags: [...(description === '' ? [] : [{ key: 'mlflow.note.content', value: description }]), ...tags],
})

const demoExperiments: readonly ExperimentRow[] = [
  experiment(
    FEDERATION_ID,
    'NVFlare_HoreKa_Halcore',
    '2024-08-22T13:00:00Z',
    'Thermal urban feature semantic segmentation',
    [{ key: 'team', value: 'kit' }],
  ),
  experiment(
    SWEEP_ID,
    'litter-assessment-search',
    '2024-09-20T01:50:00Z',
    'Which settings find **litter** on drone pictures best?',
    [
      { key: 'team', value: 'kit' },
      { key: 'stage', value: 'search' },
    ],
  ),
  experiment(
    ODD_ID,
    'quo"te’s & <b>%_\\back/slash `tick`',
    '2024-07-02T09:00:00Z',
    'Names and values that tools trip over.',
  ),
  experiment(EMPTY_ID, 'nothing logged yet', '2024-09-20T09:00:00Z', ''),
  experiment(PRIVATE_ID, 'patient-scans', '2024-05-03T09:00:00Z', 'For its owner alone.'),
  experiment(DELETED_ID, 'first-tries', '2024-01-15T09:00:00Z', '', [], 'deleted'),
]

const grant = (
  username: string,
  kind: GrantRow['kind'],
  resource: string,
  permission: GrantRow['permission'],
): GrantRow => ({ username: `${username}@example.org`, kind, resource, permission })

const demoGrants: readonly GrantRow[] = [
  ...demoExperiments.map(({ experiment_id }) => grant('owner', 'experiment', experiment_id, 'MANAGE')),
  grant('researcher', 'experiment', FEDERATION_ID, 'EDIT'),
  grant('researcher', 'experiment', SWEEP_ID, 'MANAGE'),
  grant('researcher', 'experiment', ODD_ID, 'READ'),
  grant('researcher', 'experiment', EMPTY_ID, 'MANAGE'),
  grant('researcher', 'experiment', DELETED_ID, 'MANAGE'),
  grant('owner', 'registered_model', 'thermal-unet', 'MANAGE'),
  grant('researcher', 'registered_model', 'thermal-unet', 'MANAGE'),
  grant('owner', 'registered_model', ODD_MODEL, 'MANAGE'),
  grant('researcher', 'registered_model', ODD_MODEL, 'READ'),
]

const MADE = Date.parse('2024-08-29T18:10:00Z')

/** Two versions of one model, each from a run of the best federation. */
const thermalVersions: readonly VersionRow[] = (['site-1', 'site-3'] as const).map((site, i) => ({
  name: 'thermal-unet',
  version: String(i + 1),
  creation_timestamp: MADE + i * 3_600_000,
  last_updated_timestamp: MADE + i * 3_600_000,
  current_stage: 'None',
  description: `Trained at ${site}.`,
  source: `mlflow-artifacts:/${FEDERATION_ID}/${federationRunId('SC4FOLD', site)}/artifacts/model`,
  run_id: federationRunId('SC4FOLD', site),
  status: 'READY',
  tags: [{ key: 'validated', value: site === 'site-3' ? 'yes' : 'no' }],
}))

const demoVersions: readonly VersionRow[] = [
  ...thermalVersions,
  {
    name: ODD_MODEL,
    version: '1',
    creation_timestamp: Date.parse('2024-09-13T10:00:00Z'),
    last_updated_timestamp: Date.parse('2024-09-13T10:00:00Z'),
    current_stage: 'Staging',
    description: '',
    source: 's3://models/litter',
    status: 'FAILED_REGISTRATION',
    status_message: 'The files could not be copied.',
    tags: [],
  },
]

/** All runs are made once, when the first of them is asked for. */
const allRuns = () => {
  const made = [federationRuns(), sweepRuns(), oddRuns()]
  return { runs: made.flatMap((one) => one.runs), histories: made.flatMap((one) => one.histories) }
}

/** Rows of the talk, which keep its dates, and of the models that came from there. */
export const AGEING: Ageing = {
  newest: Date.parse('2024-09-20T09:00:00Z'),
  keeps: (row) => {
    const { experiment_id, info, run_id, name } = row as Partial<ExperimentRow & RunRow & VersionRow>
    const isOfTalk = experiment_id === FEDERATION_ID || info?.experiment_id === FEDERATION_ID
    return isOfTalk || name === 'thermal-unet' || (run_id !== undefined && talkRunIds().has(run_id))
  },
}

let talkRuns: ReadonlySet<string> | null = null
const talkRunIds = () => (talkRuns ??= new Set(federationRuns().runs.map(({ info }) => info.run_id)))

/** The demo's server: experiment 83 of the talk, a search of 240 trials, and what is hard to read. */
export const mlflowEgi2024 = [
  rowsOf(users, async () => [...demoUsers, ...teamUsers]),
  rowsOf(grants, async () => [...demoGrants, ...teamGrants]),
  rowsOf(experiments, async () => [...demoExperiments, ...teamExperiments]),
  rowsOf(runs, async () => allRuns().runs),
  rowsOf(histories, async () => allRuns().histories),
  rowsOf(artifacts, async () => demoFiles()),
  rowsOf(models, async () => [
    {
      name: 'thermal-unet',
      creation_timestamp: MADE,
      last_updated_timestamp: MADE + 3_600_000,
      description: 'Finds roofs, streets and trees in thermal pictures.',
      tags: [{ key: 'task', value: 'segmentation' }],
      aliases: [{ alias: 'champion', version: '2' }],
    },
    {
      name: ODD_MODEL,
      creation_timestamp: Date.parse('2024-09-13T10:00:00Z'),
      last_updated_timestamp: Date.parse('2024-09-13T10:00:00Z'),
      description: '',
      tags: [],
      aliases: [],
    },
  ]),
  rowsOf(versions, async () => demoVersions),
]
