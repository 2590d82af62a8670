import type { mlflowContract } from '~/api/mlflow/contract'
import type { Implementation } from '../server'
import { caller, demand } from './access'
import { asked, filled } from './body'
import { forbid, refuse } from './refusal'
import { sampledByRow, sampledByStep } from './sampling'
import { pageOf } from './search'
import { histories, historyKey, type MetricRow, runs } from './tables'
import type { MlflowWorld } from './world'

type Handlers = Pick<Implementation<typeof mlflowContract>, 'metricHistory' | 'sampledHistories'>

const MOST_POINTS = 2500

/** Histories, as the handlers of a version answer them. */
export function metricHandlers({ isModern }: MlflowWorld): Handlers {
  return {
    metricHistory: async (request, tx) => {
      const run = asked(request, 'run_id')
      const key = asked(request, 'metric_key')
      const row = (await tx.rows(runs)).get(run)
      if (row) await demand('read', 'experiment', row.info.experiment_id, request, tx)
      else if (!(await caller(request, tx)).is_admin) {
        // An admin gets an empty history: only the basic-auth app looks for the run.
        if (isModern) forbid()
        refuse('RESOURCE_DOES_NOT_EXIST', `Run with id=${run} not found`)
      }
      const metrics = [...((await tx.rows(histories)).get(historyKey(run, key))?.metrics ?? [])]
      const max = request.query.get('max_results')
      // 2.x always answers the whole history.
      if (!isModern || max === null) return { status: 200, data: filled({ metrics }) }
      const token = request.query.get('page_token') ?? ''
      const { page, ...next } = pageOf(metrics, { max_results: Number(max), page_token: token })
      return { status: 200, data: { ...filled({ metrics: page }), ...next } }
    },

    sampledHistories: async (request, tx) => {
      const key = asked(request, 'metric_key')
      const ids = request.query.getAll('run_ids')
      const max = Number(request.query.get('max_results') ?? MOST_POINTS)
      if (!Number.isInteger(max) || max < 1 || max > MOST_POINTS)
        refuse('INVALID_PARAMETER_VALUE', `max_results must be between 1 and ${MOST_POINTS}.`)
      if (ids.length > 100)
        refuse(
          'INVALID_PARAMETER_VALUE',
          `GetMetricHistoryBulkInterval request must specify at most 100 run_ids. Received ${ids.length} run_ids.`,
        )
      const range = rangeIn(request.query)
      const known = await tx.rows(runs)
      for (const id of isModern ? ids : []) {
        const row = known.get(id)
        if (row) await demand('read', 'experiment', row.info.experiment_id, request, tx)
        else if (!(await caller(request, tx)).is_admin)
          refuse('RESOURCE_DOES_NOT_EXIST', `Run with id=${id} not found`)
      }
      const found = await tx.rows(histories)
      // Unknown runs have none, and are passed over in silence.
      const logged = ids.map((id) => found.get(historyKey(id, key))?.metrics ?? [])
      const sampled = isModern
        ? logged.map((metrics) => sampledByRow(metrics, max, range))
        : sampledByStep(logged, max, range)
      const metrics = sampled.flatMap((rows, i) =>
        rows.map((metric): MetricRow & { run_id: string } => ({ ...metric, run_id: ids[i] ?? '' })),
      )
      return { status: 200, data: filled({ metrics }) }
    },
  }
}

/** First and last step; null: all. @throws Answered where only one is said, or they are the wrong way round */
function rangeIn(query: URLSearchParams): readonly [number, number] | null {
  const [start, end] = [query.get('start_step'), query.get('end_step')]
  if (start === null && end === null) return null
  if (start === null || end === null)
    return refuse(
      'INVALID_PARAMETER_VALUE',
      'If either start step or end step are specified, both must be specified.',
    )
  if (Number(start) > Number(end))
    refuse(
      'INVALID_PARAMETER_VALUE',
      `end_step must be greater than start_step. Found start_step=${start} and end_step=${end}.`,
    )
  return [Number(start), Number(end)]
}
