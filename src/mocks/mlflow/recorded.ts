import * as v from 'valibot'
import { headerOf } from '~/api/session'
import { parseJson } from '~/api/json'
import { countedWorld } from '../counted-world'
import { memoryJournal } from '../journal'
import type { Recording } from '../replay/recording'
import type { RecordedSetup } from '../replay/setup'
import { rowsOf } from '../table'
import { mock } from './mock'
import {
  artifacts,
  type ArtifactRow,
  type ExperimentRow,
  experiments,
  type GrantRow,
  grants,
  histories,
  type HistoryRow,
  type ModelRow,
  models,
  type RunRow,
  runs,
  type UserRow,
  users,
  type VersionRow,
  versions,
} from './tables'

const NO_ENDPOINT = 'the app does not use this address'

/** The server of the recordings: what its answers show of it, with the people who asked. */
export const recorded: RecordedSetup = {
  start: (recordings, profile) => {
    const world = worldOf(recordings)
    return mock.start({ ...countedWorld(), profile }, memoryJournal(), [
      rowsOf(users, async () => people),
      rowsOf(grants, async () => world.grants),
      rowsOf(experiments, async () => world.experiments),
      rowsOf(runs, async () => world.runs),
      rowsOf(histories, async () => world.histories),
      rowsOf(artifacts, async () => world.artifacts),
      rowsOf(models, async () => world.models),
      rowsOf(versions, async () => world.versions),
    ]).server
  },
  authorizationOf: ({ as, name }) => {
    if (as === null) return null
    const known = people.find(({ username }) => username === as)
    if (!known) throw new Error(`nobody knows how "${as}" signs in to mlflow`)
    const password = name.startsWith('wrong-password') ? 'wrong' : known.password
    return headerOf({ kind: 'basic', name: as, password })
  },
  headersRead: ['www-authenticate', 'content-disposition', 'accept-ranges'],
  leftOut: {
    'cross-origin-403.json': 'the mock asks nobody where they come from',
    'preflight-localhost.json': 'the app asks its own origin, without a preflight',
    'unknown-route-as-reader.json': NO_ENDPOINT,
    'experiments-get-by-name.json': NO_ENDPOINT,
    'registered-models-alias.json': NO_ENDPOINT,
    'metrics-get-history-bulk.json': NO_ENDPOINT,
    'traces-search.json': NO_ENDPOINT,
  },
}

const people: readonly (UserRow & { password: string })[] = [
  'admin',
  'owner',
  'editor',
  'reader',
  'nobody',
].map((name, i) => ({
  id: i + 1,
  username: name === 'admin' ? name : `${name}@example.org`,
  password: `password-of-${name}`,
  is_admin: name === 'admin',
}))

const list = <T>() => v.optional(v.array(v.custom<T>((row) => typeof row === 'object' && row !== null)), [])

/** What is empty is left out of an answer. */
type Sparse<R, K extends keyof R> = Omit<R, K> & Partial<Pick<R, K>>

/** What an answer may hold; whatever it is not is passed over. */
const shown = v.object({
  experiments: list<ExperimentRow>(),
  experiment: v.optional(v.custom<ExperimentRow>(() => true)),
  runs: list<RunRow>(),
  run: v.optional(v.custom<RunRow>(() => true)),
  metrics: list<HistoryRow['metrics'][number] & { run_id?: string }>(),
  files: list<{ path: string; is_dir?: boolean; file_size?: number }>(),
  registered_models: list<Sparse<ModelRow, 'tags' | 'aliases'>>(),
  registered_model: v.optional(v.custom<Sparse<ModelRow, 'tags' | 'aliases'>>(() => true)),
  model_versions: list<Sparse<VersionRow, 'tags'>>(),
})

interface RecordedWorld {
  grants: GrantRow[]
  experiments: ExperimentRow[]
  runs: RunRow[]
  histories: HistoryRow[]
  artifacts: ArtifactRow[]
  models: ModelRow[]
  versions: VersionRow[]
}

