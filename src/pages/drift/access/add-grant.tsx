import UserPlus from 'lucide-react/icons/user-plus'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import type { DriftUser, Level, Me } from '~/domain/drift-watch/drift-record'
import { mayDo } from '~/domain/drift-watch/permission'
import { explain } from '~/lib/explain'
import { driftWatchUsers } from '~/queries/drift-watch/queries'
import { Button } from '~/ui/controls/button'
import { TextField } from '~/ui/controls/field'
import { Segmented } from '~/ui/controls/segmented'
import styles from './access.module.css'
import { LEVELS } from './grant-table'
import { entityFault } from './whose'

interface AddGrantProps {
  me: Me
  /** Entities that have a grant. */
  known: readonly string[]
  onAdd: (entity: string, level: Level) => void
  /** Whom an admin's search found: their names. */
  onFound: (users: readonly DriftUser[]) => void
}

/** A grant for one of one's own entitlements, for an id, and, for admins, for whom the server finds. */
export function AddGrant({ me, known, onAdd, onFound }: AddGrantProps) {
  const [typed, setTyped] = useState('')
  const [level, setLevel] = useState<Level>('Read')
  const [fault, setFault] = useState<string | null>(null)
  const entity = typed.trim()
  const add = (chosen: string) => {
    const wrong = entityFault(chosen, known)
    setFault(wrong)
    if (wrong !== null) return
    onAdd(chosen, level)
    setTyped('')
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add(entity)
  }
  const own = me.entitlements.filter((one) => !known.includes(one)).toSorted()
  return (
    <form className={styles['add']} onSubmit={submit}>
      <div className={styles['choice']}>
        <Segmented label="Level to give" value={level} options={LEVELS} onChange={setLevel} />
        <span className={styles['quiet']}>
          {level} lets one {mayDo(level).join(', ')}.
        </span>
      </div>
      <div className={styles['typed']}>
        <TextField
          label={me.admin ? 'Person, id or entitlement' : 'Id or entitlement'}
          value={typed}
          onChange={(text) => {
            setTyped(text)
            setFault(null)
          }}
          error={fault}
          help={
            me.admin
              ? 'You are an admin: a part of an email address finds people.'
              : 'The server tells names to its admins alone: ask people for their id, which each finds under Connections.'
          }
        />
        <Button type="submit" icon={UserPlus}>
          Add
        </Button>
      </div>
      {me.admin ? <Found text={entity} known={known} onFound={onFound} onChoose={add} /> : null}
      {own.length === 0 ? null : (
        <div className={styles['own']}>
          <span className={styles['quiet']}>Your entitlements:</span>
          {own.map((one) => (
            <Button key={one} size={28} icon={UserPlus} onClick={() => add(one)}>
              {one}
            </Button>
          ))}
        </div>
      )}
    </form>
  )
}

/** So long nothing may be typed before the server is asked. */
const QUIET_MS = 300

function Found({
  text,
  known,
  onFound,
  onChoose,
}: {
  text: string
  known: readonly string[]
  onFound: (users: readonly DriftUser[]) => void
  onChoose: (id: string) => void
}) {
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), QUIET_MS)
    return () => clearTimeout(timer)
  }, [text])
  const { data, error } = useQuery({ ...driftWatchUsers.search(asked), enabled: asked.length >= 2 })
  useEffect(() => {
    if (data) onFound(data)
  }, [data, onFound])
  if (asked.length < 2 || asked !== text) return null
  if (error) {
    const { title, why } = explain(error)
    return (
      <p role="alert" className={styles['quiet']}>
        {title}. {why}
      </p>
    )
  }
  if (!data) return <p className={styles['quiet']}>Looking for people …</p>
  return (
    <div className={styles['own']} role="status">
      {data.length === 0 ? <span className={styles['quiet']}>The server knows no such person.</span> : null}
      {data.map(({ id, email }) => (
        <Button
          key={id}
          size={28}
          icon={UserPlus}
          disabledReason={known.includes(id) ? 'Is in the list already' : null}
          onClick={() => onChoose(id)}
        >
          {email}
        </Button>
      ))}
      {data.length === 20 ? <span className={styles['quiet']}>and perhaps more: type more of it</span> : null}
    </div>
  )
}
