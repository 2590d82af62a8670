import { useId, useMemo, useState } from 'react'
import { TextField } from '~/ui/controls/field'
import { Notice } from '~/ui/states/notice'
import { type ExperimentOption, searchOptions } from './publish-form'
import styles from './publish.module.css'

interface ExperimentChoiceProps {
  options: readonly ExperimentOption[]
  chosen: string | null
  onChoose(id: string): void
  problem: string | undefined
}

/** More rows are found by their name. */
const MOST_SHOWN = 60

/** A list to search, of which one is chosen; what one may not write to says why. */
export function ExperimentChoice({ options, chosen, onChoose, problem }: ExperimentChoiceProps) {
  const [search, setSearch] = useState('')
  const group = useId()
  const found = useMemo(() => searchOptions(options, search), [options, search])
  // What is chosen stays in sight, whatever is searched.
  const shown = found.slice(0, MOST_SHOWN)
  const hidden = options.find(({ experiment }) => experiment.id === chosen)
  const all = hidden && !shown.includes(hidden) ? [hidden, ...shown] : shown
  return (
    <div className={styles['choice']}>
      <TextField
        label="Experiment"
        kind="search"
        placeholder="Search by name or description"
        value={search}
        onChange={setSearch}
        error={problem}
      />
      <div className={styles['options']} role="radiogroup" aria-label="Experiments">
        {all.map(({ experiment, permission }) => (
          <label
            key={experiment.id}
            className={styles['option']}
            data-refused={permission.allowed ? undefined : ''}
          >
            <input
              type="radio"
              name={group}
              checked={experiment.id === chosen}
              disabled={!permission.allowed}
              onChange={() => onChoose(experiment.id)}
            />
            <span className={styles['optionWords']}>
              <span className={styles['optionName']}>
                {experiment.name.trim() === '' ? '(no name)' : experiment.name}
                <span className={styles['quiet']}>{experiment.isPublic ? 'public' : 'private'}</span>
              </span>
              <span className={styles['quiet']}>
                {permission.allowed ? experiment.description : permission.reason}
              </span>
            </span>
          </label>
        ))}
      </div>
      {found.length === 0 ? (
        <Notice plain announce>
          {options.length === 0
            ? 'No experiments on this server yet: create the first.'
            : `No experiment matches “${search.trim()}”.`}
        </Notice>
      ) : found.length > shown.length ? (
        <Notice plain>{found.length - shown.length} more: type a part of the name.</Notice>
      ) : null}
    </div>
  )
}
