import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import type { DriftExperiment } from '~/domain/drift-watch/drift-record'
import { type NewRecord, outcomeWords, type RecordLabels, tagsFromText } from '~/domain/drift-watch/publish'
import { explain } from '~/lib/explain'
import { pathTo } from '~/lib/paths'
import { HttpError, NetworkError } from '~/lib/errors'
import { driftWatchQueries } from '~/queries/drift-watch/queries'
import { createExperiment, deleteRecord, publishRecord } from '~/queries/drift-watch/actions'
import { toast } from '~/stores/toasts'
import type { PublishForm } from './publish-form'

/**
 * One key a result until it is published: however often a lost answer is retried, also after the dialog was closed
 * and opened again, the server is asked for this key first.
 */
const runKeys = new WeakMap<object, string>()
/** Experiments whose creation may have succeeded without an answer, by name. */
const maybeCreated = new Set<string>()

function runKeyOf(result: object): string {
  const known = runKeys.get(result)
  if (known !== undefined) return known
  // Not randomUUID: a page that is served over plain http has none.
  const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
  runKeys.set(result, key)
  return key
}

/** What was found, as far as it becomes a record. */
export interface RecordToPublish {
  /** The result itself: whoever publishes the same object again writes nothing twice. */
  result: object
  /** Offered before anything is typed. */
  tags: readonly string[]
  draft: (labels: RecordLabels) => NewRecord
}

interface PublishOptions {
  record: RecordToPublish
  /** Called once an experiment was created: from then on the form means that one. */
  onCreated: (experiment: DriftExperiment) => void
}

/** Sends the record and tells the outcome in a toast; what it throws is for `explain`. */
export function usePublish(): (form: PublishForm, options: PublishOptions) => Promise<void> {
  const client = useQueryClient()
  const navigate = useNavigate()
  return async (form, { record: toPublish, onCreated }) => {
    const experiment = await experimentOf(client, form, onCreated)
    const { record, found } = await publishRecord(client, {
      experiment: experiment.id,
      runKey: runKeyOf(toPublish.result),
      draft: toPublish.draft({ model: form.model, tags: tagsFromText(form.tags) }),
    })
    runKeys.delete(toPublish.result)
    toast({
      tone: 'ok',
      title: `Published to ${experiment.name}`,
      text: found
        ? 'The record had already arrived: nothing was written twice.'
        : `Recorded as ${outcomeWords(record)}.`,
      action: {
        label: 'Open',
        run: () =>
          void navigate(pathTo('drift.history', { experiment: experiment.id }, { record: record.id })),
      },
      otherAction: { label: 'Delete', run: () => void takeBack(client, experiment, record.id) },
    })
  }
}

async function experimentOf(
  client: QueryClient,
  form: PublishForm,
  onCreated: PublishOptions['onCreated'],
): Promise<Pick<DriftExperiment, 'id' | 'name'>> {
  if (form.where === 'existing') {
    const { experiments } = await client.ensureQueryData(driftWatchQueries.experiments())
    return experiments.find(({ id }) => id === form.experiment) ?? { id: form.experiment ?? '', name: '' }
  }
  const name = form.name.trim()
  const created =
    (maybeCreated.has(name) ? await findMine(client, name) : null) ?? (await create(client, form))
  maybeCreated.delete(name)
  onCreated(created)
  return created
}

async function create(client: QueryClient, form: PublishForm): Promise<DriftExperiment> {
  const name = form.name.trim()
  try {
    return await createExperiment(client, {
      name,
      description: form.description.trim() || null,
      isPublic: form.isPublic,
      grants: [],
    })
  } catch (error) {
    // It may stand there all the same: the next attempt looks first, instead of meeting its own name.
    if (error instanceof NetworkError || (error instanceof HttpError && [502, 504].includes(error.status)))
      maybeCreated.add(name)
    throw error
  }
}

/** An experiment of that name that this person manages; null where there is none. */
async function findMine(client: QueryClient, name: string): Promise<DriftExperiment | null> {
  const [{ experiments }, me] = await Promise.all([
    client.fetchQuery({ ...driftWatchQueries.experiments(), staleTime: 0 }),
    client.ensureQueryData(driftWatchQueries.me()),
  ])
  const found = experiments.find((experiment) => experiment.name === name)
  const mine = found?.grants.some(({ entity, level }) => entity === me?.user?.id && level === 'Manage')
  return found && mine ? found : null
}

async function takeBack(
  client: QueryClient,
  experiment: Pick<DriftExperiment, 'id' | 'name'>,
  record: string,
): Promise<void> {
  try {
    await deleteRecord(client, experiment.id, record)
    toast({ tone: 'ok', title: 'Record deleted', text: `It is no longer in ${experiment.name}.` })
  } catch (error) {
    const { title, why, next } = explain(error)
    toast({
      tone: 'fail',
      title: 'The record was not deleted',
      text: [`${title}.`, why, next].filter(Boolean).join(' '),
      action: { label: 'Try again', run: () => void takeBack(client, experiment, record) },
    })
  }
}
