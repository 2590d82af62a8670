import type { mlflowContract } from '~/api/mlflow/contract'
import type { Transaction } from '../db'
import { Answered, type Implementation } from '../server'
import type { PlainRequest } from '../request'
import { caller, demand, rightsOn } from './access'
import { asked, bodyOf, filled, searchInQuery, textIn, textOr, withTag } from './body'
import type { MlflowWorld } from './world'
import { notFoundPage, refuse } from './refusal'
import { pageOf } from './search'
import { type ModelRow, models, type VersionRow, versions } from './tables'

type Handlers = Pick<
  Implementation<typeof mlflowContract>,
  | 'searchModels'
  | 'model'
  | 'updateModel'
  | 'setModelTag'
  | 'deleteModelTag'
  | 'setModelAlias'
  | 'deleteModelAlias'
  | 'searchModelVersions'
  | 'searchLoggedModels'
>

const done = { status: 200, data: {} }

/** The registry, as the handlers of a version answer it. */
export function modelHandlers({ version, isModern, clock }: MlflowWorld): Handlers {
  async function modelFor(
    right: 'read' | 'update' | 'delete',
    name: string,
    request: PlainRequest,
    tx: Transaction,
  ): Promise<ModelRow> {
    await demand(right, 'registered_model', name, request, tx)
    const row = (await tx.rows(models)).get(name)
    return row ?? refuse('RESOURCE_DOES_NOT_EXIST', `Registered Model with name=${name} not found`)
  }

  function put(row: ModelRow, tx: Transaction): void {
    tx.put(models, { ...row, last_updated_timestamp: Math.round(clock()) })
  }

  async function versionsOf(name: string, tx: Transaction): Promise<VersionRow[]> {
    const rows = [...(await tx.rows(versions)).values()].filter((row) => row.name === name)
    return rows.sort((a, b) => Number(b.version) - Number(a.version))
  }

  /** With the newest version of each stage, as the server tells it. */
  async function wire({ tags, aliases, ...row }: ModelRow, tx: Transaction) {
    const newest = new Map<string, VersionRow>()
    for (const one of (await versionsOf(row.name, tx)).toReversed()) newest.set(one.current_stage ?? '', one)
    return { ...row, ...filled({ latest_versions: [...newest.values()].map(wireVersion), tags, aliases }) }
  }

  return {
    searchModels: async (request, tx) => {
      const { filter = '', ...wanted } = searchInQuery(request)
      const user = await caller(request, tx)
      const found: ModelRow[] = []
      for (const row of (await tx.rows(models)).values())
        if ((await rightsOn(user, 'registered_model', row.name, tx)).read && nameMatches(row.name, filter))
          found.push(row)
      found.sort((a, b) => (a.name < b.name ? -1 : 1))
      const { page, ...token } = pageOf(found, { max_results: 100, ...wanted }, version)
      const registered_models = await Promise.all(page.map((row) => wire(row, tx)))
      return { status: 200, data: { ...filled({ registered_models }), ...token } }
    },

    model: async (request, tx) => {
      const row = await modelFor('read', asked(request, 'name'), request, tx)
      return { status: 200, data: { registered_model: await wire(row, tx) } }
    },

    updateModel: async (request, tx) => {
      const body = bodyOf(request)
      const row = await modelFor('update', textIn(body, 'name'), request, tx)
      put({ ...row, description: textOr(body['description']) }, tx)
      return done
    },

    setModelTag: async (request, tx) => {
      const body = bodyOf(request)
      const row = await modelFor('update', textIn(body, 'name'), request, tx)
      const tag = { key: textIn(body, 'key'), value: textOr(body['value']) }
      put({ ...row, tags: withTag(row.tags, tag) }, tx)
      return done
    },

    deleteModelTag: async (request, tx) => {
      const body = bodyOf(request)
      const row = await modelFor('delete', textIn(body, 'name'), request, tx)
      put({ ...row, tags: row.tags.filter(({ key }) => key !== body['key']) }, tx)
      return done
    },

    setModelAlias: async (request, tx) => {
      const body = bodyOf(request)
      const row = await modelFor('update', textIn(body, 'name'), request, tx)
      const alias = { alias: textIn(body, 'alias'), version: textIn(body, 'version') }
      if (!(await versionsOf(row.name, tx)).some((one) => one.version === alias.version))
        refuse(
          'RESOURCE_DOES_NOT_EXIST',
          `Model Version (name=${row.name}, version=${alias.version}) not found`,
        )
      put({ ...row, aliases: [...row.aliases.filter((one) => one.alias !== alias.alias), alias] }, tx)
      return done
    },

    deleteModelAlias: async (request, tx) => {
      const body = bodyOf(request)
      const row = await modelFor('delete', textIn(body, 'name'), request, tx)
      put({ ...row, aliases: row.aliases.filter(({ alias }) => alias !== body['alias']) }, tx)
      return done
    },

    searchModelVersions: async (request, tx) => {
      const { filter = '', ...wanted } = searchInQuery(request)
      const user = await caller(request, tx)
      const found: VersionRow[] = []
      for (const row of (await tx.rows(versions)).values())
        if (
          versionMatches(row, filter) &&
          (!isModern || (await rightsOn(user, 'registered_model', row.name, tx)).read)
        )
          found.push(row)
      found.sort((a, b) => Number(b.version) - Number(a.version))
      const { page, ...token } = pageOf(found, { max_results: 10_000, ...wanted }, version)
      return { status: 200, data: { ...filled({ model_versions: page.map(wireVersion) }), ...token } }
    },

    searchLoggedModels: async () => {
      if (!isModern) throw new Answered(notFoundPage())
      return { status: 200, data: {} }
    },
  }
}

function wireVersion({ tags, ...row }: VersionRow) {
  return { ...row, ...filled({ tags }) }
}

/** `name = 'x'`, `name LIKE '%x%'`, `name ILIKE …`: what this app and MLflow's own page ask. */
function nameMatches(name: string, filter: string): boolean {
  if (filter.trim() === '') return true
  const clause = /^\s*name\s*(=|LIKE|ILIKE)\s*(?:'([^']*)'|"([^"]*)")\s*$/i.exec(filter)
  if (!clause) return refuse('INVALID_PARAMETER_VALUE', `Invalid clause(s) in filter string: ${filter}`)
  const [, operator = '', single, double] = clause
  const wanted = single ?? double ?? ''
  if (operator === '=') return name === wanted
  const pattern = wanted
    .replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('%', '.*')
    .replaceAll('_', '.')
  return new RegExp(`^${pattern}$`, operator.toUpperCase() === 'ILIKE' ? 'is' : 's').test(name)
}

function versionMatches(row: VersionRow, filter: string): boolean {
  if (filter.trim() === '') return true
  const clause = /^\s*(name|run_id)\s*=\s*(?:'([^']*)'|"([^"]*)")\s*$/i.exec(filter)
  if (!clause) return refuse('INVALID_PARAMETER_VALUE', `Invalid clause(s) in filter string: ${filter}`)
  return row[clause[1] === 'name' ? 'name' : 'run_id'] === (clause[2] ?? clause[3] ?? '')
}
