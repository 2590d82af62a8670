import type { QueryClient } from '@tanstack/react-query'
import { mlflow } from '~/api/mlflow/backend'
import { HttpError } from '~/lib/errors'
import { inTurn, mlflowKeys } from './queries'

/** What a person changes in the model registry. Each throws NetworkError | HttpError | ContractError for `explain`. */

/** @param description Markdown @throws HttpError 403 without EDIT */
export async function describeModel(client: QueryClient, name: string, description: string): Promise<void> {
  await inTurn(() => mlflow.updateModel({ body: { name, description } }))
  await forgetModel(client, name)
}

/** @throws HttpError 403 without EDIT */
export async function setModelTag(
  client: QueryClient,
  name: string,
  key: string,
  value: string,
): Promise<void> {
  await inTurn(() => mlflow.setModelTag({ body: { name, key, value } }))
  await forgetModel(client, name)
}

/** @throws HttpError 403 without MANAGE */
export async function deleteModelTag(client: QueryClient, name: string, key: string): Promise<void> {
  await inTurn(() => mlflow.deleteModelTag({ body: { name, key } })).catch(unlessGone)
  await forgetModel(client, name)
}

/** @throws HttpError 403 without EDIT */
export async function setVersionTag(
  client: QueryClient,
  { name, version }: { name: string; version: string },
  tag: { key: string; value: string },
): Promise<void> {
  await inTurn(() => mlflow.setVersionTag({ body: { name, version, ...tag } }))
  await forgetModel(client, name)
}

/** @throws HttpError 403 without MANAGE */
export async function deleteVersionTag(
  client: QueryClient,
  { name, version }: { name: string; version: string },
  key: string,
): Promise<void> {
  await inTurn(() => mlflow.deleteVersionTag({ body: { name, version, key } })).catch(unlessGone)
  await forgetModel(client, name)
}

/** Gives a version an alias; one that another version has moves to this. @throws HttpError 403 without EDIT */
export async function setModelAlias(
  client: QueryClient,
  name: string,
  alias: string,
  version: string,
): Promise<void> {
  await inTurn(() => mlflow.setModelAlias({ body: { name, alias, version } }))
  await forgetModel(client, name)
}

/** @throws HttpError 403 without MANAGE */
export async function deleteModelAlias(client: QueryClient, name: string, alias: string): Promise<void> {
  await inTurn(() => mlflow.deleteModelAlias({ body: { name, alias } })).catch(unlessGone)
  await forgetModel(client, name)
}

function unlessGone(error: unknown): void {
  if (!(error instanceof HttpError) || error.status !== 404) throw error
}

async function forgetModel(client: QueryClient, name: string): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: mlflowKeys.models }),
    client.invalidateQueries({ queryKey: mlflowKeys.model(name) }),
    client.invalidateQueries({ queryKey: mlflowKeys.versions(name) }),
  ])
}
