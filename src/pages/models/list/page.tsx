import FlaskConical from 'lucide-react/icons/flask-conical'
import { formatCount } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { ownRightsQuery, useHasAccounts } from '~/queries/mlflow/own-rights'
import { mlflowQueries } from '~/queries/mlflow/queries'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { useUrlSettings } from '~/scaffold/use-url-settings'
import { Button } from '~/ui/controls/button'
import { PagePending } from '~/ui/page/page-pending'
import { EmptyState } from '~/ui/states/empty-state'
import { ListBar } from '~/ui/lists/list-bar'
import { Frame } from '~/ui/page/frame'
import { LinkButton } from '~/ui/controls/link-button'
import { PageHeader } from '~/ui/page/page-header'
import { Problem } from '~/ui/states/problem'
import { UnreadableList } from '~/ui/lists/unreadable-list'
import { SortMenu } from '~/ui/overlays/value-menu'
import { ModelTable } from './model-table'
import { rowsOf } from './rows'
import { modelListCodec, type ModelListSettings } from './settings'
import styles from './page.module.css'

const SORTS: Readonly<Record<ModelListSettings['sort'], string>> = {
  changed: 'last change',
  name: 'name',
  created: 'created',
}

export const needs: Needs = { server: 'mlflow' }

export const loader: PageLoader<'models'> = async ({ client }) => {
  const { rows } = await client.ensureQueryData(mlflowQueries.models())
  if (rows.length === 0) await client.prefetchQuery(ownRightsQuery())
}

/** The registered models of the MLflow server that one may see. */
export function Component() {
  const [settings, change] = useUrlSettings(modelListCodec)
  const list = usePrefetched(mlflowQueries.models())
  const { rows: models, unreadable } = list.data
  const rows = rowsOf(models, settings)
  return (
    <>
      <PageHeader
        title="Models"
        facts={`${formatCount(models.length)} registered ${models.length === 1 ? 'model' : 'models'} you can read on the MLflow server`}
      />
      <ListBar
        search={{
          label: 'Search models',
          placeholder: 'Search name, description, tag or alias',
          value: settings.search,
          onChange: (search) => change({ search }),
        }}
        end={<SortMenu sorts={SORTS} value={settings.sort} onChange={(sort) => change({ sort })} />}
      />
      <div className={styles['content']}>
        {list.error ? (
          <Problem error={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
        ) : null}
        <Frame label="List of models" flush>
          {rows.length > 0 ? (
            <ModelTable models={rows} />
          ) : models.length > 0 ? (
            <EmptyState
              picture={null}
              title={`0 of ${formatCount(models.length)} models match`}
              text={`No name, description, tag or alias contains “${settings.search}”.`}
              actions={<Button onClick={() => change({ search: '' })}>Clear search</Button>}
            />
          ) : (
            <NoModels />
          )}
        </Frame>
        <UnreadableList what="model" rows={unreadable} />
      </div>
    </>
  )
}

/** Where nothing is to be seen: on a server without accounts nobody has to be given anything. */
function NoModels() {
  const hasAccounts = useHasAccounts()
  return (
    <EmptyState
      title={hasAccounts ? 'No models you can read' : 'No models yet'}
      text={`A model appears here when a training script calls mlflow.register_model${hasAccounts ? ', or when somebody gives you permission on one' : ''}.`}
      actions={
        <LinkButton href={linkTo('experiments')} icon={FlaskConical}>
          Experiments
        </LinkButton>
      }
    />
  )
}

/** Until the list is there. */
export function Pending() {
  return (
    <PagePending
      title="Models"
      facts="Registered models of the MLflow server"
      label="The models are loading"
      hasBar
      frame="List of models"
      flush
      content={{ rows: 3 }}
    />
  )
}
