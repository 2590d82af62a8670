import { formatCount } from '~/lib/format'
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
  metrics: readonly LoggedModelMetric[]
}

export interface LoggedModelMetric extends Metric {
  /** The name of the data set that it was measured on; empty where none was logged. */
  dataset: string
}

/** The longest description of a registered model that every server takes, in characters. */
export const MAX_MODEL_DESCRIPTION_LENGTH = 5000

/**
 * Why a text cannot be an alias; null where it can. Source: mlflow/utils/validation.py, `_validate_model_alias_name`:
 * letters, digits, "_" and "-", at most 255; "latest" and "v3" mean versions already.
 */
export function aliasFault(alias: string): string | null {
  if (alias === '') return 'Give the alias a name first.'
  if (alias.length > 255)
    return `An alias has at most 255 characters: this one has ${formatCount(alias.length)}.`
  if (!/^[\p{L}\p{N}_-]+$/u.test(alias)) return 'An alias can contain only letters, digits, “_” and “-”.'
  if (/^(?:latest|v\d+)$/i.test(alias)) return `“${alias}” already means a version: choose another alias.`
  return null
}

/** The aliases of one version, by name. */
export function aliasesOf({ aliases }: Pick<RegisteredModel, 'aliases'>, version: string): readonly string[] {
  return aliases
    .filter((one) => one.version === version)
    .map(({ alias }) => alias)
    .toSorted()
}

/** The newest version that the model's own list names, by number; null where it has none. */
export function latestVersion({ latestVersions }: Pick<RegisteredModel, 'latestVersions'>): string | null {
  const numbers = latestVersions.map(({ version }) => Number(version)).filter(Number.isFinite)
  return numbers.length === 0 ? null : String(Math.max(...numbers))
}
