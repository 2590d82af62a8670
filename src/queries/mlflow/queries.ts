import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { mlflow, mlflowBackend } from '~/api/mlflow/backend'
import { type ArtifactHead, artifactHead, wholeArtifact } from '~/api/mlflow/artifacts'
import {
  type Listed,
  listArtifacts,
  listExperiments,
  listLoggedModels,
  listModels,
  listVersions,
  versionsOfRun,
} from '~/api/mlflow/lists'
import { wholeHistory } from '~/api/mlflow/histories'
import { experimentOf, registeredModelOf, runOf } from '~/api/mlflow/wire'
import { type Abilities, abilitiesOf, type MlflowVersion, parseVersion } from '~/domain/mlflow/abilities'
import type { Artifact } from '~/domain/mlflow/artifact'
import type { Experiment } from '~/domain/mlflow/experiment'
import type { LoggedModel, ModelVersion, RegisteredModel } from '~/domain/mlflow/model'
import { paceMeter } from '~/domain/mlflow/permissions/pace'
import type { Run } from '~/domain/mlflow/run'
import type { History } from '~/domain/mlflow/series/history'
import { gaveNoAnswer, HttpError } from '~/lib/errors'
import { limiter } from '~/lib/limit'
import { innerQuery } from '../inner-query'

export type { ArtifactHead } from '~/api/mlflow/artifacts'
export type { Listed } from '~/api/mlflow/lists'

/** Everything that the server told this session is under this key: forgotten when the person changes. */
export const MLFLOW = mlflowBackend.key

export const mlflowKeys = {
  version: [...MLFLOW, 'version'] as const,
  lists: [...MLFLOW, 'experiments'] as const,
  experiments: (deleted: boolean) => [...MLFLOW, 'experiments', { deleted }] as const,
  experiment: (id: string) => [...MLFLOW, 'experiment', id] as const,
  newestRuns: [...MLFLOW, 'newest runs'] as const,
  run: (id: string) => [...MLFLOW, 'run', id] as const,
  histories: (runId: string) => [...MLFLOW, 'history', runId] as const,
  history: (runId: string, metric: string) => [...mlflowKeys.histories(runId), metric] as const,
  artifacts: (runId: string, path: string) => [...MLFLOW, 'artifacts', runId, path] as const,
  artifact: (runId: string, path: string, bytes: number) =>
    [...MLFLOW, 'artifact', runId, path, bytes] as const,
  models: [...MLFLOW, 'models'] as const,
  model: (name: string) => [...MLFLOW, 'model', name] as const,
  versions: (name: string) => [...MLFLOW, 'versions', name] as const,
  versionsOfRun: (runId: string) => [...MLFLOW, 'versions of run', runId] as const,
  loggedModels: (experimentId: string) => [...MLFLOW, 'logged models', experimentId] as const,
}

/**
 * A request costs the server 0.25 to 0.3 s for the password alone, one after the other with one worker: more at once
 * would only make each later (measured: 12 at once take 3 s).
 */
export const inTurn = <T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> =>
  line(() => meter.time(work), signal)

const line = limiter(4)
const meter = paceMeter()

/** How quickly the server answered so far. */
export const measuredPace = meter.pace

/** What was told counts as new for so long. */
export const FRESH_MS = 30_000
/**
 * Failures are shown at once: each has its sentence, and a button to try again. Where the server gave no answer it is
 * asked again by itself, as long as somebody looks.
 */
const asked = {
  retry: false,
  staleTime: FRESH_MS,
  refetchInterval: ({ state }: { state: { error: unknown } }) =>
    gaveNoAnswer(state.error) ? FRESH_MS : (false as const),
}

/** Runs of the start, and experiments that they are searched in: one request. */
const NEWEST_RUNS = 30
const MOST_SEARCHED = 100

/** What the server is, and what it can do. */
export interface MlflowServer {
  version: MlflowVersion
  abilities: Abilities
}

