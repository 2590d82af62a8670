import type { QueryClient } from '@tanstack/react-query'
import { driftWatch } from '~/api/drift-watch/backend'
import { type Publication, type Published, publish } from '~/api/drift-watch/publish'
import {
  type ExperimentDraft,
  type RecordDraft,
  driftBodyOf,
  experimentBodyOf,
  experimentOf,
  recordOf,
  userOf,
} from '~/api/drift-watch/wire'
import { type Access, isSameAccess } from '~/domain/drift-watch/access'
import type { DriftExperiment, DriftRecord, DriftUser } from '~/domain/drift-watch/drift-record'
import { HttpError } from '~/lib/errors'
import { type ExperimentList, driftWatchKeys, hideRecord, showRecord } from './queries'

export type { ExperimentDraft } from '~/api/drift-watch/wire'
export type { Publication, Published } from '~/api/drift-watch/publish'

/** What a person changes on a Drift Watch server. Each throws NetworkError | HttpError | ContractError for `explain`. */

/** @throws HttpError 409 where the name is taken */
export async function createExperiment(
  client: QueryClient,
  draft: ExperimentDraft,
): Promise<DriftExperiment> {
  const { data } = await driftWatch.createExperiment({ body: experimentBodyOf(draft) })
  return showExperiment(client, experimentOf(data))
}

export type AccessChange =
  /** `asReviewed`: the server has now what was to be. */
  | { state: 'saved'; experiment: DriftExperiment; asReviewed: boolean }
  /** Somebody else changed it since `base`: nothing was written. */
  | { state: 'conflict'; now: DriftExperiment }

/**
 * Changes who may use an experiment. The server knows no versions, so that it is read once more before, and only written
 * where nobody has changed it; its name and description stay what they are by then.
 * @param base what the person saw
 * @param outcome what the server is to have afterwards
 * @throws HttpError 403 without Manage, 404 where it is gone
 */
export async function changeAccess(
  client: QueryClient,
  { id, base, outcome }: { id: string; base: Access; outcome: Access },
): Promise<AccessChange> {
  const now = experimentOf((await driftWatch.experiment({ experiment: id })).data)
  if (!isSameAccess(base, now)) {
    showExperiment(client, now)
    return { state: 'conflict', now }
  }
  const body = experimentBodyOf({ ...now, ...outcome })
  const { data } = await driftWatch.updateExperiment({ experiment: id, body })
  const experiment = showExperiment(client, experimentOf(data))
  // Who sees the records may be others now.
  void client.invalidateQueries({ queryKey: driftWatchKeys.history(id) })
  return { state: 'saved', experiment, asReviewed: isSameAccess(experiment, outcome) }
}

/**
 * Deletes an experiment, and with it the way to its records. One that is gone already is no failure.
 * @public No page calls it yet: it is kept for the pages on which people manage Drift Watch experiments.
 */
export async function deleteExperiment(client: QueryClient, id: string): Promise<void> {
  await driftWatch.deleteExperiment({ experiment: id }).catch(unlessGone)
  changeList(client, (list) => list.filter((experiment) => experiment.id !== id))
  for (const queryKey of [
    driftWatchKeys.experiment(id),
    driftWatchKeys.history(id),
    driftWatchKeys.recent(id),
  ])
    client.removeQueries({ queryKey })
}

/**
 * Writes a record, at most once however often it is called with the same `runKey`.
 * @throws LostAnswerError (code `lost-answer`): call again with the same key, it then looks before it posts
 */
export async function publishRecord(client: QueryClient, publication: Publication): Promise<Published> {
  const published = await publish(driftWatch, publication)
  showRecord(client, publication.experiment, published.record)
  return published
}

/**
 * Replaces the whole record.
 * @throws HttpError 403 without Edit, 404 where it is gone
 * @public Kept for the same pages.
 */
export async function updateRecord(
  client: QueryClient,
  experiment: string,
  id: string,
  draft: RecordDraft,
): Promise<DriftRecord> {
  const { data } = await driftWatch.updateDrift({ experiment, drift: id, body: driftBodyOf(draft) })
  const record = recordOf(data)
  showRecord(client, experiment, record)
  return record
}

/** One that is gone already is no failure. */
export async function deleteRecord(client: QueryClient, experiment: string, id: string): Promise<void> {
  await driftWatch.deleteDrift({ experiment, drift: id }).catch(unlessGone)
  hideRecord(client, experiment, id)
}

/** Registers who is signed in; who is registered already is brought up to date instead. */
export async function register(client: QueryClient): Promise<DriftUser> {
  const { data } = await driftWatch.register({}).catch((error: unknown) => {
    if (error instanceof HttpError && error.status === 409) return driftWatch.syncSelf({})
    throw error
  })
  await client.invalidateQueries({ queryKey: driftWatchKeys.me })
  return userOf(data)
}

function unlessGone(error: unknown): void {
  if (!(error instanceof HttpError) || error.status !== 404) throw error
}

function showExperiment(client: QueryClient, experiment: DriftExperiment): DriftExperiment {
  client.setQueryData(driftWatchKeys.experiment(experiment.id), experiment)
  changeList(client, (list) =>
    list.some(({ id }) => id === experiment.id)
      ? list.map((other) => (other.id === experiment.id ? experiment : other))
      : [experiment, ...list],
  )
  return experiment
}

function changeList(
  client: QueryClient,
  change: (list: readonly DriftExperiment[]) => DriftExperiment[],
): void {
  client.setQueryData<ExperimentList>(
    driftWatchKeys.experiments,
    (known) => known && { ...known, experiments: change(known.experiments) },
  )
}
