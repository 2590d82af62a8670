import Pencil from 'lucide-react/icons/pencil'
import Shield from 'lucide-react/icons/shield'
import TagsIcon from 'lucide-react/icons/tags'
import { useState } from 'react'
import { minuteText } from '~/lib/dates'
import { linkTo } from '~/lib/paths'
import { deleteModelTag, setModelTag } from '~/queries/mlflow/model-actions'
import { useRefusal } from '~/queries/mlflow/own-rights'
import { mlflowQueries } from '~/queries/mlflow/queries'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { TagsDialog } from '~/scaffold/tags-dialog'
import { usePageNames } from '~/scaffold/use-page-names'
import { usePathParams } from '~/scaffold/use-path-params'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { Button } from '~/ui/controls/button'
import { LinkButton } from '~/ui/controls/link-button'
import { Frame } from '~/ui/page/frame'
import { PagePending } from '~/ui/page/page-pending'
import { MarkdownText } from '~/ui/words/markdown'
import { PageHeader } from '~/ui/page/page-header'
import { Problem } from '~/ui/states/problem'
import { Tag } from '~/ui/words/tag'
import { DescriptionDialog } from './description-dialog'
import { Versions } from './versions'
import styles from './page.module.css'

export const needs: Needs = { server: 'mlflow' }

export const loader: PageLoader<'models.model'> = ({ params, client }) =>
  client.ensureQueryData(mlflowQueries.model(params.model))

/** By its address, where it could not be loaded. */
export function Head() {
  const { model } = usePathParams('models.model')
  usePageNames({ 'models.model': model })
  return <PageHeader title={<span className={styles['title']}>{model}</span>} />
}

/** One registered model: what it is for, its versions, and the runs and data that they came from. */
export function Component() {
  const { model: name } = usePathParams('models.model')
  const answer = usePrefetched(mlflowQueries.model(name))
  const model = answer.data
  const [open, setOpen] = useState<'description' | 'tags' | null>(null)
  const own = { kind: 'model', id: model.name } as const
  const refusal = useRefusal([own])
  const noUpdate = refusal(own, 'update')
  const noDelete = refusal(own, 'delete')
  usePageNames({ 'models.model': model.name })
  const tags = model.tags.filter(({ key }) => !key.startsWith('mlflow.'))
  return (
    <>
      <PageHeader
        title={<span className={styles['title']}>{model.name}</span>}
        facts={[
          model.createdAt === null ? null : `Registered ${minuteText(model.createdAt)} UTC`,
          model.updatedAt === null ? null : `changed ${minuteText(model.updatedAt)} UTC`,
        ]
          .filter((fact) => fact !== null)
          .join(' · ')}
        actions={
          <>
            <Button icon={Pencil} disabledReason={noUpdate} onClick={() => setOpen('description')}>
              Describe
            </Button>
            <Button icon={TagsIcon} disabledReason={noUpdate} onClick={() => setOpen('tags')}>
              Edit tags
            </Button>
            <LinkButton icon={Shield} href={linkTo('permissions.model', { model: model.name })}>
              Who can reach it?
            </LinkButton>
          </>
        }
      />
      <div className={styles['content']}>
        {answer.error ? (
          <Problem error={answer.error} onRetry={() => void answer.refetch()} retrying={answer.isFetching} />
        ) : null}
        <Frame label="About this model">
          <div className={styles['form']}>
            {model.description === '' ? (
              <p className={styles['quiet']}>No description yet.</p>
            ) : (
              <MarkdownText text={model.description} />
            )}
            {tags.length === 0 ? null : (
              <span className={styles['tags']}>
                {tags.map(({ key, value }) => (
                  <Tag key={key}>{`${key}=${value}`}</Tag>
                ))}
              </span>
            )}
          </div>
        </Frame>
        <Versions model={model} noUpdate={noUpdate} noDelete={noDelete} />
      </div>
      {open === 'description' ? <DescriptionDialog model={model} onClose={() => setOpen(null)} /> : null}
      {open === 'tags' ? (
        <TagsDialog
          title={`Tags of ${model.name}`}
          tags={model.tags}
          noRemove={noDelete}
          onClose={() => setOpen(null)}
          onSet={(client, key, value) => setModelTag(client, model.name, key, value)}
          onRemove={(client, key) => deleteModelTag(client, model.name, key)}
        />
      ) : null}
    </>
  )
}

/** Until the model is there. */
export function Pending() {
  return (
    <PagePending
      title="Model"
      facts="A registered model of the MLflow server"
      label="The model is loading"
      content={{ height: '240px' }}
    />
  )
}
