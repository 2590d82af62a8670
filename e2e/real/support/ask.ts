import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { people, type Person, version } from './real'

/** A run, as MLflow's own client tells it. What is not finite stands there as Python writes it. */
export interface ToldRun {
  id: string
  name: string
  experiment: string
  status: string
  params: Readonly<Record<string, string>>
  metrics: Readonly<Record<string, number | 'nan' | 'inf' | '-inf'>>
  tags: Readonly<Record<string, string>>
}

interface ToldModel {
  description: string
  aliases: Readonly<Record<string, string>>
  versions: readonly {
    version: string
    run: string
    runName: string
    status: string
    tags: Readonly<Record<string, string>>
  }[]
  /** None before MLflow 3. */
  logged: readonly { name: string; id: string; run: string }[]
}

interface Answers {
  /** Of an experiment by its name: its runs by theirs. */
  runs: (experiment: string) => Readonly<Record<string, ToldRun>>
  run: (id: string) => ToldRun
  /** A list for each run. */
  history: (metric: string, ...runs: string[]) => readonly (readonly number[])[]
  artifact: (run: string, path: string) => Readonly<Record<string, unknown>>
  /** SHA-256 of a file. */
  digest: (run: string, path: string) => string
  model: (name: string) => ToldModel
  /** For an admin: who → "experiment digits-search" → level; all rows of these people, with roles of everybody. */
  everybody: (...names: string[]) => Rows
  /** Makes them, each as "grid-a" or, with a row for somebody, as "grid-a=READ". */
  experiments: (whom: string, ...names: string[]) => null
  /** Makes somebody's row on an experiment this level. */
  give: (experiment: string, user: string, level: string) => string
}

/** Levels by whose they are, and on what. */
export type Rows = Readonly<Record<string, Readonly<Record<string, string>>>>

const exec = promisify(execFile)
const fileBeside = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/**
 * Asks the server itself, past the app and its proxy, by the client that came with it: `ask.py` has the answers.
 * @param who whom the client signs in as
 */
export async function ask<Q extends keyof Answers>(
  question: Q,
  about: Parameters<Answers[Q]>,
  who: Person = people.owner,
): Promise<ReturnType<Answers[Q]>> {
  const python = fileBeside(`../../../.cache/mlflow-${version}/bin/python`)
  const server = process.env['REAL_MLFLOW_URL'] ?? ''
  const { stdout } = await exec(python, [fileBeside('ask.py'), server, question, ...about], {
    env: {
      ...process.env,
      MLFLOW_TRACKING_USERNAME: who.name,
      MLFLOW_TRACKING_PASSWORD: who.password,
      MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR: 'false',
      MLFLOW_DISABLE_TELEMETRY: 'true',
      DO_NOT_TRACK: 'true',
    },
  })
  return JSON.parse(stdout) as ReturnType<Answers[Q]>
}