function worldOf(recordings: readonly Recording[]): RecordedWorld {
  const world: RecordedWorld = {
    grants: [],
    // It is there, and belongs to others.
    experiments: [experimentRow({ experiment_id: '4', name: 'empty-experiment' })],
    runs: [],
    histories: [],
    artifacts: [],
    models: [],
    versions: [],
  }
  for (const recording of recordings) {
    const query = new URLSearchParams(recording.target.split('?')[1] ?? '')
    const answer = answerOf(recording)
    const found = [...answer.experiments, ...(answer.experiment ? [answer.experiment] : [])]
    world.experiments.push(...found.map(experimentRow))
    // What the reader was shown, the reader may read.
    if (recording.as?.startsWith('reader') === true)
      world.grants.push(...found.map(({ experiment_id }): GrantRow => readable('experiment', experiment_id)))
    world.runs.push(...[...answer.runs, ...(answer.run ? [answer.run] : [])].map(runRow))
    world.models.push(
      ...[...answer.registered_models, ...(answer.registered_model ? [answer.registered_model] : [])].map(
        ({ tags = [], aliases = [], ...row }) => ({ ...row, tags, aliases }),
      ),
    )
    world.versions.push(...answer.model_versions.map(({ tags = [], ...row }) => ({ ...row, tags })))
    world.histories.push(...historiesOf(answer.metrics, query.get('run_id')))
    world.artifacts.push(...filesOf(recording, query, answer.files))
  }
  return world
}

function answerOf({ status, answer }: Recording): v.InferOutput<typeof shown> {
  const json = status === 200 && answer.kind === 'json' ? parseJson(answer.text) : null
  const read = v.safeParse(shown, json?.ok === true ? json.value : {})
  return read.success ? read.output : v.parse(shown, {})
}

const readable = (kind: GrantRow['kind'], resource: string): GrantRow => ({
  username: 'reader@example.org',
  kind,
  resource,
  permission: 'READ',
})

function experimentRow(
  row: Pick<ExperimentRow, 'experiment_id' | 'name'> & Partial<ExperimentRow>,
): ExperimentRow {
  return { lifecycle_stage: 'active', creation_time: 0, last_update_time: 0, tags: [], ...row }
}

function runRow({ info, data, inputs }: RunRow): RunRow {
  const { metrics = [], params = [], tags = [] } = data as Partial<RunRow['data']>
  return { info, data: { metrics, params, tags }, ...(inputs ? { inputs } : {}) }
}

/** One row for each run of an answer's metrics. @param asked the run where the rows do not say it */
function historiesOf(metrics: v.InferOutput<typeof shown>['metrics'], asked: string | null): HistoryRow[] {
  const ids = new Set(metrics.map(({ run_id }) => run_id ?? asked ?? ''))
  return [...ids].map((run_id) => ({
    run_id,
    metrics: metrics
      .filter((metric) => (metric.run_id ?? asked) === run_id)
      .map(({ key, value, timestamp, step }) => ({ key, value, timestamp, step })),
  }))
}

/** Files that were listed, and those that were read. A folder is what has files below. */
function filesOf(
  { target, status, answer }: Recording,
  query: URLSearchParams,
  files: v.InferOutput<typeof shown>['files'],
): ArtifactRow[] {
  const run_id = query.get('run_id') ?? ''
  const file = (path: string, text: string, size = text.length): ArtifactRow => ({ run_id, path, text, size })
  if (target.startsWith('/get-artifact') && status === 200) {
    const text = answer.kind === 'bytes' ? 'x'.repeat(answer.length) : answer.text
    return [file(query.get('path') ?? '', text)]
  }
  return files.map(({ path, is_dir, file_size = 0 }) =>
    is_dir === true ? file(`${path}/a.txt`, 'a') : file(path, '', file_size),
  )
}
