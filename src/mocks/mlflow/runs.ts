import type { mlflowContract } from '~/api/mlflow/contract'
import type { MlflowRights } from '~/domain/mlflow/permissions/level'
import type { Transaction } from '../db'
import type { PlainRequest } from '../request'
import type { Implementation } from '../server'
import { caller, demand, rightsOn } from './access'
import {
  asked,
  bodyOf,
  filled,
  refuseBadKey,
  rowsIn,
  searchIn,
  tagsIn,
  textIn,
  textOr,
  withTag,
} from './body'
import type { MlflowWorld } from './world'
import { lastOf } from './last-value'
import { forbid, refuse } from './refusal'
import { runFields, search } from './search'
import { experiments, histories, historyKey, type MetricRow, type RunRow, runs, type Tag } from './tables'

type Handlers = Pick<
  Implementation<typeof mlflowContract>,
  | 'searchRuns'
  | 'run'
  | 'createRun'
  | 'updateRun'
  | 'deleteRun'
  | 'restoreRun'
  | 'setRunTag'
  | 'deleteRunTag'
  | 'logBatch'
>

const done = { status: 200, data: {} }
const STATUSES = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED']

/** Runs, as the handlers of a version answer them. */
export function runHandlers({ version, isModern, clock, newHex }: MlflowWorld): Handlers {
  /** A run that the caller may do this with. An unknown one: 404, on 3.x 403 for who is no admin. */
  async function runFor(
    right: keyof MlflowRights,
    id: string,
    request: PlainRequest,
    tx: Transaction,
  ): Promise<RunRow> {
    const row = (await tx.rows(runs)).get(id)
    if (!row) {
      if (isModern && !(await caller(request, tx)).is_admin) forbid()
      return refuse('RESOURCE_DOES_NOT_EXIST', `Run with id=${id} not found`)
    }
    await demand(right, 'experiment', row.info.experiment_id, request, tx)
    return row
  }

  /** A run that the caller may change, and that is not deleted. */
  async function activeRun(id: string, request: PlainRequest, tx: Transaction): Promise<RunRow> {
    const row = await runFor('update', id, request, tx)
    if (row.info.lifecycle_stage === 'deleted')
      refuse(
        'INVALID_PARAMETER_VALUE',
        `The run ${id} must be in the 'active' state. Current state is deleted.`,
      )
    return row
  }

  /** What is empty is left out, but `inputs`, and on 3.x `outputs`. */
  const wireRun = ({ info, data, inputs }: RunRow): RunRow =>
    ({
      info: wireInfo(info),
      data: filled(data),
      inputs: inputs ?? {},
      ...(isModern ? { outputs: {} } : {}),
    }) as RunRow

  function withInfo(row: RunRow, info: Partial<RunRow['info']>, tx: Transaction): RunRow {
    const changed = { ...row, info: { ...row.info, ...info } }
    tx.put(runs, changed)
    return changed
  }

  return {
    searchRuns: async (request, tx) => {
      const body = bodyOf(request)
      const wanted = searchIn(body)
      const ids: readonly unknown[] = Array.isArray(body['experiment_ids']) ? body['experiment_ids'] : []
      const user = await caller(request, tx)
      const known = await tx.rows(experiments)
      const readable = new Set<string>()
      for (const id of ids) {
        // Before 3.6 nobody asks whether one may read them.
        if (typeof id === 'string' && (!isModern || (await rightsOn(user, 'experiment', id, tx)).read))
          readable.add(id)
      }
      const view = body['run_view_type']
      const rows = [...(await tx.rows(runs)).values()].filter(({ info }) => {
        if (!readable.has(info.experiment_id)) return false
        const isDeleted =
          info.lifecycle_stage === 'deleted' || known.get(info.experiment_id)?.lifecycle_stage === 'deleted'
        return view === 'ALL' || isDeleted === (view === 'DELETED_ONLY')
      })
      const { page, ...token } = search(rows, runFields, wanted, { subject: 'runs', version })
      return { status: 200, data: { ...filled({ runs: page.map(wireRun) }), ...token } }
    },

    run: async (request, tx) => {
      const row = await runFor('read', asked(request, 'run_id'), request, tx)
      return { status: 200, data: { run: wireRun(row) } }
    },

    createRun: async (request, tx) => {
      const body = bodyOf(request)
      const id = textIn(body, 'experiment_id')
      const user = await demand('update', 'experiment', id, request, tx)
      const experiment = (await tx.rows(experiments)).get(id)
      if (!experiment) refuse('RESOURCE_DOES_NOT_EXIST', `No Experiment with id=${id} exists`)
      if (experiment.lifecycle_stage === 'deleted')
        refuse(
          'INVALID_PARAMETER_VALUE',
          `The experiment ${id} must be in the 'active' state. Current state is deleted.`,
        )
      const run_id = newHex()
      // The real server makes one up of an adjective, an animal and a number.
      const name = textOr(body['run_name']) || `quiet-otter-${run_id.slice(-3)}`
      const row: RunRow = {
        info: {
          run_id,
          experiment_id: id,
          run_name: name,
          user_id: user.username,
          status: 'RUNNING',
          start_time: typeof body['start_time'] === 'number' ? body['start_time'] : Math.round(clock()),
          artifact_uri: `mlflow-artifacts:/${id}/${run_id}/artifacts`,
          lifecycle_stage: 'active',
        },
        data: {
          metrics: [],
          params: [],
          tags: [...tagsIn(body['tags']), { key: 'mlflow.runName', value: name }],
        },
      }
      tx.put(runs, row)
      const { info, data, inputs } = wireRun(row)
      return { status: 200, data: { run: { info, data, inputs } } }
    },

    updateRun: async (request, tx) => {
      const body = bodyOf(request)
      const row = await activeRun(textIn(body, 'run_id'), request, tx)
      // An empty name is none.
      const name = body['run_name'] === '' ? undefined : body['run_name']
      const status = body['status']
      const end = body['end_time']
      const changed = withInfo(
        row,
        {
          ...(typeof name === 'string' ? { run_name: name } : {}),
          ...(typeof status === 'string' && STATUSES.includes(status) ? { status } : {}),
          ...(typeof end === 'number' ? { end_time: end } : {}),
        },
        tx,
      )
      if (typeof name === 'string')
        tx.put(runs, {
          ...changed,
          data: { ...changed.data, tags: withTag(changed.data.tags, { key: 'mlflow.runName', value: name }) },
        })
      return { status: 200, data: { run_info: wireInfo(changed.info) } }
    },

    deleteRun: async (request, tx) => {
      const row = await runFor('delete', textIn(bodyOf(request), 'run_id'), request, tx)
      withInfo(row, { lifecycle_stage: 'deleted' }, tx)
      return done
    },

    restoreRun: async (request, tx) => {
      const row = await runFor('delete', textIn(bodyOf(request), 'run_id'), request, tx)
      withInfo(row, { lifecycle_stage: 'active' }, tx)
      return done
    },

    setRunTag: async (request, tx) => {
      const body = bodyOf(request)
      const tag = { key: textIn(body, 'key'), value: textOr(body['value']) }
      const row = await activeRun(textIn(body, 'run_id'), request, tx)
      refuseBadKey(tag.key, 'key')
      const info = tag.key === 'mlflow.runName' ? { ...row.info, run_name: tag.value } : row.info
      tx.put(runs, { ...row, info, data: { ...row.data, tags: withTag(row.data.tags, tag) } })
      return done
    },

    deleteRunTag: async (request, tx) => {
      const body = bodyOf(request)
      const key = textIn(body, 'key')
      const row = await activeRun(textIn(body, 'run_id'), request, tx)
      if (!row.data.tags.some((tag) => tag.key === key))
        refuse('RESOURCE_DOES_NOT_EXIST', `No tag with name: ${key} in run with id ${row.info.run_id}`)
      tx.put(runs, { ...row, data: { ...row.data, tags: row.data.tags.filter((tag) => tag.key !== key) } })
      return done
    },

    logBatch: async (request, tx) => {
      const body = bodyOf(request)
      const row = await activeRun(textIn(body, 'run_id'), request, tx)
      const metrics = metricsIn(body['metrics'])
      refuseLargeBatch(body)
      let { params } = row.data
      for (const param of tagsIn(body['params'])) {
        const known = params.find(({ key }) => key === param.key)
        if (known && known.value !== param.value)
          refuse(
            'INVALID_PARAMETER_VALUE',
            `Changing param values is not allowed. Param with key='${param.key}' was already logged with value='${known.value}' for run ID='${row.info.run_id}'. Attempted logging new value '${param.value}'.`,
          )
        params = withTag(params, param)
      }
      const past = await tx.rows(histories)
      for (const key of new Set(metrics.map((metric) => metric.key))) {
        const before = past.get(historyKey(row.info.run_id, key))?.metrics ?? []
        const added = metrics.filter((metric) => metric.key === key)
        tx.put(histories, { run_id: row.info.run_id, metrics: [...before, ...added] })
      }
      const last = metrics.reduce<MetricRow[]>(
        (known, metric) => withTag(known, lastOf([...known.filter(({ key }) => key === metric.key), metric])),
        row.data.metrics,
      )
      const tags = tagsIn(body['tags']).reduce<Tag[]>(withTag, row.data.tags)
      tx.put(runs, { ...row, data: { metrics: last, params, tags } })
      return done
    },
  }
}

