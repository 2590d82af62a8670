import { useState } from 'react'
import type { ResourceRef } from '~/domain/mlflow/permissions/server'
import { CodedError } from '~/lib/errors'
import { counted } from '~/lib/format'
import { hasAccount } from '~/queries/mlflow/people'
import { DraftDialog } from '~/scaffold/draft-dialog'
import { useAction } from '~/scaffold/use-action'
import { rememberUsers } from '~/stores/known-users'
import { toast } from '~/stores/toasts'
import { Button } from '~/ui/controls/button'
import { TextField } from '~/ui/controls/field'
import { FileDrop } from '~/ui/controls/file-drop'
import { Problem } from '~/ui/states/problem'
import { MOST_BYTES, namesInCsv } from './names-in-csv'
import styles from './page.module.css'

interface AddDialogProps {
  address: string
  /** Something that the person manages, where they are no admin. */
  managed?: ResourceRef | null
  onClose: () => void
}

/** Names of accounts that the server does not list: typed and checked one by one, or from a file. */
export function AddDialog({ address, managed = null, onClose }: AddDialogProps) {
  const [name, setName] = useState('')
  const typed = name.trim()
  const check = useAction(
    async (wanted: string, client) => {
      if (!(await hasAccount(client, wanted, managed)))
        throw new CodedError(
          'no-account',
          `The server has no account ${wanted}. Upper and lower case must match.`,
        )
      rememberUsers(address, [wanted])
    },
    {
      failure: 'here',
      onDone: (_, wanted) => {
        setName('')
        toast({ tone: 'ok', title: 'Name added', text: wanted })
      },
    },
  )
  const read = useAction(
    async (file: File) => {
      if (file.size > MOST_BYTES)
        throw new CodedError('too-large', `${file.name} is larger than 1 MB. Choose a smaller list of names.`)
      const { names, skipped } = namesInCsv(await file.text())
      if (names.length === 0)
        throw new CodedError(
          'no-names',
          `No names in ${file.name}: they are read from the column user, name or email, else from the first column.`,
        )
      rememberUsers(address, names)
      return { names, skipped }
    },
    {
      failure: 'here',
      onDone: ({ names, skipped }) => {
        toast({
          tone: 'ok',
          title: `${counted(names.length, 'name')} read`,
          text: `The server is now asked about each name; names without an account are listed above.${skipped > 0 ? ` ${counted(skipped, 'line')} ${skipped === 1 ? 'was' : 'were'} left out: repeated, or without a name.` : ''}`,
        })
        // A name that waits to be checked stays.
        if (typed === '') onClose()
      },
    },
  )
  const failure = check.failure ?? read.failure
  return (
    <DraftDialog
      draft={{
        unsaved: typed !== '' && !check.busy,
        title: 'Leave without adding this name?',
        lost: 'The name that you typed is lost.',
      }}
      leave="Done"
      onClose={onClose}
      size={640}
      title="Add names"
      subtitle="This server cannot list its accounts. The names you add stay in this browser, and the server is asked about each."
    >
      <div className={styles['form']}>
        <form
          className={styles['line']}
          onSubmit={(event) => {
            event.preventDefault()
            if (typed !== '') check.run(typed)
          }}
        >
          <TextField label="Name" value={name} onChange={setName} />
          <Button type="submit" busy={check.busy} disabledReason={typed === '' ? 'Type a name first.' : null}>
            {check.busy ? 'Checking' : 'Check and add'}
          </Button>
        </form>
        <FileDrop
          compact
          title="Drop a CSV with names"
          hint="Read from the column user, name or email, else from the first one."
          accept=".csv,.tsv,.txt"
          onFiles={([file]) => file && read.run(file)}
        />
        {failure === null ? null : <Problem error={failure} level={3} />}
      </div>
    </DraftDialog>
  )
}
