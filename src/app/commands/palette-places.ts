import type { QueryClient } from '@tanstack/react-query'
import { bundledSamples } from '~/data/samples'
import type { PipelineItem } from '~/domain/jenkins/pipeline'
import { dayText } from '~/lib/dates'
import { pathTo } from '~/lib/paths'
import { type BackendId, connectionsQuery } from '~/queries/connections'
import { driftWatchKeys, driftWatchQueries, type History } from '~/queries/drift-watch/queries'
import { jenkinsQueries } from '~/queries/jenkins/queries'
import { mlflowQueries } from '~/queries/mlflow/queries'
import { loadedExperiments } from '~/queries/mlflow/runs'
import { isSignedIn } from '~/queries/session'
import type { Command } from '~/stores/commands'
import { setPreferences, usePreferences } from '~/stores/preferences'
import { useVisited } from '~/stores/visited'

type Navigate = (path: string) => void

/** Records of one history, the newest of them: nobody looks for the others by name. */
const MOST_RECORDS = 100
/** Runs of one experiment, the newest. */
const MOST_RUNS = 1000

/**
 * Everything that can be gone to by its name, list by list, as each arrives: detectors, samples, what the servers have
 * that are reached and let this person in, and the records and runs that were read. A list that cannot be had is
 * left out: its own page says why.
 */
export function paletteLists(client: QueryClient, navigate: Navigate): Promise<readonly Command[]>[] {
  return [
    detectors(navigate),
    Promise.resolve(samples(navigate)),
    Promise.resolve(startHere(navigate)),
    Promise.resolve(records(client, navigate)),
    runs(client, navigate),
    where(client, 'drift-watch', () => driftExperiments(client, navigate)),
    where(client, 'mlflow', () => experiments(client, navigate)),
    where(client, 'mlflow', () => models(client, navigate)),
    where(client, 'jenkins', () => pipelines(client, navigate)),
  ].map((list) => list.catch(() => []))
}

async function where(
  client: QueryClient,
  server: BackendId,
  list: () => Promise<readonly Command[]>,
): Promise<readonly Command[]> {
  // Anyone may search the experiments of Drift Watch; of the others, whoever is signed in.
  if (server !== 'drift-watch' && !isSignedIn(server)) return []
  const { connections } = await client.fetchQuery(connectionsQuery())
  return connections.some(({ id, configured }) => id === server && configured) ? list() : []
}

async function detectors(navigate: Navigate): Promise<Command[]> {
  const registry = await import('~/drift/registry')
  return registry.detectors.map(({ id, name, longName, family }) => ({
    id: `detector.${id}`,
    title: name,
    group: 'Detectors',
    keywords: [id, longName, 'method', family],
    run: () => navigate(pathTo('detectors.method', { detector: id })),
  }))
}

/** While the Lab is open, its own commands of the same ids come before these. */
function samples(navigate: Navigate): Command[] {
  return bundledSamples.map((sample) => ({
    id: `lab.sample.${sample.id}`,
    title: `Open ${sample.name}`,
    group: 'Bundled samples',
    keywords: ['demo', 'data', sample.id],
    detail: sample.licence.name,
    run: () =>
      void import('~/pages/lab/data/sample-link').then(({ sampleLink }) => navigate(sampleLink(sample))),
  }))
}

/** Of the histories that are here already. */
function records(client: QueryClient, navigate: Navigate): Command[] {
  const known = client.getQueriesData<History>({ queryKey: driftWatchKeys.history('').slice(0, -1) })
  return known.flatMap(([queryKey, history]) => {
    const experiment = String(queryKey.at(-1))
    if (history?.state !== 'loaded') return []
    return history.records
      .slice(-MOST_RECORDS)
      .toReversed()
      .map(({ id, createdAt, model, tags, driftDetected }) => ({
        id: `record.${experiment}.${id}`,
        title: `Record ${id}`,
        group: 'Records',
        keywords: [model, ...tags, ...(driftDetected ? ['drift'] : [])],
        detail: dayText(createdAt),
        run: () => navigate(pathTo('drift.history', { experiment }, { record: id })),
      }))
  })
}

/** Of the experiments whose runs are here already: those that were opened last come first, and of each the newest. */
async function runs(client: QueryClient, navigate: Navigate): Promise<Command[]> {
  const visited = useVisited.getState().recent
  const place = (id: string) => (visited.includes(id) ? visited.indexOf(id) : visited.length)
  const loaded = loadedExperiments(client).toSorted((a, b) => place(a.id) - place(b.id))
  const lists = await Promise.all(
    loaded.map(async ({ id: experiment, table }) => {
      const outcome = await table.newestRuns(MOST_RUNS)
      if (outcome.status !== 'done') return []
      const known = client.getQueryData(mlflowQueries.experiment(experiment).queryKey)?.name ?? experiment
      return outcome.value.map(({ id, name, startedAt }): Command => ({
        id: `run.${id}`,
        title: name === '' ? id : name,
        group: 'MLflow runs',
        keywords: [id, known],
        detail: startedAt === null ? known : `${known}, ${dayText(startedAt)}`,
        run: () => navigate(pathTo('experiments.run', { experiment, run: id })),
      }))
    }),
  )
  return lists.flat()
}

/** Only for whoever dismissed it. */
function startHere(navigate: Navigate): Command[] {
  if (!usePreferences.getState().startHereDismissed) return []
  return [
    {
      id: 'start-here',
      title: 'Show Start here again',
      group: 'Lab',
      keywords: ['welcome', 'first', 'tour', 'help', 'try'],
      run: () => {
        setPreferences({ startHereDismissed: false })
        // It stands on an empty Lab.
        navigate(pathTo('lab'))
      },
    },
  ]
}

async function driftExperiments(client: QueryClient, navigate: Navigate): Promise<Command[]> {
  const list = await client.fetchQuery(driftWatchQueries.experiments())
  return list.experiments.map(({ id, name, description }) => ({
    id: `drift.${id}`,
    title: name,
    group: 'Drift experiments',
    keywords: [id, ...(description === null ? [] : [description])],
    run: () => navigate(pathTo('drift.history', { experiment: id })),
  }))
}

async function experiments(client: QueryClient, navigate: Navigate): Promise<Command[]> {
  const { rows } = await client.fetchQuery(mlflowQueries.experiments())
  return rows.map(({ id, name }) => ({
    id: `experiment.${id}`,
    title: name,
    group: 'MLflow experiments',
    keywords: [id],
    run: () => navigate(pathTo('experiments.runs', { experiment: id })),
  }))
}

async function models(client: QueryClient, navigate: Navigate): Promise<Command[]> {
  const { rows } = await client.fetchQuery(mlflowQueries.models())
  return rows.map(({ name, aliases }) => ({
    id: `model.${name}`,
    title: name,
    group: 'Models',
    keywords: aliases.map(({ alias }) => alias),
    run: () => navigate(pathTo('models.model', { model: name })),
  }))
}

async function pipelines(client: QueryClient, navigate: Navigate): Promise<Command[]> {
  const { items } = await client.fetchQuery(jenkinsQueries.pipelines())
  const within = (item: PipelineItem, above: string): Command[] => {
    const name = above === '' ? item.name : `${above} / ${item.name}`
    if (item.kind === 'folder') return item.children.flatMap((child) => within(child, name))
    return [
      {
        id: `pipeline.${item.fullName}`,
        title: name,
        group: 'Pipelines',
        keywords: [item.fullName],
        run: () => navigate(pathTo('pipelines.stages', { job: item.fullName })),
      },
    ]
  }
  return items.flatMap((item) => within(item, ''))
}
