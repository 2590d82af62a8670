import { useState } from 'react'
import { formatCount } from '~/lib/format'
import { Checkbox } from '~/ui/controls/checkbox'
import { ChoiceList } from '~/ui/controls/choice-list'
import { TextInput } from '~/ui/controls/field'
import styles from './chart-controls.module.css'

interface KeyChecksProps {
  /** What they are, in the plural: "metrics". */
  noun: string
  items: readonly { id: string; title: string }[]
  /** Ids, in the order in which they were chosen. */
  chosen: readonly string[]
  onChosen: (chosen: readonly string[]) => void
  /** What choosing does. */
  note: string
}

/** Keys that are listed at once. */
const MOST_KEYS = 60

/** Some of many keys, found by a search: the panel of a popover. */
export function KeyChecks({ noun, items, chosen, onChosen, note }: KeyChecksProps) {
  const [typed, setTyped] = useState('')
  const wanted = typed.trim().toLowerCase()
  const found = items.filter(({ title }) => title.toLowerCase().includes(wanted))
  return (
    <div className={styles['panel']}>
      <TextInput
        kind="search"
        size={28}
        aria-label={`Search ${noun}`}
        placeholder={`Search ${formatCount(items.length)} ${noun}`}
        value={typed}
        onChange={setTyped}
      />
      <ChoiceList label={noun.replace(/^./, (first) => first.toUpperCase())}>
        {found.slice(0, MOST_KEYS).map(({ id, title }) => (
          <li key={id}>
            <Checkbox
              checked={chosen.includes(id)}
              onChange={(is) => onChosen(is ? [...chosen, id] : chosen.filter((one) => one !== id))}
            >
              {title}
            </Checkbox>
          </li>
        ))}
      </ChoiceList>
      <p className={styles['note']}>
        {found.length === 0
          ? `No ${noun.replace(/s$/, '')} matches.`
          : found.length > MOST_KEYS
            ? `${formatCount(found.length - MOST_KEYS)} more: search for them.`
            : note}
      </p>
    </div>
  )
}