/** `run_uuid` is the older name of `run_id`, still sent beside it. */
const wireInfo = (info: RunRow['info']) => ({ run_uuid: info.run_id, ...info })

/** At most 1,000 metrics, 100 parameters, 100 tags; keys as everywhere. */
function refuseLargeBatch(body: Readonly<Record<string, unknown>>): void {
  const most = { metrics: 1000, params: 100, tags: 100 }
  for (const [name, count] of Object.entries(most)) {
    const rows = rowsIn(body[name])
    if (rows.length > count)
      refuse(
        'INVALID_PARAMETER_VALUE',
        `A batch logging request can contain at most ${count} ${name}. Got ${rows.length} ${name}. Please split up ${name} across multiple requests and try again.`,
      )
    for (const [i, { key }] of rows.entries()) refuseBadKey(textOr(key), `${name}[${i}].key`)
  }
}

function metricsIn(value: unknown): MetricRow[] {
  return rowsIn(value).map(({ key, value, timestamp, step }) => ({
    key: textOr(key),
    value: storedValue(value),
    timestamp: Number(timestamp ?? 0),
    step: Number(step ?? 0),
  }))
}

/** NaN is kept as a word, and what is infinite as the largest number: as the SQL stores do. */
function storedValue(value: unknown): number | string {
  const number = Number(value)
  if (Number.isNaN(number)) return 'NaN'
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, number))
}
