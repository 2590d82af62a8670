import { artifactKind } from './artifact'
import type { DatasetInput } from './run'

/**
 * Where the rows of a logged data set are: MLflow itself keeps their counts and columns alone.
 * - `run-file`: a file that a run stored on this server
 * - `file`: a table elsewhere, which the run may have stored too
 * - `web`: an address that anybody may open
 * - `elsewhere`: a table of a database, a folder, the code that made them; null where it is not said
 */
export type DatasetSource =
  | { kind: 'run-file'; runId: string; path: string }
  | { kind: 'file'; name: string; where: string }
  | { kind: 'web'; url: string }
  | { kind: 'elsewhere'; where: string | null }

/**
 * Reads what `mlflow.log_input` stored as the source: JSON with `uri` (local files, S3, …), `url` (HTTP), `path`
 * (Hugging Face, Spark, Delta, volumes), a table's name, or the tags of the code (mlflow/data/*_dataset_source.py of
 * 2.21.3 and 3.17.2). A client may log any text.
 */
export function sourceOfDataset({
  sourceType,
  source,
}: Pick<DatasetInput, 'sourceType' | 'source'>): DatasetSource {
  const where = addressIn(source)
  if (where === null) return { kind: 'elsewhere', where: null }
  const ofRun = runFileIn(where)
  if (ofRun && isTable(ofRun.path)) return { kind: 'run-file', ...ofRun }
  if (/^https?:\/\//i.test(where)) return { kind: 'web', url: where }
  // A name of the Hub or of a table is none of a file, whatever it ends in.
  const name = where.split(/[/\\]/).at(-1) ?? ''
  const isPlace = sourceType === 'local' || /^[a-z][a-z0-9+.-]*:\//i.test(where)
  return isPlace && isTable(name) ? { kind: 'file', name, where } : { kind: 'elsewhere', where }
}

const ADDRESSES = ['uri', 'url', 'path', 'delta_table_name', 'table_name'] as const

function addressIn(source: string): string | null {
  let value: unknown
  try {
    value = JSON.parse(source)
  } catch {
    return source.trim() === '' ? null : source.trim()
  }
  if (typeof value === 'string') return value === '' ? null : value
  if (typeof value !== 'object' || value === null) return null
  const found: unknown = ADDRESSES.map((key): unknown => Reflect.get(value, key)).find(
    (one) => typeof one === 'string' && one !== '',
  )
  return typeof found === 'string' ? found : null
}

/** The Lab reads it. */
function isTable(path: string): boolean {
  const kind = artifactKind(path)
  return kind === 'table' || kind === 'json'
}

/** A run and a path in it, from any of the addresses that MLflow gives to a run's file. */
function runFileIn(address: string): { runId: string; path: string } | null {
  const [, ofRuns, below] = /^runs:\/+([0-9a-f]{32})\/(.+)$/.exec(address) ?? []
  if (ofRuns !== undefined && below !== undefined) return { runId: ofRuns, path: below }
  const isWeb = /^https?:\/\//i.test(address)
  if (isWeb && URL.canParse(address)) {
    const { pathname, searchParams } = new URL(address)
    const runId = searchParams.get('run_uuid') ?? searchParams.get('run_id')
    const path = searchParams.get('path')
    if (pathname.endsWith('/get-artifact') && runId !== null && path !== null) return { runId, path }
  }
  // "mlflow-artifacts:/83/<run>/artifacts/a.csv", the same below a bucket, a folder, or the server's own route.
  const [, runId, rest] = /\/([0-9a-f]{32})\/artifacts\/([^?#]+)/.exec(address) ?? []
  if (runId === undefined || rest === undefined) return null
  return { runId, path: isWeb ? decoded(rest) : rest }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
