import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Abilities } from '~/domain/mlflow/abilities'
import { levelName } from '~/domain/mlflow/permissions/level'
import { resourceKey } from '~/domain/mlflow/permissions/server'
import { counted, formatCount } from '~/lib/format'
import { deleteUser, refOf } from '~/queries/mlflow/account-actions'
import type { Person } from '~/queries/mlflow/people'
import { mlflowQueries } from '~/queries/mlflow/queries'
import { useAction } from '~/scaffold/use-action'
import { toast } from '~/stores/toasts'
import { Button } from '~/ui/controls/button'
import { TextField } from '~/ui/controls/field'
import { Dialog } from '~/ui/overlays/dialog'
import { Notice } from '~/ui/states/notice'
import { Problem } from '~/ui/states/problem'
import styles from './page.module.css'

interface DeleteDialogProps {
  person: Person
  abilities: Abilities
  /** Of the server. */
  address: string
  onClose: () => void
}

/** The end of an account. What it manages is shown first, since nobody else may manage it. */
export function DeleteDialog({ person, abilities, address, onClose }: DeleteDialogProps) {
  const { name, rows } = person
  const [typed, setTyped] = useState('')
  const [left, setLeft] = useState<number | null>(null)
  const experiments = useQuery(mlflowQueries.experiments()).data
  const names = new Map(
    experiments?.rows.map((one) => [resourceKey({ kind: 'experiment', id: one.id }), one.name]),
  )
  const remove = useAction((_: void, client) => deleteUser(client, address, person, abilities, setLeft), {
    failure: 'here',
    onDone: () => {
      toast({ tone: 'ok', title: 'Account deleted', text: name })
      onClose()
    },
  })
  const managed = [...(rows ?? [])].filter(([, level]) => level === 'MANAGE')
  const others = (rows?.size ?? 0) - managed.length
  return (
    <Dialog
      open
      onClose={onClose}
      size={640}
      question
      title={`Delete the account of ${name}`}
      subtitle="This cannot be undone. Experiments, runs and models stay; their tags still say who logged them."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="destructive"
            busy={remove.busy}
            disabledReason={
              rows === null && !abilities.hasRoles
                ? 'The rows of this account are not loaded: close this and try again.'
                : typed === name
                  ? null
                  : 'Type the name first.'
            }
            onClick={() => remove.run()}
          >
            {remove.busy
              ? left === null || left === 0
                ? 'Deleting'
                : `${counted(left, 'row')} left`
              : 'Delete account'}
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        {managed.length === 0 ? (
          <p className={styles['quiet']}>
            {rows === null
              ? 'The server does not show what this account manages.'
              : 'This account manages nothing.'}
          </p>
        ) : (
          <>
            <Notice tone="warning" title={`${name} manages ${formatCount(managed.length)} of these.`}>
              Unless somebody else manages them too, only admins can share or delete them afterwards.
            </Notice>
            <ul className={styles['owned']} tabIndex={0} aria-label={`What ${name} manages`}>
              {managed.map(([key, level]) => {
                const { kind, id } = refOf(key)
                return (
                  <li key={key}>
                    <span>{names.get(key) ?? id}</span>
                    <span className={styles['quiet']}>
                      {kind === 'experiment' ? `experiment ${id}` : 'model'} · {levelName(level)}
                    </span>
                  </li>
                )
              })}
            </ul>
          </>
        )}
        {others > 0 ? (
          <p className={styles['quiet']}>
            {formatCount(others)} more {others === 1 ? 'row is' : 'rows are'} lower than Manage.
          </p>
        ) : null}
        {!abilities.hasRoles && (rows?.size ?? 0) > 0 ? (
          <Notice plain>
            This server deletes nobody who has rows: {formatCount(rows?.size ?? 0)}{' '}
            {rows?.size === 1 ? 'row is' : 'rows are'} removed one by one, then the account. If that stops
            half-way, the account is still there, with the rows that are left.
          </Notice>
        ) : null}
        <TextField label={`Type ${name} to delete it`} value={typed} onChange={setTyped} />
        {remove.failure === null ? null : <Problem error={remove.failure} level={3} />}
      </div>
    </Dialog>
  )
}
