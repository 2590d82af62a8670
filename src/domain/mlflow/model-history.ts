import { type Run, RUN_TAGS } from './run'

/** A model that a run logged, as the run's tag tells it: registered or not. */
export interface RunModel {
  /** Where it was logged: a folder of the run's files up to 2.x, from 3.0 on the name or the place of a logged model. */
  path: string
  /** "sklearn", "pytorch"; without the flavour that all have. */
  flavors: readonly string[]
}

/** Every model has it beside its own. */
const COMMON_FLAVOR = 'python_function'

/**
 * The models that a run logged, the newest first: of the tag `mlflow.log-model.history`, JSON that MLflow's clients write
 * (mlflow/store/tracking/sqlalchemy_store.py, `record_logged_model`, 2.21.3 and 3.17.2). What is none is left out, and a
 * model that was logged again stands there once.
 */
export function modelsOfRun({ tags }: Pick<Run, 'tags'>): RunModel[] {
  const text = tags.find(({ key }) => key === RUN_TAGS.loggedModels)?.value ?? '[]'
  const newest = listIn(text).flatMap(modelIn).toReversed()
  return newest.filter(({ path }, i) => newest.findIndex((one) => one.path === path) === i)
}

function listIn(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

function modelIn(value: unknown): RunModel[] {
  if (typeof value !== 'object' || value === null) return []
  const path: unknown = Reflect.get(value, 'artifact_path')
  const flavors: unknown = Reflect.get(value, 'flavors')
  if (typeof path !== 'string' || path === '') return []
  const names = typeof flavors === 'object' && flavors !== null ? Object.keys(flavors) : []
  return [{ path, flavors: names.filter((name) => name !== COMMON_FLAVOR) }]
}
