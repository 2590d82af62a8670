import Trash2 from 'lucide-react/icons/trash-2'
import type { Access } from '~/domain/drift-watch/access'
import type { Grant, Level } from '~/domain/drift-watch/drift-record'
import { Button } from '~/ui/controls/button'
import { CopyText } from '~/ui/controls/copy-text'
import { Segmented } from '~/ui/controls/segmented'
import { EmptyState } from '~/ui/states/empty-state'
import { Tag } from '~/ui/words/tag'
import styles from './access.module.css'
import type { Whose } from './whose'

interface GrantTableProps {
  /** What the server has. */
  base: Access
  grants: readonly Grant[]
  whose: (entity: string) => Whose
  /** Null: nobody may change it here. Level null: taken away. */
  onChange: ((entity: string, level: Level | null) => void) | null
}

export const LEVELS = (['Read', 'Edit', 'Manage'] as const).map((value) => ({ value, label: value }))

/** One row for each grant; those that are about to go stay in sight until they are saved. */
export function GrantTable({ base, grants, whose, onChange }: GrantTableProps) {
  const removed = base.grants.filter(({ entity }) => !grants.some((grant) => grant.entity === entity))
  if (grants.length === 0 && removed.length === 0)
    return (
      <EmptyState
        level={3}
        title="Nobody has access"
        text="Only admins of the server can change this experiment."
      />
    )
  return (
    <ul className={styles['grants']} aria-label="Grants">
      {grants.map(({ entity, level }, index) => {
        const before = base.grants.find((grant) => grant.entity === entity)?.level ?? null
        // The server keeps several grants of one entity; the first row of it stands for all in a draft.
        const isRepeated = grants.findIndex((grant) => grant.entity === entity) !== index
        return (
          <li key={`${entity} ${index}`} data-changed={before === level ? undefined : 'yes'}>
            <Who entity={entity} whose={whose(entity)} />
            {onChange && !isRepeated ? (
              <>
                <Segmented
                  label={`Level of ${whose(entity).name}`}
                  value={level}
                  options={LEVELS}
                  onChange={(next) => onChange(entity, next)}
                />
                <Button
                  size={28}
                  variant="quiet"
                  icon={Trash2}
                  aria-label={`Remove access of ${whose(entity).name}`}
                  onClick={() => onChange(entity, null)}
                >
                  Remove
                </Button>
              </>
            ) : (
              <b>{level}</b>
            )}
            {before === level ? null : (
              <span className={styles['draft']}>{before === null ? 'new' : `was ${before}`}</span>
            )}
          </li>
        )
      })}
      {removed.map(({ entity, level }, index) => (
        <li key={`${entity} removed ${index}`} data-changed="yes">
          <Who entity={entity} whose={whose(entity)} gone />
          <span className={styles['draft']}>{level} is removed</span>
          {onChange ? (
            <Button size={28} onClick={() => onChange(entity, level)}>
              Keep it
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

function Who({ entity, whose, gone = false }: { entity: string; whose: Whose; gone?: boolean }) {
  const { name, kind } = whose
  return (
    <span className={styles['who']} data-gone={gone ? 'yes' : undefined}>
      <span>
        {name === entity && kind === 'person' ? <CopyText text={entity} what="id" keep={[13, 6]} /> : name}
      </span>
      <Tag>{kind}</Tag>
    </span>
  )
}
