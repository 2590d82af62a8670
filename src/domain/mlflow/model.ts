import type { KeyedText, Metric } from './run'

export interface ModelAlias {
  alias: string
  version: string
}

/** A name in the model registry, with its versions. */
export interface RegisteredModel {
  name: string
  description: string
  createdAt: number | null
  updatedAt: number | null
  tags: readonly KeyedText[]
  /** Versions know their aliases only from here: `model-versions/search` does not tell them. */
  aliases: readonly ModelAlias[]
  /** The newest of each stage, as the server lists them. */
  latestVersions: readonly ModelVersion[]
}

export interface ModelVersion {
  name: string
  /** A whole number, as text. */
  version: string
  description: string
  createdAt: number | null
  updatedAt: number | null
  /** "READY", "PENDING_REGISTRATION", "FAILED_REGISTRATION", or what a newer server says. */
  status: string
  /** Why it is not ready; empty where nothing is said. */
  statusMessage: string
  /** "None", "Staging", …: deprecated by MLflow, and still used. */
  stage: string
  /** Where its files are. */
  source: string
  /** The run it came from; null where none is said. */
  runId: string | null
  tags: readonly KeyedText[]
}

/** A model that a run logged, an object of its own since MLflow 3. */
export interface LoggedModel {
  id: string
  experimentId: string
  name: string
  createdAt: number | null
  status: string
  /** "sklearn", "pytorch", …; empty where it is not said. */
  type: string
  sourceRunId: string | null
  tags: readonly KeyedText[]
  params: readonly KeyedText[]
  metrics: readonly Metric[]
}
