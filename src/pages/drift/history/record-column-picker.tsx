import Columns3 from 'lucide-react/icons/columns-3'
import { useMemo, useState } from 'react'
import type { DriftRecord } from '~/domain/drift-watch/drift-record'
import { parameterColumns } from '~/domain/drift-watch/parameter-columns'
import { formatCount } from '~/lib/format'
import { Button } from '~/ui/controls/button'
import { Checkbox } from '~/ui/controls/checkbox'
import { ChoiceList } from '~/ui/controls/choice-list'
import { TextInput } from '~/ui/controls/field'
import { Popover } from '~/ui/overlays/popover'
import { ownColumns, parameterKey, USUAL_COLUMNS } from './record-columns'
import styles from './records-table.module.css'

interface PickerProps {
  /** All records, whatever the filters leave of them. */
  records: readonly DriftRecord[]
  metric: string | null
  /** Keys, in their order. */
  shown: readonly string[]
  onShown: (keys: readonly string[]) => void
}

/** More are found by the search. */
const MOST_LISTED = 60

/** Which columns the table has: what every record has, and each parameter with one value. */
export function RecordColumnPicker(props: PickerProps) {
  return (
    <Popover label="Columns" size={28} width={320} icon={Columns3} button="Columns">
      {() => <Choices {...props} />}
    </Popover>
  )
}

/** Only while it is open: it looks through all records. */
function Choices({ records, metric, shown, onShown }: PickerProps) {
  const [search, setSearch] = useState('')
  const all = useMemo(
    () => [
      // A parameter of that name may stand below.
      ...ownColumns(metric).map(({ key, title }) => ({
        key,
        title,
        note: key === 'value' ? 'as charted' : '',
      })),
      ...parameterColumns(records).map(({ path, count }) => ({
        key: parameterKey(path),
        title: path,
        note: `${formatCount(count)} ${count === 1 ? 'record' : 'records'}`,
      })),
    ],
    [records, metric],
  )
  const words = search.trim().toLowerCase()
  const found = all.filter(({ title }) => title.toLowerCase().includes(words))
  const isShown = new Set(shown)
  return (
    <div className={styles['picker']}>
      <TextInput
        kind="search"
        size={28}
        aria-label="Search columns"
        placeholder="Search parameters"
        value={search}
        onChange={setSearch}
      />
      <ChoiceList label="Columns">
        {found.slice(0, MOST_LISTED).map(({ key, title, note }) => (
          <li key={key}>
            <Checkbox
              checked={isShown.has(key)}
              // A table without a column has nothing that could be chosen or read.
              disabled={isShown.has(key) && shown.length === 1}
              onChange={(isAdded) =>
                onShown(isAdded ? [...shown, key] : shown.filter((other) => other !== key))
              }
            >
              {title} {note === '' ? null : <span className={styles['quiet']}>{note}</span>}
            </Checkbox>
          </li>
        ))}
      </ChoiceList>
      {found.length === 0 ? <p className={styles['quiet']}>No results for “{search.trim()}”.</p> : null}
      {found.length > MOST_LISTED ? (
        <p className={styles['quiet']}>{formatCount(found.length - MOST_LISTED)} more: search for them.</p>
      ) : null}
      <Button size={28} onClick={() => onShown(USUAL_COLUMNS)}>
        The usual columns
      </Button>
    </div>
  )
}
