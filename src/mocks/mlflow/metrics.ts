import type { mlflowContract } from '~/api/mlflow/contract'
import type { Implementation } from '../server'
import { demand } from './access'
import { asked, filled } from './body'
import type { MlflowWorld } from './world'
import { pageOf } from './search'
import { histories, historyKey, type MetricRow, runs } from './tables'

type Handlers = Pick<Implementation<typeof mlflowContract>, 'metricHistory' | 'sampledHistories'>

/** Histories, as the handlers of a version answer them. */
export function metricHandlers({ version, isModern }: MlflowWorld): Handlers {
  return {
    metricHistory: async (request, tx) => {
      const run = asked(request, 'run_id')
      const key = asked(request, 'metric_key')
      const row = (await tx.rows(runs)).get(run)
      if (row) await demand('read', 'experiment', row.info.experiment_id, request, tx)
      const metrics = [...((await tx.rows(histories)).get(historyKey(run, key))?.metrics ?? [])]
      const max = request.query.get('max_results')
      // 2.x always answers the whole history.
      if (!isModern || max === null) return { status: 200, data: filled({ metrics }) }
      const token = request.query.get('page_token') ?? ''
      const { page, ...next } = pageOf(metrics, { max_results: Number(max), page_token: token }, version)
      return { status: 200, data: { ...filled({ metrics: page }), ...next } }
    },

    sampledHistories: async (request, tx) => {
      const key = asked(request, 'metric_key')
      const max = Number(request.query.get('max_results') ?? 2500)
      const range = [request.query.get('start_step'), request.query.get('end_step')].map((step) =>
        step === null ? null : Number(step),
      )
      const known = await tx.rows(runs)
      const found = await tx.rows(histories)
      const metrics: (MetricRow & { run_id: string })[] = []
      for (const run of request.query.getAll('run_ids')) {
        const row = known.get(run)
        // Unknown runs are passed over in silence.
        if (!row) continue
        if (isModern) await demand('read', 'experiment', row.info.experiment_id, request, tx)
        const [from, to] = range
        const inRange = (found.get(historyKey(run, key))?.metrics ?? [])
          .filter(({ step }) => step >= (from ?? step) && step <= (to ?? step))
          .toSorted((a, b) => a.step - b.step)
        for (const metric of thinned(inRange, max)) metrics.push({ ...metric, run_id: run })
      }
      return { status: 200, data: filled({ metrics }) }
    },
  }
}

/** Evenly by their place, which loses a peak between two of them: as the server does it. */
function thinned(rows: readonly MetricRow[], max: number): readonly MetricRow[] {
  if (rows.length <= max) return rows
  const places = new Set(Array.from({ length: max - 1 }, (_, i) => Math.floor((i * rows.length) / max)))
  places.add(rows.length - 1)
  return rows.filter((_, i) => places.has(i))
}
