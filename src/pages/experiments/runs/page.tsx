import Copy from 'lucide-react/icons/link'
import Shield from 'lucide-react/icons/shield'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { linkTo } from '~/lib/paths'
import { ownRightsQuery, reachSettledQuery, useReach } from '~/queries/mlflow/own-rights'
import { mlflowQueries } from '~/queries/mlflow/queries'
import { runsQuery } from '~/queries/mlflow/runs'
import { copyLink } from '~/scaffold/copy-link'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { usePageNames } from '~/scaffold/use-page-names'
import { usePathParams } from '~/scaffold/use-path-params'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { useUrlSettings } from '~/scaffold/use-url-settings'
import { rememberVisit } from '~/stores/visited'
import { Button } from '~/ui/controls/button'
import { CopyText } from '~/ui/controls/copy-text'
import { LinkButton } from '~/ui/controls/link-button'
import { PageHeader } from '~/ui/page/page-header'
import { Problem } from '~/ui/states/problem'
import { DeletedNotice } from './deleted-notice'
import { Facts } from './load-state'
import { runsCodec } from './settings'
import { Waiting } from './waiting'
import { Runs } from './runs'

export const needs: Needs = { server: 'mlflow' }

export const loader: PageLoader<'experiments.runs'> = async ({ params, client, search }) => {
  const { experiment: id } = params
  const ofExperiment = async () => {
    const { name } = await client.ensureQueryData(mlflowQueries.experiment(id))
    // It grows while it is read, and is not waited for.
    void client.prefetchQuery(runsQuery(id, runsCodec.read(search).view, name))
    // What one may do says which buttons there are; where it is not told, the page goes without.
    await client.ensureQueryData(reachSettledQuery({ kind: 'experiment', id }))
  }
  // Beside each other: a slow server is waited for once.
  await Promise.all([
    ofExperiment(),
    client.ensureQueryData(mlflowQueries.server()),
    client.prefetchQuery(ownRightsQuery()),
  ])
}

/** The runs of one experiment: found, compared column by column, grouped, tended. */
export function Component() {
  const { experiment: id } = usePathParams('experiments.runs')
  const [settings, change] = useUrlSettings(runsCodec)
  const asked = usePrefetched(mlflowQueries.experiment(id))
  const experiment = asked.data
  const { version } = usePrefetched(mlflowQueries.server()).data
  const runs = useQuery(runsQuery(id, settings.view, experiment.name))
  usePrefetched(reachSettledQuery({ kind: 'experiment', id }))
  const reach = useReach({ kind: 'experiment', id })
  usePageNames({ 'experiments.runs': experiment.name })
  useEffect(() => rememberVisit(id), [id])
  const loaded = runs.data
  return (
    <>
      <PageHeader
        title={experiment.name}
        mark={<CopyText text={experiment.id} what="experiment id" />}
        facts={<Facts experiment={experiment} loaded={loaded} reach={reach} />}
        actions={
          <>
            {reach === null ? null : (
              <LinkButton icon={Shield} href={linkTo('permissions.experiment', { experiment: id })}>
                Permissions
              </LinkButton>
            )}
            <Button
              icon={Copy}
              onClick={() => void copyLink('The link opens these runs as they are shown now.')}
            >
              Copy link
            </Button>
          </>
        }
      />
      {experiment.lifecycle === 'deleted' ? <DeletedNotice experiment={experiment} /> : null}
      {loaded ? (
        <Runs
          key={settings.view}
          experiment={experiment}
          version={version.text}
          loaded={loaded}
          refresh={{
            error: runs.error ?? asked.error,
            isUnderWay: runs.isFetching || asked.isFetching,
            shownAt: runs.dataUpdatedAt,
            again: () => void Promise.all([runs.refetch(), asked.refetch()]),
          }}
          settings={settings}
          change={change}
        />
      ) : runs.error ? (
        <Problem error={runs.error} onRetry={() => void runs.refetch()} retrying={runs.isFetching} />
      ) : (
        <Waiting />
      )}
    </>
  )
}

/** Until the experiment is there. */
export function Pending() {
  return (
    <>
      <PageHeader title="Runs" facts="Runs of an experiment" />
      <Waiting />
    </>
  )
}
