import Radar from 'lucide-react/icons/radar'
import { useQuery } from '@tanstack/react-query'
import { labLink } from '~/lib/lab-link'
import { mlflowQueries } from '~/queries/mlflow/queries'
import { type LabRole, toggleChosen, useLabChoice } from '~/stores/lab-choice'
import { Button } from '~/ui/controls/button'
import { LinkButton } from '~/ui/controls/link-button'
import styles from './artifacts.module.css'

interface LabChoiceProps {
  runId: string
  path: string
  /** Of the file's bytes: under it the data worker has the table. */
  digest: string
}

/** Takes a table into the Lab, as one of the two samples that a detector compares. */
export function LabChoice({ runId, path, digest }: LabChoiceProps) {
  const chosen = useLabChoice()
  const { data: run } = useQuery(mlflowQueries.run(runId))
  // Runs store files of the same name: the run says which one it is.
  const name = [run?.name, path.split('/').at(-1)].filter(Boolean).join(' ')
  const button = (role: LabRole) => (
    <Button
      size={28}
      aria-pressed={chosen[role]?.digest === digest}
      onClick={() => toggleChosen(role, { digest, name, experimentId: run?.experimentId ?? null })}
    >
      Use as {role} in Lab
    </Button>
  )
  const hasBoth = chosen.reference !== null && chosen.test !== null
  const hasOne = chosen.reference !== null || chosen.test !== null
  return (
    <div className={styles['lab']}>
      {button('reference')}
      {button('test')}
      {hasOne ? (
        <LinkButton size={28} icon={Radar} variant={hasBoth ? 'primary' : 'secondary'} href={labLink(chosen)}>
          {hasBoth ? 'Compare in Lab' : 'Open in Lab'}
        </LinkButton>
      ) : null}
      <p className={styles['note']} role="status">
        {[
          chosen.reference === null ? null : `Reference: ${chosen.reference.name}`,
          chosen.test === null ? null : `test: ${chosen.test.name}`,
        ]
          .filter((word) => word !== null)
          .join(', ')}
      </p>
    </div>
  )
}
