import ChevronDown from 'lucide-react/icons/chevron-down'
import ChevronUp from 'lucide-react/icons/chevron-up'
import { useId, useMemo, useState } from 'react'
import type { TableSummary } from '~/data/columns'
import { formatCount } from '~/lib/format'
import { Button } from '~/ui/controls/button'
import { TextInput } from '~/ui/controls/field'
import { CheckList, type CheckListItem } from '~/ui/lists/check-list'
import styles from './column-picker.module.css'

interface ColumnPickerProps {
  /** Tells the type of each column. */
  summary: TableSummary
  /** Columns that can be compared. */
  available: readonly string[]
  /** Those that are, in the order of the file. */
  chosen: readonly string[]
  /** Those that are where nobody chose. */
  standard: readonly string[]
  /** Null: as where nobody chose. */
  onChoose(names: string[] | null): void
  /** Their table, with values and missing ones. */
  onShowTable(): void
}

/** "64 of 64 columns": opens the list of them in place, to search, tick, and take all, none or those of a type. */
export function ColumnPicker({ available, chosen, ...rest }: ColumnPickerProps) {
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const picked = new Set(chosen)
  const there = available.filter((name) => picked.has(name))
  return (
    <>
      <Button
        size={28}
        icon={isOpen ? ChevronUp : ChevronDown}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {formatCount(there.length)} of {formatCount(available.length)} columns
      </Button>
      <div id={id} className={styles['panel']} hidden={!isOpen}>
        {isOpen ? (
          <Choices {...rest} available={available} chosen={there} onClose={() => setOpen(false)} />
        ) : null}
      </div>
    </>
  )
}

function Choices({
  summary,
  available,
  chosen,
  standard,
  onChoose,
  onShowTable,
  onClose,
}: ColumnPickerProps & { onClose(): void }) {
  const [search, setSearch] = useState('')
  // A run needs one column: with none ticked the last choice stands, and it is said.
  const [isNone, setNone] = useState(false)
  const items = useMemo(() => itemsOf(summary, available), [summary, available])
  const types = useMemo(() => [...new Set(items.map(({ detail }) => detail))], [items])
  const words = search.trim().toLowerCase()
  const found = words === '' ? items : items.filter(({ label }) => label.toLowerCase().includes(words))
  const checked = new Set(isNone ? [] : chosen)

  const choose = (next: ReadonlySet<string>): void => {
    const names = available.filter((name) => next.has(name))
    setNone(names.length === 0)
    // What is compared where nobody chose is the shorter link.
    const isStandard = names.length === standard.length && standard.every((name) => next.has(name))
    if (names.length > 0) onChoose(isStandard ? null : names)
  }
  const toggle = (key: string): void => {
    const next = new Set(checked)
    if (!next.delete(key)) next.add(key)
    choose(next)
  }
  const keys = new Set(found.map(({ key }) => key))
  const some = words === '' ? '' : ` ${formatCount(found.length)} found`
  return (
    <div
      className={styles['choices']}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <TextInput
        kind="search"
        size={28}
        aria-label="Search columns"
        placeholder="Search columns"
        value={search}
        onChange={setSearch}
      />
      <div className={styles['buttons']}>
        <Button
          size={28}
          variant="quiet"
          disabledReason={found.length === 0 ? 'No column is found.' : null}
          onClick={() => choose(new Set([...checked, ...keys]))}
        >
          All{some}
        </Button>
        <Button
          size={28}
          variant="quiet"
          disabledReason={found.length === 0 ? 'No column is found.' : null}
          onClick={() => choose(new Set([...checked].filter((key) => !keys.has(key))))}
        >
          None{words === '' ? '' : ' of these'}
        </Button>
        {types.length < 2
          ? null
          : types.map((type) => (
              <Button
                key={type}
                size={28}
                variant="quiet"
                onClick={() => choose(new Set(items.filter((c) => c.detail === type).map((c) => c.key)))}
              >
                Only {type}
              </Button>
            ))}
      </div>
      <CheckList
        label="Columns to compare"
        items={found}
        checked={checked}
        onToggle={toggle}
        emptyState={`No column has “${search.trim()}” in its name.`}
      />
      <div className={styles['foot']}>
        <p className={styles['hint']} aria-live="polite">
          {isNone
            ? `None is ticked: a run compares the last choice, ${formatCount(chosen.length)} of them.`
            : ''}
        </p>
        <Button size={28} variant="quiet" onClick={onShowTable}>
          Show their values
        </Button>
      </div>
    </div>
  )
}

const TYPES = { number: 'numbers', time: 'times', text: 'text' } as const

function itemsOf(
  summary: TableSummary,
  available: readonly string[],
): (CheckListItem & { detail: string })[] {
  const types = new Map(summary.columns.map((c) => [c.name, TYPES[c.type]]))
  return available.map((name) => ({ key: name, label: name, detail: types.get(name) ?? TYPES.number }))
}
