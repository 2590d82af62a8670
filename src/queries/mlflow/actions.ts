import type { QueryClient } from '@tanstack/react-query'
import { mlflow } from '~/api/mlflow/backend'
import { experimentOf } from '~/api/mlflow/wire'
import { type Experiment, NOTE_TAG } from '~/domain/mlflow/experiment'
import { RUN_TAGS } from '~/domain/mlflow/run'
import { HttpError } from '~/lib/errors'
import { withdrawUndo } from '~/stores/undone'
import { knownQuery } from '../inner-query'
import { peopleKey } from './people'
import { inTurn, mlflowKeys, mlflowQueries } from './queries'
import { reloadRuns, renewRuns } from './runs'

/** What a person changes on an MLflow server. Each throws NetworkError | HttpError | ContractError for `explain`. */

/** @returns the new experiment's id @throws HttpError 400 where the name is taken, also by a deleted one */
export async function createExperiment(
  client: QueryClient,
  { name, description }: { name: string; description: string },
): Promise<string> {
  const tags = description === '' ? {} : { tags: [{ key: NOTE_TAG, value: description }] }
  const { data } = await inTurn(() => mlflow.createExperiment({ body: { name, ...tags } }))
  await Promise.all([
    client.invalidateQueries({ queryKey: mlflowKeys.lists }),
    // Whoever makes an experiment manages it.
    client.invalidateQueries({ queryKey: peopleKey }),
  ])
  return data.experiment_id
}

/** @throws HttpError 400 where the name is taken, 403 without EDIT */
export async function renameExperiment(client: QueryClient, id: string, name: string): Promise<void> {
  await inTurn(() => mlflow.renameExperiment({ body: { experiment_id: id, new_name: name } }))
  await forgetExperiment(client, id)
}

/** Sets a tag of an experiment; the description is one too. @throws HttpError 403 without EDIT */
export async function setExperimentTag(
  client: QueryClient,
  id: string,
  key: string,
  value: string,
): Promise<void> {
  await inTurn(() => mlflow.setExperimentTag({ body: { experiment_id: id, key, value } }))
  await forgetExperiment(client, id)
}

/** Takes a tag away; a server before 3.0 cannot, and keeps it with an empty value. @throws HttpError 403 */
export async function deleteExperimentTag(client: QueryClient, id: string, key: string): Promise<void> {
  const { abilities } = await knownQuery(client, mlflowQueries.server())
  if (abilities.deletesExperimentTags)
    await inTurn(() => mlflow.deleteExperimentTag({ body: { experiment_id: id, key } })).catch(unlessGone)
  else await inTurn(() => mlflow.setExperimentTag({ body: { experiment_id: id, key, value: '' } }))
  await forgetExperiment(client, id)
}

/** Its runs stay with it, until the server's own clean-up. @throws HttpError 403 without MANAGE */
export async function deleteExperiment(client: QueryClient, id: string): Promise<void> {
  await inTurn(() => mlflow.deleteExperiment({ body: { experiment_id: id } })).catch(
    unlessAlready(id, 'deleted'),
  )
  reloadRuns(client, id)
  await forgetExperiment(client, id)
}

/** @throws HttpError 403 without MANAGE */
export async function restoreExperiment(client: QueryClient, id: string): Promise<void> {
  await inTurn(() => mlflow.restoreExperiment({ body: { experiment_id: id } })).catch(
    unlessAlready(id, 'active'),
  )
  withdrawUndo([id])
  reloadRuns(client, id)
  await forgetExperiment(client, id)
}

/** @throws HttpError 403 without EDIT */
export async function renameRun(client: QueryClient, id: string, name: string): Promise<void> {
  await inTurn(() => mlflow.updateRun({ body: { run_id: id, run_name: name } }))
  await forgetRun(client, id)
}

/** @throws HttpError 403 without EDIT */
export async function setRunTag(client: QueryClient, id: string, key: string, value: string): Promise<void> {
  await inTurn(() => mlflow.setRunTag({ body: { run_id: id, key, value } }))
  await forgetRun(client, id)
}

/** Markdown; empty: none. @throws HttpError 403 without EDIT */
export function setRunNote(client: QueryClient, id: string, note: string): Promise<void> {
  return setRunTag(client, id, RUN_TAGS.note, note)
}

/** @throws HttpError 403 without EDIT */
export async function deleteRunTag(client: QueryClient, id: string, key: string): Promise<void> {
  await inTurn(() => mlflow.deleteRunTag({ body: { run_id: id, key } })).catch(unlessGone)
  await forgetRun(client, id)
}

/** Can be restored until the server's own clean-up. @throws HttpError 403 without MANAGE */
export async function deleteRun(client: QueryClient, id: string): Promise<void> {
  await inTurn(() => mlflow.deleteRun({ body: { run_id: id } }))
  await forgetRun(client, id)
}

/** @throws HttpError 403 without MANAGE */
export async function restoreRun(client: QueryClient, id: string): Promise<void> {
  await inTurn(() => mlflow.restoreRun({ body: { run_id: id } }))
  withdrawUndo([id])
  await forgetRun(client, id)
}

/** Passes over that there was nothing to take away. */
export function unlessGone(error: unknown): void {
  if (!(error instanceof HttpError) || error.status !== 404) throw error
}

/** Passes over that somebody else did it before: an experiment that is in that state already, a server calls missing. */
function unlessAlready(id: string, stage: Experiment['lifecycle']): (error: unknown) => Promise<void> {
  return async (error) => {
    if (!(error instanceof HttpError) || error.status !== 404) throw error
    const { data } = await inTurn(() => mlflow.experiment({ query: { experiment_id: id } }))
    if (experimentOf(data.experiment).lifecycle !== stage) throw error
  }
}

async function forgetExperiment(client: QueryClient, id: string): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: mlflowKeys.lists }),
    client.invalidateQueries({ queryKey: mlflowKeys.experiment(id) }),
  ])
}

function forgetRun(client: QueryClient, id: string): Promise<void> {
  return forgetRuns(client, [id])
}

/** What is known of runs that were changed is asked for again. */
export async function forgetRuns(client: QueryClient, ids: readonly string[]): Promise<void> {
  await Promise.all([
    ...ids.map((id) => client.invalidateQueries({ queryKey: mlflowKeys.run(id) })),
    renewRuns(client, ids),
  ])
}
