import type { Artifact } from '~/domain/mlflow/artifact'
import type { Experiment } from '~/domain/mlflow/experiment'
import type { LoggedModel, ModelVersion, RegisteredModel } from '~/domain/mlflow/model'
import type { UnreadableRow } from '~/lib/unreadable-row'
import type { Client } from '../client'
import type { Row } from '../rows'
import type { mlflowContract } from './contract'
import { artifactOf, experimentOf, loggedModelOf, modelVersionOf, registeredModelOf } from './wire'

export type MlflowClient = Client<typeof mlflowContract>

/** A list, whole, and what of it could not be read. */
export interface Listed<T> {
  rows: readonly T[]
  unreadable: readonly UnreadableRow[]
}

/** A search never ends where a server repeats itself; a person has fewer pages than this. */
const MAX_PAGES = 1000

/** All experiments, with the newest change first; also what is deleted, where it is asked for. */
export function listExperiments(
  client: MlflowClient,
  { deleted, filter = '' }: { deleted: boolean; filter?: string },
  signal?: AbortSignal,
): Promise<Listed<Experiment>> {
  return everyPage(async (token) => {
    const { data } = await client.searchExperiments(
      {
        body: {
          max_results: 1000,
          order_by: ['last_update_time DESC'],
          view_type: deleted ? 'DELETED_ONLY' : 'ACTIVE_ONLY',
          ...(filter === '' ? {} : { filter }),
          ...token,
        },
      },
      signal ? { signal } : {},
    )
    return { rows: data.experiments, next: data.next_page_token, read: experimentOf }
  })
}

/** All registered models, by name. */
export function listModels(client: MlflowClient, signal?: AbortSignal): Promise<Listed<RegisteredModel>> {
  return everyPage(async (token) => {
    const { data } = await client.searchModels(
      { query: { max_results: 1000, ...token } },
      signal ? { signal } : {},
    )
    return { rows: data.registered_models, next: data.next_page_token, read: registeredModelOf }
  })
}

/** All versions of a model, the newest first. Their aliases are with the model. */
export async function listVersions(
  client: MlflowClient,
  model: string,
  signal?: AbortSignal,
): Promise<Listed<ModelVersion>> {
  const listed = await searchVersions(client, `name=${quotedName(model)}`, signal)
  return { ...listed, rows: listed.rows.toSorted((a, b) => Number(b.version) - Number(a.version)) }
}

/** The versions that came from a run. */
export function versionsOfRun(
  client: MlflowClient,
  runId: string,
  signal?: AbortSignal,
): Promise<Listed<ModelVersion>> {
  return searchVersions(client, `run_id='${runId}'`, signal)
}

function searchVersions(
  client: MlflowClient,
  filter: string,
  signal?: AbortSignal,
): Promise<Listed<ModelVersion>> {
  return everyPage(async (token) => {
    const { data } = await client.searchModelVersions(
      { query: { filter, max_results: 1000, ...token } },
      signal ? { signal } : {},
    )
    return { rows: data.model_versions, next: data.next_page_token, read: modelVersionOf }
  })
}

/** The models that an experiment's runs logged. @throws HttpError 404 before 3.0 */
export function listLoggedModels(
  client: MlflowClient,
  experimentId: string,
  signal?: AbortSignal,
): Promise<Listed<LoggedModel>> {
  return everyPage(async (token) => {
    const { data } = await client.searchLoggedModels(
      { body: { experiment_ids: [experimentId], max_results: 50, ...token } },
      signal ? { signal } : {},
    )
    return { rows: data.models, next: data.next_page_token, read: loggedModelOf }
  })
}

/** One level of a run's files: folders first, then by name. A path that is missing has none. */
export async function listArtifacts(
  client: MlflowClient,
  runId: string,
  path: string,
  signal?: AbortSignal,
): Promise<readonly Artifact[]> {
  const { rows } = await everyPage(async (token) => {
    const { data } = await client.listArtifacts(
      { query: { run_id: runId, ...(path === '' ? {} : { path }), ...token } },
      signal ? { signal } : {},
    )
    return { rows: data.files.map(asRow), next: data.next_page_token, read: artifactOf }
  })
  const collator = new Intl.Collator('en', { numeric: true })
  return rows.toSorted((a, b) => Number(b.isFolder) - Number(a.isFolder) || collator.compare(a.path, b.path))
}

interface Page<W, T> {
  rows: readonly Row<W>[]
  /** Opaque; empty: this was the last one. */
  next: string
  read: (wire: W) => T
}

async function everyPage<W, T>(
  ask: (token: { page_token?: string }) => Promise<Page<W, T>>,
): Promise<Listed<T>> {
  const rows: T[] = []
  const unreadable: UnreadableRow[] = []
  let token: { page_token?: string } = {}
  for (let page = 0; page < MAX_PAGES; page++) {
    const { rows: list, next, read } = await ask(token)
    for (const row of list) {
      if (row.ok) rows.push(read(row.row))
      else unreadable.push({ id: row.id, why: row.why })
    }
    if (next === '' || next === token.page_token) break
    token = { page_token: next }
  }
  return { rows, unreadable }
}

const asRow = <T>(row: T): Row<T> => ({ ok: true, row })

/** Nothing can be escaped inside quotes: the kind that the name does not hold is taken. */
function quotedName(name: string): string {
  return name.includes("'") ? `"${name}"` : `'${name}'`
}
