import Ellipsis from 'lucide-react/icons/ellipsis'
import Pencil from 'lucide-react/icons/pencil'
import Pin from 'lucide-react/icons/pin'
import PinOff from 'lucide-react/icons/pin-off'
import RotateCcw from 'lucide-react/icons/rotate-ccw'
import Shield from 'lucide-react/icons/shield'
import Tags from 'lucide-react/icons/tags'
import Trash2 from 'lucide-react/icons/trash-2'
import { useNavigate } from 'react-router'
import type { Experiment } from '~/domain/mlflow/experiment'
import { linkTo, pathTo } from '~/lib/paths'
import { useRefusal } from '~/queries/mlflow/own-rights'
import { togglePinned } from '~/stores/visited'
import { CopyText } from '~/ui/controls/copy-text'
import { Icon } from '~/ui/words/icon'
import { ListTable, RowDescription } from '~/ui/lists/list-table'
import { Menu } from '~/ui/overlays/menu'
import { Tag } from '~/ui/words/tag'
import { useNow } from '~/ui/words/use-now'
import { When } from '~/ui/words/when'
import type { ListRow } from './rows'
import { unseen } from '~/ui/words/unseen'
import styles from './page.module.css'

interface TableProps {
  rows: readonly ListRow[]
  onTag: (tag: string) => void
  onEdit: (experiment: Experiment) => void
  onTags: (experiment: Experiment) => void
  onDelete: (experiment: Experiment) => void
  onRestore: (experiment: Experiment) => void
}

/** Tags that stand in a row; the others are counted. */
const TAGS_SHOWN = 3

/** One row an experiment: what it is, its tags, when it was last changed, and what can be done with it. */
export function ExperimentTable({ rows, onTag, onEdit, onTags, onDelete, onRestore }: TableProps) {
  const now = useNow()
  const navigate = useNavigate()
  const refusal = useRefusal(rows.map(({ experiment: { id } }) => ({ kind: 'experiment', id })))
  return (
    <ListTable label="Experiments">
      <thead>
        <tr>
          <th scope="col">Experiment</th>
          <th scope="col" className={styles['roomy']}>
            Tags
          </th>
          <th scope="col" className={styles['roomy']}>
            Id
          </th>
          <th scope="col" data-align="end" className={styles['roomy']}>
            Created
          </th>
          <th scope="col" data-align="end">
            Changed
          </th>
          <th scope="col" data-align="end">
            <span className={unseen}>Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ experiment, isPinned, isRecent }) => {
          const isDeleted = experiment.lifecycle === 'deleted'
          const mayNot = (right: 'update' | 'delete') =>
            refusal({ kind: 'experiment', id: experiment.id }, right)
          const own = experiment.tags.filter(({ key }) => !key.startsWith('mlflow.'))
          return (
            <tr key={experiment.id}>
              <th scope="row">
                <span className={styles['name']}>
                  <a
                    href={linkTo('experiments.runs', { experiment: experiment.id })}
                    className={styles['link']}
                  >
                    {experiment.name}
                  </a>
                  {isPinned ? <Icon of={Pin} size={14} /> : null}
                  {isRecent && !isPinned ? <span className={styles['quiet']}>recently opened</span> : null}
                </span>
                <RowDescription text={experiment.description} />
              </th>
              <td className={styles['roomy']}>
                <span className={styles['tags']}>
                  {own.slice(0, TAGS_SHOWN).map(({ key, value }) => (
                    <button
                      key={key}
                      type="button"
                      className={styles['tag']}
                      aria-label={`Only experiments with ${key}=${value}`}
                      onClick={() => onTag(`${key}=${value}`)}
                    >
                      <Tag>{`${key}=${value}`}</Tag>
                    </button>
                  ))}
                  {own.length > TAGS_SHOWN ? (
                    <span className={styles['quiet']}>{own.length - TAGS_SHOWN} more</span>
                  ) : null}
                </span>
              </td>
              <td className={styles['roomy']}>
                <CopyText text={experiment.id} what="id" />
              </td>
              <td data-align="end" className={styles['roomy']}>
                <When at={experiment.createdAt} now={now} />
              </td>
              <td data-align="end">
                <When at={experiment.updatedAt} now={now} />
              </td>
              <td data-align="end">
                <Menu
                  label={`Actions for ${experiment.name}`}
                  icon={Ellipsis}
                  variant="quiet"
                  size={28}
                  items={[
                    {
                      id: 'pin',
                      title: isPinned ? 'Unpin' : 'Pin to the top',
                      icon: isPinned ? PinOff : Pin,
                      run: () => togglePinned(experiment.id),
                    },
                    ...(isDeleted
                      ? [
                          {
                            id: 'restore',
                            title: 'Restore',
                            icon: RotateCcw,
                            disabledReason: mayNot('delete'),
                            run: () => onRestore(experiment),
                          },
                        ]
                      : [
                          {
                            id: 'edit',
                            title: 'Rename and describe',
                            icon: Pencil,
                            disabledReason: mayNot('update'),
                            run: () => onEdit(experiment),
                          },
                          {
                            id: 'tags',
                            title: 'Edit tags',
                            icon: Tags,
                            disabledReason: mayNot('update'),
                            run: () => onTags(experiment),
                          },
                          {
                            id: 'reach',
                            title: 'Who can reach it?',
                            icon: Shield,
                            run: () =>
                              void navigate(pathTo('permissions.experiment', { experiment: experiment.id })),
                          },
                          {
                            id: 'delete',
                            title: 'Delete',
                            icon: Trash2,
                            disabledReason: mayNot('delete'),
                            destructive: true,
                            run: () => onDelete(experiment),
                          },
                        ]),
                  ]}
                />
              </td>
            </tr>
          )
        })}
      </tbody>
    </ListTable>
  )
}
