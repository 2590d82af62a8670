import Trash2 from 'lucide-react/icons/trash-2'
import { useState } from 'react'
import { aliasesOf, aliasFault, type RegisteredModel } from '~/domain/mlflow/model'
import { deleteModelAlias, setModelAlias } from '~/queries/mlflow/model-actions'
import { DraftDialog } from '~/scaffold/draft-dialog'
import { UndoNotice } from '~/scaffold/undo-notice'
import { useAction } from '~/scaffold/use-action'
import { Button } from '~/ui/controls/button'
import { TextField } from '~/ui/controls/field'
import { IconButton } from '~/ui/controls/icon-button'
import { Problem } from '~/ui/states/problem'
import styles from './page.module.css'

interface AliasDialogProps {
  /** As the server has it now. */
  model: RegisteredModel
  version: string
  /** Why none may be removed. */
  noRemove: string | null
  onClose: () => void
}

/** The aliases of one version: each is set or removed at once, and what moved or went can be taken back. */
export function AliasDialog({ model, version, noRemove, onClose }: AliasDialogProps) {
  const [alias, setAlias] = useState('')
  // What the last change took away, and from which version.
  const [taken, setTaken] = useState<{ alias: string; from: string } | null>(null)
  const set = useAction(
    async (wanted: { alias: string; from: string | null }, client) =>
      setModelAlias(client, model.name, wanted.alias, version),
    {
      failure: 'here',
      onDone: (_, { alias: name, from }) => {
        setTaken(from === null ? null : { alias: name, from })
        setAlias('')
      },
    },
  )
  const remove = useAction((name: string, client) => deleteModelAlias(client, model.name, name), {
    failure: 'here',
    onDone: (_, name) => setTaken({ alias: name, from: version }),
  })
  const own = aliasesOf(model, version)
  const typed = alias.trim()
  const elsewhere = model.aliases.find((one) => one.alias === typed && one.version !== version)
  const failure = set.failure ?? remove.failure
  return (
    <DraftDialog
      draft={{
        unsaved: alias !== '' && !set.busy,
        title: 'Leave without setting this alias?',
        lost: 'The alias that you typed is lost.',
      }}
      onClose={onClose}
      title={`Aliases of version ${version}`}
      subtitle="Programs can load a model by an alias. An alias points to one version at a time."
      leave="Done"
    >
      <div className={styles['form']}>
        {own.length === 0 ? (
          <p className={styles['quiet']}>No alias yet.</p>
        ) : (
          <ul className={styles['aliases']}>
            {own.map((name) => (
              <li key={name}>
                <code>@{name}</code>
                <IconButton
                  icon={Trash2}
                  label={`Remove ${name}`}
                  disabled={remove.busy}
                  disabledReason={noRemove}
                  onClick={() => remove.run(name)}
                />
              </li>
            ))}
          </ul>
        )}
        <form
          className={styles['aliasForm']}
          onSubmit={(event) => {
            event.preventDefault()
            if (aliasFault(typed) === null) set.run({ alias: typed, from: elsewhere?.version ?? null })
          }}
        >
          <TextField
            label="Alias"
            value={alias}
            onChange={setAlias}
            error={typed === '' ? null : aliasFault(typed)}
            help={
              elsewhere ? `It moves here from version ${elsewhere.version}.` : 'A name such as “champion”.'
            }
          />
          <Button type="submit" busy={set.busy} disabledReason={aliasFault(typed)}>
            {set.busy ? 'Setting' : 'Set alias'}
          </Button>
        </form>
        {taken === null ? null : (
          <UndoNotice
            of={taken}
            title={
              taken.from === version
                ? `“${taken.alias}” was removed.`
                : `“${taken.alias}” moved here from version ${taken.from}.`
            }
            undo={(client) => setModelAlias(client, model.name, taken.alias, taken.from)}
            onUndone={() => setTaken((now) => (now === taken ? null : now))}
          />
        )}
        {failure === null ? null : <Problem level={3} error={failure} />}
      </div>
    </DraftDialog>
  )
}
