import type { MlflowLevel } from '~/domain/mlflow/permissions/level'
import { demoUsers } from './people'
import type { ExperimentRow, GrantRow, UserRow } from './tables'

/** Whom and what the demo's admins look after, beside the people of the demo: nobody signs in as one of these. */

const NAMES = [
  'lead',
  'thermal-owner',
  'data-steward',
  'annotator',
  'reader',
  'site-1-trainer',
  'site-3-trainer',
  'student-1',
  'student-2',
  'thermal-guest',
  'ci-pipeline',
  'drift-monitor',
] as const

export const teamUsers: readonly UserRow[] = NAMES.map((name, i) => ({
  id: 11 + i,
  username: `${name}@example.org`,
  password: null,
  is_admin: name === 'lead',
}))

/** Without runs: the people of the demo are not let in. */
const EXPERIMENTS = [
  ['9', 'litter-assessment', '2023-11-06', 'imagine'],
  ['14', 'dogbreed', '2023-11-20', 'teaching'],
  ['15', 'fish-detector', '2023-11-21', 'imagine'],
  ['21', 'body-pose-test', '2023-12-12', 'teaching'],
  ['40', 'obsea-camera', '2024-02-05', 'imagine'],
  ['57', 'CYGNSS', '2024-04-18', 'eo'],
  ['64', 'coastal-drift', '2024-05-30', 'eo'],
  ['71', 'thermal-baseline', '2024-07-11', 'kit'],
  ['90', 'pm10-forecast', '2024-09-09', 'eo'],
] as const

export const teamExperiments: readonly ExperimentRow[] = EXPERIMENTS.map(([id, name, day, team]) => ({
  experiment_id: id,
  name,
  artifact_location: `mlflow-artifacts:/${id}`,
  lifecycle_stage: 'active',
  creation_time: Date.parse(`${day}T09:00:00Z`),
  last_update_time: Date.parse(`${day}T09:00:00Z`),
  tags: [{ key: 'team', value: team }],
}))

/** Per person: an experiment's id, and R, E or M. */
const ROWS: Readonly<Partial<Record<(typeof NAMES)[number], string>>> = {
  lead: '9M 14R 15R',
  'thermal-owner': '57R 64R 71M 83M',
  'data-steward': '9E 14E 15E 40E 64E 90M',
  annotator: '9E 15R 40R',
  reader: '9R 14R 15R 40R 64R 83R',
  'site-1-trainer': '71E 83E',
  'site-3-trainer': '71E 83E',
  'student-1': '14R 15R',
  'student-2': '14R 15R',
  'thermal-guest': '71R 83R',
  'ci-pipeline': '9E 15E 40E',
  'drift-monitor': '15R 40E 64E 90R',
}

const LEVELS: Readonly<Record<string, MlflowLevel>> = { R: 'READ', E: 'EDIT', M: 'MANAGE' }

export const teamGrants: readonly GrantRow[] = Object.entries(ROWS).flatMap(([name, rows]) =>
  rows.split(' ').map((row) => ({
    username: `${name}@example.org`,
    kind: 'experiment' as const,
    resource: row.slice(0, -1),
    permission: LEVELS[row.slice(-1)] ?? 'READ',
  })),
)

/** Names that the demo's admin once imported: its server is of a version that lists nobody. */
export const demoDirectory: readonly string[] = [...demoUsers, ...teamUsers].map(({ username }) => username)
