import * as v from 'valibot'
import type { Endpoint } from '~/api/contract'
import { decode } from '~/api/decode'
import { RUN_STATUSES, type Metric, type Run, type RunStatus } from '~/domain/mlflow/run'
import type { UnreadableRow } from '~/lib/unreadable-row'

/** One page of runs as it came: what can be read, and what cannot. */
export interface RunsPage {
  runs: Run[]
  unreadable: UnreadableRow[]
  /** Opaque; empty: this was the last page. */
  nextPageToken: string
}

export interface HistoryPage {
  points: Pick<Metric, 'step' | 'value' | 'at'>[]
  nextPageToken: string
}

/** The bytes of an answer of `runs/search`. @throws ContractError where it is no page of runs at all */
export function decodeRuns(bytes: ArrayBuffer): RunsPage {
  const page = decode(SEARCH_RUNS, new Uint8Array(bytes))
  const runs: Run[] = []
  const unreadable: UnreadableRow[] = []
  for (const row of page.runs) {
    const parsed = v.safeParse(runSchema, row)
    if (parsed.success) runs.push(runOf(parsed.output))
    else {
      const [issue] = parsed.issues
      const path = v.getDotPath(issue)
      unreadable.push({ id: idOf(row), why: path === null ? issue.message : `${path}: ${issue.message}` })
    }
  }
  return { runs, unreadable, nextPageToken: page.next_page_token }
}

/** The bytes of an answer of `metrics/get-history`. @throws ContractError with the path of what is not as it should be */
export function decodeHistory(bytes: ArrayBuffer): HistoryPage {
  const page = decode(GET_HISTORY, new Uint8Array(bytes))
  const points = page.metrics.map(({ step, value, timestamp }) => ({ step, value, at: timestamp }))
  return { points, nextPageToken: page.next_page_token }
}

/** Numbers may come as text (MLflow 1). */
const whole = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^-?\d+$/))]),
  v.transform(Number),
  v.finite(),
)

/** NaN and the infinities come as words; a bare NaN was read as null; SQL stores clamp ±Infinity to ±1.797e308. */
const metricValue = v.pipe(
  v.union([v.number(), v.picklist(['NaN', 'Infinity', '-Infinity']), v.null()]),
  v.transform((sent) => {
    const value = sent === null ? Number.NaN : Number(sent)
    return Math.abs(value) === Number.MAX_VALUE ? Math.sign(value) * Number.POSITIVE_INFINITY : value
  }),
)

/** What is empty is left out by the server. */
const text = v.optional(v.string(), '')
const list = <const S extends v.GenericSchema>(schema: S) => v.optional(v.array(schema), [])

const keyedText = v.object({ key: v.string(), value: text })
const point = v.object({ value: metricValue, timestamp: v.optional(whole, 0), step: v.optional(whole, 0) })

const runSchema = v.object({
  info: v.object({
    run_id: v.string(),
    experiment_id: text,
    run_name: text,
    user_id: text,
    status: text,
    start_time: v.nullish(whole),
    end_time: v.nullish(whole),
    artifact_uri: text,
    lifecycle_stage: v.optional(v.string(), 'active'),
  }),
  data: v.optional(
    v.object({
      metrics: list(v.object({ ...point.entries, key: v.string() })),
      params: list(keyedText),
      tags: list(keyedText),
    }),
    {},
  ),
  inputs: v.optional(
    v.object({
      dataset_inputs: list(
        v.object({
          tags: list(keyedText),
          dataset: v.object({
            name: text,
            digest: text,
            source_type: text,
            source: text,
            schema: v.nullish(v.string()),
            profile: v.nullish(v.string()),
          }),
        }),
      ),
    }),
    {},
  ),
})

/** Rows are checked one by one: a broken one does not take the page with it. */
const SEARCH_RUNS = {
  method: 'POST',
  path: '/api/2.0/mlflow/runs/search',
  response: v.object({ runs: list(v.unknown()), next_page_token: text }),
} satisfies Endpoint

const GET_HISTORY = {
  method: 'GET',
  path: '/api/2.0/mlflow/metrics/get-history',
  response: v.object({ metrics: list(point), next_page_token: text }),
} satisfies Endpoint

function runOf({ info, data, inputs }: v.InferOutput<typeof runSchema>): Run {
  return {
    id: info.run_id,
    experimentId: info.experiment_id,
    name: info.run_name,
    user: info.user_id,
    status: statusOf(info.status),
    startedAt: info.start_time ?? null,
    // A run that goes on has an end of 0 on some servers.
    endedAt: info.end_time || null,
    lifecycle: info.lifecycle_stage === 'deleted' ? 'deleted' : 'active',
    artifactUri: info.artifact_uri,
    metrics: data.metrics.map(({ key, value, step, timestamp }) => ({ key, value, step, at: timestamp })),
    params: data.params,
    tags: data.tags,
    datasets: inputs.dataset_inputs.map(({ tags, dataset }) => ({
      name: dataset.name,
      digest: dataset.digest,
      context: tags.find(({ key }) => key === 'mlflow.data.context')?.value ?? null,
      sourceType: dataset.source_type,
      source: dataset.source,
      schema: dataset.schema ?? null,
      profile: dataset.profile ?? null,
    })),
  }
}

function statusOf(word: string): RunStatus {
  return RUN_STATUSES.find((status) => status === word) ?? 'UNKNOWN'
}

function idOf(row: unknown): string | null {
  const parsed = v.safeParse(v.object({ info: v.object({ run_id: v.string() }) }), row)
  return parsed.success ? parsed.output.info.run_id : null
}