export const mlflowQueries = {
  /**
   * The server's version: the first request of a session, which also says whether it lets one in.
   * @throws HttpError 401 where it asks who one is
   */
  server: () =>
    queryOptions<MlflowServer>({
      queryKey: mlflowKeys.version,
      queryFn: async ({ signal }) => {
        const { data } = await inTurn(() => mlflow.version({}, { signal }), signal)
        // An answer of another kind (a web page of a proxy) is an old server: it is asked for the least.
        const version = parseVersion(data) ?? { text: data.trim().slice(0, 40), major: 2, minor: 0 }
        return { version, abilities: abilitiesOf(version) }
      },
      retry: false,
      staleTime: Number.POSITIVE_INFINITY,
    }),

  experiments: (deleted = false) =>
    queryOptions<Listed<Experiment>>({
      queryKey: mlflowKeys.experiments(deleted),
      queryFn: ({ signal }) => inTurn(() => listExperiments(mlflow, { deleted }, signal), signal),
      ...asked,
    }),

  /** The newest runs of all experiments that one may see: of the hundred that changed last. */
  newestRuns: () =>
    queryOptions<readonly Run[]>({
      queryKey: mlflowKeys.newestRuns,
      queryFn: ({ client, signal }) => searchAll(client, '', signal),
      ...asked,
    }),

  /** The newest of them that failed, of those that began in the last `days` days. */
  failedRuns: (days: number) =>
    queryOptions<readonly Run[]>({
      queryKey: [...mlflowKeys.newestRuns, 'failed', days],
      queryFn: ({ client, signal }) =>
        searchAll(
          client,
          `attributes.status = 'FAILED' AND attributes.start_time > ${Date.now() - days * 86_400_000}`,
          signal,
        ),
      ...asked,
    }),

  /** @throws HttpError 404 for an unknown id; 403 where the person may not see it (or it is unknown, for who is no admin) */
  experiment: (id: string) =>
    queryOptions<Experiment>({
      queryKey: mlflowKeys.experiment(id),
      queryFn: async ({ signal }) => {
        const { data } = await inTurn(
          () => mlflow.experiment({ query: { experiment_id: id } }, { signal }),
          signal,
        )
        return experimentOf(data.experiment)
      },
      ...asked,
    }),

  /** @throws HttpError 404 where there is none, 403 where the person may not see it */
  run: (id: string) =>
    queryOptions<Run>({
      queryKey: mlflowKeys.run(id),
      queryFn: async ({ signal }) => {
        const { data } = await inTurn(() => mlflow.run({ query: { run_id: id } }, { signal }), signal)
        return runOf(data.run)
      },
      ...asked,
    }),

  /**
   * The run of a page: somebody else may delete or change it, or it ends. Asked again every 30 s while the tab is in
   * view, and when one comes back to it.
   */
  shownRun: (id: string) => ({
    ...mlflowQueries.run(id),
    refetchInterval: FRESH_MS,
    refetchOnWindowFocus: true,
  }),

  /**
   * The whole history of one metric of one run: thinned by nobody, so that no peak is lost.
   * @param isRunning then it is asked for again
   */
  history: (runId: string, metric: string, isRunning: boolean) =>
    queryOptions<History>({
      queryKey: mlflowKeys.history(runId, metric),
      queryFn: ({ signal }) => inTurn(() => wholeHistory(mlflow, runId, metric, signal), signal),
      retry: false,
      staleTime: isRunning ? FRESH_MS : Number.POSITIVE_INFINITY,
      structuralSharing: false,
    }),

  /** One level of a run's files. */
  artifacts: (runId: string, path: string) =>
    queryOptions<readonly Artifact[]>({
      queryKey: mlflowKeys.artifacts(runId, path),
      queryFn: ({ signal }) => inTurn(() => listArtifacts(mlflow, runId, path, signal), signal),
      ...asked,
    }),

  /** A file, or its first `limit` bytes. @throws HttpError 404 (500 before 3.0) where it is missing */
  artifactHead: (runId: string, path: string, limit: number) =>
    queryOptions<ArtifactHead>({
      queryKey: mlflowKeys.artifact(runId, path, limit),
      queryFn: ({ signal }) => inTurn(() => artifactHead(mlflow, runId, path, limit, signal), signal),
      retry: false,
      // A file of a run does not change; its bytes are not kept long, nor compared.
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 60_000,
      structuralSharing: false,
    }),

  models: () =>
    queryOptions<Listed<RegisteredModel>>({
      queryKey: mlflowKeys.models,
      queryFn: ({ signal }) => inTurn(() => listModels(mlflow, signal), signal),
      ...asked,
    }),

  /** @throws HttpError 404 (2.x: 404 or 403) */
  model: (name: string) =>
    queryOptions<RegisteredModel>({
      queryKey: mlflowKeys.model(name),
      queryFn: async ({ signal }) => {
        const { data } = await inTurn(() => mlflow.model({ query: { name } }, { signal }), signal)
        return registeredModelOf(data.registered_model)
      },
      ...asked,
    }),

  versions: (name: string) =>
    queryOptions<Listed<ModelVersion>>({
      queryKey: mlflowKeys.versions(name),
      queryFn: ({ signal }) => inTurn(() => listVersions(mlflow, name, signal), signal),
      ...asked,
    }),

  versionsOfRun: (runId: string) =>
    queryOptions<Listed<ModelVersion>>({
      queryKey: mlflowKeys.versionsOfRun(runId),
      queryFn: ({ signal }) => inTurn(() => versionsOfRun(mlflow, runId, signal), signal),
      ...asked,
    }),

  /** Null: the server is older than logged models. */
  loggedModels: (experimentId: string) =>
    queryOptions<Listed<LoggedModel> | null>({
      queryKey: mlflowKeys.loggedModels(experimentId),
      queryFn: ({ signal }) =>
        inTurn(() => listLoggedModels(mlflow, experimentId, signal), signal).catch((error: unknown) => {
          if (error instanceof HttpError && error.status === 404) return null
          throw error
        }),
      ...asked,
    }),
}

/** A whole file of a run, to be saved. @throws TooLargeError beyond 256 MB; HttpError as above */
export async function downloadArtifact(runId: string, path: string): Promise<File> {
  const bytes = await inTurn(() => wholeArtifact(mlflow, runId, path))
  return new File([bytes], path.split('/').at(-1) ?? 'artifact')
}

async function searchAll(client: QueryClient, filter: string, signal: AbortSignal): Promise<readonly Run[]> {
  const { rows } = await innerQuery(client, mlflowQueries.experiments(), signal)
  if (rows.length === 0) return []
  const body = {
    experiment_ids: rows.slice(0, MOST_SEARCHED).map(({ id }) => id),
    max_results: NEWEST_RUNS,
    run_view_type: 'ACTIVE_ONLY' as const,
    ...(filter === '' ? {} : { filter }),
  }
  const { data } = await inTurn(() => mlflow.searchRuns({ body }, { signal }), signal)
  return data.runs.flatMap((row) => (row.ok ? [runOf(row.row)] : []))
}
