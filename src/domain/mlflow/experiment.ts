import type { KeyedText, Lifecycle } from './run'

/** One experiment of an MLflow server: a named set of runs. */
export interface Experiment {
  id: string
  name: string
  /** Markdown, from the tag `mlflow.note.content`; the empty string where there is none. */
  description: string
  artifactLocation: string
  lifecycle: Lifecycle
  /** Milliseconds since 1970 UTC; null where the server does not say. */
  createdAt: number | null
  updatedAt: number | null
  /** Without the description. */
  tags: readonly KeyedText[]
}

/** The tag that holds a description, of experiments and runs alike. */
export const NOTE_TAG = 'mlflow.note.content'

/** The longest name that servers store, in characters. */
export const MAX_NAME_LENGTH = 500

/**
 * The longest value of an experiment's tag, in characters: measured on 2.21 (5,000) and 3.17 (20,000); the smaller one
 * is what every server takes.
 */
export const MAX_EXPERIMENT_TAG_LENGTH = 5000
