import Bookmark from 'lucide-react/icons/bookmark'
import Pencil from 'lucide-react/icons/pencil'
import Trash2 from 'lucide-react/icons/trash-2'
import { useState } from 'react'
import {
  MOST_VIEW_NAME,
  removeRunView,
  renameRunView,
  type RunView,
  saveRunView,
  useRunViews,
} from '~/stores/run-views'
import { toast } from '~/stores/toasts'
import { Button } from '~/ui/controls/button'
import { TextInput } from '~/ui/controls/field'
import { IconButton } from '~/ui/controls/icon-button'
import { Popover } from '~/ui/overlays/popover'
import { runsCodec, type RunsSettings } from './settings'
import styles from './saved-views.module.css'
import { ownOf } from '~/lib/own'

interface ViewsProps {
  experimentId: string
  settings: RunsSettings
  /** A step that *Back* takes back. */
  onOpen: (settings: RunsSettings) => void
}

/** Views of this table that a person named: filter, columns, order and groups, kept in this browser. */
export function SavedViews({ experimentId, settings, onOpen }: ViewsProps) {
  const views = useRunViews(({ views }) => ownOf(views, experimentId)) ?? NONE
  const query = queryOf(settings)
  const current = views.find((view) => isSame(view, query))
  return (
    <Popover
      label="Views"
      size={28}
      width={300}
      icon={Bookmark}
      button={
        current ? (
          <span className={styles['current']}>{current.name}</span>
        ) : views.length === 0 ? (
          'Save view'
        ) : (
          'Views'
        )
      }
    >
      {(close) => (
        <Views
          experimentId={experimentId}
          views={views}
          query={query}
          onOpen={(view) => {
            onOpen(runsCodec.read(new URLSearchParams(view)))
            close()
          }}
        />
      )}
    </Popover>
  )
}

interface ListProps {
  experimentId: string
  views: readonly RunView[]
  query: string
  onOpen: (query: string) => void
}

function Views({ experimentId, views, query, onOpen }: ListProps) {
  /** Which one gets another name; null: what is shown is saved. */
  const [renamed, setRenamed] = useState<string | null>(null)
  const [typed, setTyped] = useState('')
  const name = typed.trim()
  const isTaken = name !== renamed && views.some((view) => view.name === name)
  const remove = (view: RunView) => {
    removeRunView(experimentId, view.name)
    toast({
      tone: 'ok',
      title: 'View deleted',
      text: view.name,
      action: { label: 'Undo', run: () => saveRunView(experimentId, view) },
    })
  }
  const start = (of: string | null) => {
    setRenamed(of)
    setTyped(of ?? '')
  }
  const [action, replaced] = renamed === null ? ['Save view', 'Replace view'] : ['Rename', 'Rename']
  return (
    <div className={styles['views']}>
      {views.length === 0 ? (
        <p className={styles['quiet']}>
          Saves the filter, columns, order and groups of this table under a name. Views are kept in this
          browser; share one with Copy link.
        </p>
      ) : (
        <ul className={styles['list']} aria-label="Saved views">
          <li className={styles['view']}>
            <button
              type="button"
              className={styles['open']}
              aria-current={query === ''}
              onClick={() => onOpen('')}
            >
              As it opens
            </button>
          </li>
          {views.map((view) => (
            <li key={view.name} className={styles['view']}>
              <button
                type="button"
                className={styles['open']}
                aria-current={isSame(view, query)}
                onClick={() => onOpen(view.query)}
              >
                {view.name}
              </button>
              <IconButton
                icon={Pencil}
                size={24}
                label={`Rename ${view.name}`}
                onClick={() => start(renamed === view.name ? null : view.name)}
              />
              <IconButton
                icon={Trash2}
                size={24}
                label={`Delete ${view.name}`}
                onClick={() => remove(view)}
              />
            </li>
          ))}
        </ul>
      )}
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          if (name === '' || (renamed !== null && isTaken)) return
          if (renamed === null) saveRunView(experimentId, { name, query })
          else renameRunView(experimentId, renamed, name)
          start(null)
        }}
      >
        <TextInput
          size={28}
          aria-label={renamed === null ? 'Name of the view' : `New name of ${renamed}`}
          placeholder="Name of the view"
          value={typed}
          onChange={(text) => setTyped(text.slice(0, MOST_VIEW_NAME))}
        />
        <Button
          type="submit"
          size={28}
          disabledReason={
            name === '' ? 'Type a name.' : renamed !== null && isTaken ? 'Another view has this name.' : null
          }
        >
          {isTaken ? replaced : action}
        </Button>
      </form>
    </div>
  )
}

const NONE: readonly RunView[] = []

const queryOf = (settings: RunsSettings): string => runsCodec.write(settings).toString()

/** What an older version wrote may say the same in other words. */
const isSame = (view: RunView, query: string): boolean =>
  queryOf(runsCodec.read(new URLSearchParams(view.query))) === query
