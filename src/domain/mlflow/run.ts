/** What MLflow calls the state of a run; a word that is none of these is `unknown`. */
export const RUN_STATUSES = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'] as const
export type RunStatus = (typeof RUN_STATUSES)[number] | 'UNKNOWN'

export type Lifecycle = 'active' | 'deleted'

/** The last value of a metric: that of the highest step, then of the latest time, as MLflow has it. */
export interface Metric {
  key: string
  /** NaN where NaN was logged; ±Infinity arrives as ±1.797e308 from an SQL store and is turned back. */
  value: number
  step: number
  /** Milliseconds since 1970 UTC. */
  at: number
}

/** A parameter or a tag: text, always. */
export interface KeyedText {
  key: string
  value: string
}

/** A data set that a run was given, as MLflow knows it. */
export interface DatasetInput {
  name: string
  digest: string
  /** "training", "validation", …: the tag `mlflow.data.context`; null where it is not said. */
  context: string | null
  sourceType: string
  source: string
  /** JSON text, as logged; null where there is none. */
  schema: string | null
  profile: string | null
}

/** One run of an experiment on an MLflow server. */
export interface Run {
  id: string
  experimentId: string
  name: string
  /** Who started it, as the client said; the empty string where it did not. */
  user: string
  status: RunStatus
  /** Milliseconds since 1970 UTC; null where it is not known. */
  startedAt: number | null
  endedAt: number | null
  lifecycle: Lifecycle
  artifactUri: string
  metrics: readonly Metric[]
  params: readonly KeyedText[]
  tags: readonly KeyedText[]
  datasets: readonly DatasetInput[]
}

/** Tags that MLflow itself gives a meaning. */
export const RUN_TAGS = {
  note: 'mlflow.note.content',
  parent: 'mlflow.parentRunId',
  sourceName: 'mlflow.source.name',
  sourceType: 'mlflow.source.type',
  commit: 'mlflow.source.git.commit',
  branch: 'mlflow.source.git.branch',
  repository: 'mlflow.source.git.repoURL',
  user: 'mlflow.user',
  runName: 'mlflow.runName',
  loggedModels: 'mlflow.log-model.history',
} as const

/** What people noted of a run: Markdown; the empty string where there is nothing. */
export function noteOf({ tags }: Pick<Run, 'tags'>): string {
  return tags.find(({ key }) => key === RUN_TAGS.note)?.value ?? ''
}

/** How long it took, in milliseconds; null while it runs, or where one end is not known. */
export function durationMs({ startedAt, endedAt }: Pick<Run, 'startedAt' | 'endedAt'>): number | null {
  return startedAt === null || endedAt === null || endedAt < startedAt ? null : endedAt - startedAt
}
