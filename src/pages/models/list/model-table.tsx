import { latestVersion, type RegisteredModel } from '~/domain/mlflow/model'
import { linkTo } from '~/lib/paths'
import { ListTable, RowDescription } from '~/ui/lists/list-table'
import { Tag } from '~/ui/words/tag'
import { useNow } from '~/ui/words/use-now'
import { When } from '~/ui/words/when'
import styles from './page.module.css'

/** Tags and aliases that stand in a row; the others are counted. */
const SHOWN = 3

/** One row a model: what it is, its newest version, its aliases and tags. */
export function ModelTable({ models }: { models: readonly RegisteredModel[] }) {
  const now = useNow()
  return (
    <ListTable label="Models">
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col" data-align="end">
            Latest version
          </th>
          <th scope="col">Aliases</th>
          <th scope="col">Tags</th>
          <th scope="col" data-align="end">
            Changed
          </th>
        </tr>
      </thead>
      <tbody>
        {models.map((model) => (
          <tr key={model.name}>
            <th scope="row">
              <a href={linkTo('models.model', { model: model.name })} className={styles['link']}>
                {model.name}
              </a>
              <RowDescription text={model.description} />
            </th>
            <td data-align="end">{latestVersion(model) ?? '–'}</td>
            <td>
              <Some texts={model.aliases.map(({ alias, version }) => `@${alias} → ${version}`)} />
            </td>
            <td>
              <Some texts={model.tags.map(({ key, value }) => `${key}=${value}`)} />
            </td>
            <td data-align="end">
              <When at={model.updatedAt} now={now} />
            </td>
          </tr>
        ))}
      </tbody>
    </ListTable>
  )
}

function Some({ texts }: { texts: readonly string[] }) {
  return (
    <span className={styles['tags']}>
      {texts.slice(0, SHOWN).map((text) => (
        <Tag key={text}>{text}</Tag>
      ))}
      {texts.length > SHOWN ? <span className={styles['quiet']}>{texts.length - SHOWN} more</span> : null}
    </span>
  )
}
