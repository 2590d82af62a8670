import Columns3 from 'lucide-react/icons/columns-3'
import { useMemo, useState } from 'react'
import type { ColumnInfo } from '~/domain/mlflow/table/column-choice'
import { searchKeys } from '~/domain/mlflow/table/key-search'
import { formatCount } from '~/lib/format'
import { Button } from '~/ui/controls/button'
import { Checkbox } from '~/ui/controls/checkbox'
import { TextInput } from '~/ui/controls/field'
import { Popover } from '~/ui/overlays/popover'
import { kindWord, titleOf } from './cells'
import styles from './page.module.css'

interface PickerProps {
  infos: readonly ColumnInfo[]
  shown: readonly string[]
  onShown: (columns: readonly string[]) => void
  /** Back to the most telling ones. */
  onDefault: () => void
}

/** More are found by the search: an experiment may have 12,000 keys. */
const MOST_LISTED = 60

/** Which columns the table has, found by a part of their keys. */
export function ColumnPicker(props: PickerProps) {
  const { infos, shown } = props
  return (
    <Popover
      label="Columns"
      size={28}
      width={340}
      icon={Columns3}
      button={`Columns ${formatCount(shown.length)} of ${formatCount(infos.length)}`}
    >
      {() => <Choices {...props} />}
    </Popover>
  )
}

/** Only while it is open: 12,000 keys take time to look through. */
function Choices({ infos, shown, onShown, onDefault }: PickerProps) {
  const [search, setSearch] = useState('')
  const found = useMemo(() => choicesOf(infos, shown, search), [infos, shown, search])
  const isShown = new Set(shown)
  return (
    <div className={styles['picker']}>
      <TextInput
        kind="search"
        size={28}
        aria-label="Search columns"
        placeholder="Search keys"
        value={search}
        onChange={setSearch}
      />
      <ul className={styles['choices']} aria-label="Columns">
        {found.slice(0, MOST_LISTED).map(({ column, count }) => (
          <li key={column}>
            <Checkbox
              checked={isShown.has(column)}
              onChange={(isAdded) =>
                onShown(isAdded ? [...shown, column] : shown.filter((one) => one !== column))
              }
            >
              {titleOf(column)}{' '}
              <span className={styles['quiet']}>
                {kindWord(column)} {formatCount(count)} runs
              </span>
            </Checkbox>
          </li>
        ))}
      </ul>
      {found.length > MOST_LISTED ? (
        <p className={styles['quiet']}>{formatCount(found.length - MOST_LISTED)} more: search for them.</p>
      ) : null}
      <Button size={28} onClick={onDefault}>
        The most telling ones
      </Button>
    </div>
  )
}

/** Those that are shown first, or the ones that a search finds, the best first. */
function choicesOf(
  infos: readonly ColumnInfo[],
  shown: readonly string[],
  search: string,
): readonly ColumnInfo[] {
  if (search.trim() !== '') return searchKeys(infos, search).map(({ item }) => item)
  const isShown = new Set(shown)
  return [
    ...infos.filter(({ column }) => isShown.has(column)),
    ...infos.filter(({ column }) => !isShown.has(column)),
  ]
}
