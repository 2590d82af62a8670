import type { mlflowContract } from '~/api/mlflow/contract'
import type { Transaction } from '../db'
import { Answered, type Implementation } from '../server'
import type { PlainRequest } from '../request'
import { caller, demand, rightsOn } from './access'
import { asked, bodyOf, filled, searchInQuery, textIn, textOr, withTag } from './body'
import type { MlflowWorld } from './world'
import { notFoundPage, refuse } from './refusal'
import {
  MODEL_FIELDS,
  MODEL_ORDERS,
  registryFilter,
  registryOrder,
  VERSION_FIELDS,
  VERSION_ORDERS,
} from './registry-search'
import { pageOf, readablePage } from './search'
import { type ModelRow, models, type VersionRow, versions } from './tables'

type Handlers = Pick<
  Implementation<typeof mlflowContract>,
  | 'searchModels'
  | 'model'
  | 'updateModel'
  | 'setModelTag'
  | 'deleteModelTag'
  | 'setVersionTag'
  | 'deleteVersionTag'
  | 'setModelAlias'
  | 'deleteModelAlias'
  | 'searchModelVersions'
  | 'searchLoggedModels'
>

const done = { status: 200, data: {} }

/** The registry, as the handlers of a version answer it. */
export function modelHandlers({ isModern, clock }: MlflowWorld): Handlers {
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

  /** A version, for whoever has that right on its model. */
  async function versionFor(
    right: 'update' | 'delete',
    body: Record<string, unknown>,
    request: PlainRequest,
    tx: Transaction,
  ): Promise<VersionRow> {
    const row = await modelFor(right, textIn(body, 'name'), request, tx)
    const number = textIn(body, 'version')
    const version = (await versionsOf(row.name, tx)).find((one) => one.version === number)
    return (
      version ??
      refuse('RESOURCE_DOES_NOT_EXIST', `Model Version (name=${row.name}, version=${number}) not found`)
    )
  }

  function putVersion(row: VersionRow, tx: Transaction): void {
    tx.put(versions, { ...row, last_updated_timestamp: Math.round(clock()) })
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
      const { filter = '', order_by, ...wanted } = searchInQuery(request)
      const user = await caller(request, tx)
      const asked = { ...wanted, max_results: wanted.max_results ?? 100 }
      const matches = registryFilter(filter, MODEL_FIELDS)
      const found = [...(await tx.rows(models)).values()].filter(matches)
      found.sort(registryOrder(order_by, MODEL_ORDERS, 'name'))
      const { page, ...token } = await readablePage(
        (page_token) => pageOf(found, { ...asked, page_token }, { most: 1000, takesZero: true }),
        asked,
        async ({ name }) => (await rightsOn(user, 'registered_model', name, tx)).read,
      )
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
      const changed = { ...row, description: textOr(body['description']) }
      put(changed, tx)
      return { status: 200, data: { registered_model: await wire(changed, tx) } }
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

    setVersionTag: async (request, tx) => {
      const body = bodyOf(request)
      const row = await versionFor('update', body, request, tx)
      const tag = { key: textIn(body, 'key'), value: textOr(body['value']) }
      putVersion({ ...row, tags: withTag(row.tags, tag) }, tx)
      return done
    },

    deleteVersionTag: async (request, tx) => {
      const body = bodyOf(request)
      const row = await versionFor('delete', body, request, tx)
      putVersion({ ...row, tags: row.tags.filter(({ key }) => key !== body['key']) }, tx)
      return done
    },

    setModelAlias: async (request, tx) => {
      const body = bodyOf(request)
      const row = await modelFor('update', textIn(body, 'name'), request, tx)
      const alias = { alias: textIn(body, 'alias'), version: textIn(body, 'version') }
      refuseBadAlias(alias.alias)
      if (/^(?:v\d+|latest)$/i.test(alias.alias))
        refuse('INVALID_PARAMETER_VALUE', `The alias name '${alias.alias}' is reserved.`)
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
      const { filter = '', order_by, ...wanted } = searchInQuery(request)
      const user = await caller(request, tx)
      const matches = registryFilter(filter, VERSION_FIELDS)
      const found = [...(await tx.rows(versions)).values()].filter(matches)
      found.sort(registryOrder(order_by, VERSION_ORDERS, 'version_number'))
      const asked = { ...wanted, max_results: wanted.max_results ?? 10_000 }
      const { page, ...token } = pageOf(found, asked, { most: 200_000, takesZero: true })
      const readable: VersionRow[] = []
      // 2.x leaves nothing out; newer ones do not fill the page up.
      for (const row of page)
        if (!isModern || (await rightsOn(user, 'registered_model', row.name, tx)).read) readable.push(row)
      return { status: 200, data: { ...filled({ model_versions: readable.map(wireVersion) }), ...token } }
    },

    searchLoggedModels: async () => {
      if (!isModern) throw new Answered(notFoundPage())
      return { status: 200, data: {} }
    },
  }
}

function refuseBadAlias(alias: string): void {
  if (!/^[\p{L}\p{N}_-]*$/u.test(alias))
    refuse(
      'INVALID_PARAMETER_VALUE',
      `Invalid alias name: '${alias}'. Names may only contain alphanumerics, underscores (_), and dashes (-).`,
    )
}

function wireVersion({ tags, ...row }: VersionRow) {
  return { description: '', run_link: '', ...row, ...filled({ tags }) }
}
