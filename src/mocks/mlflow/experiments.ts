import type { mlflowContract } from '~/api/mlflow/contract'
import type { Transaction } from '../db'
import type { Implementation } from '../server'
import { caller, demand, rightsOn } from './access'
import { asked, bodyOf, filled, refuseBadKey, searchIn, tagsIn, textIn, textOr, withTag } from './body'
import { notFoundPage, refuse } from './refusal'
import { experimentFields, readablePage, search } from './search'
import { type ExperimentRow, experiments, grants, runs } from './tables'
import { Answered } from '../server'
import type { MlflowWorld } from './world'

type Handlers = Pick<
  Implementation<typeof mlflowContract>,
  | 'searchExperiments'
  | 'experiment'
  | 'createExperiment'
  | 'renameExperiment'
  | 'deleteExperiment'
  | 'restoreExperiment'
  | 'setExperimentTag'
  | 'deleteExperimentTag'
  | 'searchDatasets'
>

const done = { status: 200, data: {} }
const MOST_NAME = 500

/** Experiments, as the handlers of a version answer them. */
export function experimentHandlers({ version, isModern, clock, newNumber }: MlflowWorld): Handlers {
  const mostTagValue = isModern ? 20_000 : 5000

  /** Without an empty list of tags; newer ones say their workspace. */
  function wire({ tags, ...row }: ExperimentRow): ExperimentRow {
    return { ...row, ...filled({ tags }), ...(isModern ? { workspace: 'default' } : {}) } as ExperimentRow
  }

  async function found(id: string, tx: Transaction): Promise<ExperimentRow> {
    const row = (await tx.rows(experiments)).get(id)
    return row ?? refuse('RESOURCE_DOES_NOT_EXIST', `No Experiment with id=${id} exists`)
  }

  function touch(row: ExperimentRow, change: Partial<ExperimentRow>, tx: Transaction): void {
    tx.put(experiments, { ...row, ...change, last_update_time: Math.round(clock()) })
  }

  /** An experiment is deleted and restored with its runs. One that is there already is not found. */
  async function moveTo(stage: 'active' | 'deleted', id: string, tx: Transaction): Promise<void> {
    const row = await found(id, tx)
    if (row.lifecycle_stage === stage) refuse('RESOURCE_DOES_NOT_EXIST', `No Experiment with id=${id} exists`)
    touch(row, { lifecycle_stage: stage }, tx)
    for (const run of (await tx.rows(runs)).values())
      if (run.info.experiment_id === id)
        tx.put(runs, { ...run, info: { ...run.info, lifecycle_stage: stage } })
  }

  async function refuseTaken(name: string, tx: Transaction, code: 'RESOURCE_ALREADY_EXISTS' | 'BAD_REQUEST') {
    for (const row of (await tx.rows(experiments)).values())
      if (row.name === name)
        refuse(
          code,
          `Experiment(name=${name}) already exists. Error: (sqlite3.IntegrityError) UNIQUE constraint failed: experiments.name\n[SQL: INSERT INTO experiments (name, artifact_location) VALUES (?, ?)]`,
        )
  }

  return {
    searchExperiments: async (request, tx) => {
      const body = bodyOf(request)
      const { max_results = 0, ...wanted } = searchIn(body)
      const user = await caller(request, tx)
      const shown = [...(await tx.rows(experiments)).values()].filter(
        ({ lifecycle_stage }) =>
          body['view_type'] === 'ALL' ||
          lifecycle_stage === (body['view_type'] === 'DELETED_ONLY' ? 'deleted' : 'active'),
      )
      const options = { subject: 'experiments', version } as const
      const { page, ...token } = await readablePage(
        (page_token) => search(shown, experimentFields, { ...wanted, max_results, page_token }, options),
        { ...wanted, max_results },
        async ({ experiment_id }) => (await rightsOn(user, 'experiment', experiment_id, tx)).read,
      )
      return { status: 200, data: { ...filled({ experiments: page.map(wire) }), ...token } }
    },

    experiment: async (request, tx) => {
      const id = asked(request, 'experiment_id')
      await demand('read', 'experiment', id, request, tx)
      return { status: 200, data: { experiment: wire(await found(id, tx)) } }
    },

    createExperiment: async (request, tx) => {
      const body = bodyOf(request)
      const name = textIn(body, 'name')
      const user = await caller(request, tx)
      if (name.length > MOST_NAME)
        refuse('INVALID_PARAMETER_VALUE', `'name' exceeds the maximum length of ${MOST_NAME} characters`)
      const tags = tagsIn(body['tags'])
      for (const [i, { key }] of tags.entries()) refuseBadKey(key, `tags[${i}].key`)
      await refuseTaken(name, tx, 'RESOURCE_ALREADY_EXISTS')
      const id = newNumber()
      const now = Math.round(clock())
      tx.put(experiments, {
        experiment_id: id,
        name,
        artifact_location: `mlflow-artifacts:/${id}`,
        lifecycle_stage: 'active',
        creation_time: now,
        last_update_time: now,
        tags,
      })
      tx.put(grants, { username: user.username, kind: 'experiment', resource: id, permission: 'MANAGE' })
      return { status: 200, data: { experiment_id: id } }
    },

    renameExperiment: async (request, tx) => {
      const body = bodyOf(request)
      const id = textIn(body, 'experiment_id')
      const name = textIn(body, 'new_name')
      await demand('update', 'experiment', id, request, tx)
      const row = await found(id, tx)
      if (row.lifecycle_stage === 'deleted') refuse('INVALID_STATE', 'Cannot rename a non-active experiment.')
      if (row.name !== name) await refuseTaken(name, tx, 'BAD_REQUEST')
      touch(row, { name }, tx)
      return done
    },

    deleteExperiment: async (request, tx) => {
      const id = textIn(bodyOf(request), 'experiment_id')
      await demand('delete', 'experiment', id, request, tx)
      await moveTo('deleted', id, tx)
      return done
    },

    restoreExperiment: async (request, tx) => {
      const id = textIn(bodyOf(request), 'experiment_id')
      await demand('delete', 'experiment', id, request, tx)
      await moveTo('active', id, tx)
      return done
    },

    setExperimentTag: async (request, tx) => {
      const body = bodyOf(request)
      const id = textIn(body, 'experiment_id')
      // Who may not is told so before what is asked for is looked at.
      await demand('update', 'experiment', id, request, tx)
      const tag = { key: textIn(body, 'key'), value: textOr(body['value']) }
      refuseBadKey(tag.key, 'key')
      if (tag.value.length > mostTagValue)
        refuse('INVALID_PARAMETER_VALUE', `'value' exceeds the maximum length of ${mostTagValue} characters`)
      const row = await found(id, tx)
      if (row.lifecycle_stage === 'deleted')
        refuse(
          'INVALID_PARAMETER_VALUE',
          `The experiment ${id} must be in the 'active' state. Current state is deleted.`,
        )
      touch(row, { tags: withTag(row.tags, tag) }, tx)
      return done
    },

    deleteExperimentTag: async (request, tx) => {
      if (!isModern) throw new Answered(notFoundPage())
      const body = bodyOf(request)
      const id = textIn(body, 'experiment_id')
      const key = textIn(body, 'key')
      await demand('update', 'experiment', id, request, tx)
      const row = await found(id, tx)
      if (!row.tags.some((tag) => tag.key === key))
        refuse('RESOURCE_DOES_NOT_EXIST', `No tag with name: ${key} in experiment with id ${id}`)
      touch(row, { tags: row.tags.filter((tag) => tag.key !== key) }, tx)
      return done
    },

    searchDatasets: async (request, tx) => {
      const ids = bodyOf(request)['experiment_ids']
      if (!Array.isArray(ids) || ids.length === 0 || ids.length > 20)
        return refuse(
          'INVALID_PARAMETER_VALUE',
          'SearchDatasets request must specify 1 to 20 experiment_ids.',
        )
      // Before 3.7 nobody asks whether one may.
      if (isModern) for (const id of ids) await demand('read', 'experiment', String(id), request, tx)
      const rows = new Map<string, { experiment_id: string; name: string; digest: string; context: string }>()
      for (const { info, inputs } of (await tx.rows(runs)).values())
        for (const { dataset, tags = [] } of ids.includes(info.experiment_id)
          ? (inputs?.dataset_inputs ?? [])
          : []) {
          const context = tags.find(({ key }) => key === 'mlflow.data.context')?.value ?? ''
          const { name = '', digest = '' } = dataset
          rows.set(`${name} ${digest} ${context}`, {
            experiment_id: info.experiment_id,
            name,
            digest,
            context,
          })
        }
      return { status: 200, data: filled({ dataset_summaries: [...rows.values()] }) }
    },
  }
}
