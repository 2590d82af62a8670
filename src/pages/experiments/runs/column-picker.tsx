import Columns3 from 'lucide-react/icons/columns-3'
import { type ReactNode, useMemo, useState } from 'react'
import type { ColumnInfo } from '~/domain/mlflow/table/column-choice'
import { choiceOfText, textOfChoice } from '~/domain/mlflow/table/column-id'
import { searchKeys } from '~/domain/mlflow/table/key-search'
import { counted, formatCount } from '~/lib/format'
import { Button } from '~/ui/controls/button'
import { Checkbox } from '~/ui/controls/checkbox'
import { ChoiceList } from '~/ui/controls/choice-list'
import { TextInput } from '~/ui/controls/field'
import { Popover } from '~/ui/overlays/popover'
import { kindWord, titleOf } from './cells'
import { withMode } from './columns'
import { NAME_COLUMN } from './settings'
import styles from './page.module.css'

interface PickerProps {
  infos: readonly ColumnInfo[]
  shown: readonly string[]
  onShown: (columns: readonly string[]) => void
  /** Columns that stay at the left. */
  pinned: readonly string[]
  onPinned: (columns: readonly string[]) => void
  /** What runs are grouped by. */
  group: string
  onGroup: (column: string) => void
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
function Choices(props: PickerProps) {
  const { infos, shown, onShown, pinned, onPinned, group, onGroup, onDefault } = props
  const [search, setSearch] = useState('')
  /** The metric whose value at a step is asked for. */
  const [stepOf, setStepOf] = useState<string | null>(null)
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
      <ChoiceList label="Columns">
        {shown.filter(isAtStep).map((text) => (
          <li key={text}>
            <Checkbox checked onChange={() => onShown(shown.filter((one) => one !== text))}>
              {titleOf(text)} <span className={styles['quiet']}>metric</span>
            </Checkbox>
          </li>
        ))}
        {found.slice(0, MOST_LISTED).map(({ column, kind, key, count }) => (
          <li key={column} className={styles['choice']}>
            <Checkbox
              checked={isShown.has(column)}
              onChange={(isAdded) =>
                onShown(isAdded ? [...shown, column] : shown.filter((one) => one !== column))
              }
            >
              {titleOf(column)}{' '}
              <span className={styles['quiet']}>
                {kindWord(column)} {counted(count, 'run')}
              </span>
            </Checkbox>
            <span className={styles['modes']}>
              {isShown.has(column) && column !== NAME_COLUMN ? (
                <Mode
                  label={`Keep ${key} at the left`}
                  isOn={pinned.includes(column)}
                  onPress={() =>
                    onPinned(
                      pinned.includes(column) ? pinned.filter((one) => one !== column) : [...pinned, column],
                    )
                  }
                >
                  pin
                </Mode>
              ) : null}
              {column === NAME_COLUMN ? null : (
                <Mode
                  label={`Group by ${key}`}
                  isOn={group === column}
                  onPress={() => onGroup(group === column ? 'flat' : column)}
                >
                  group
                </Mode>
              )}
              {kind === 'metric' ? (
                <>
                  {(['curve', 'min', 'max'] as const).map((mode) => (
                    <Mode
                      key={mode}
                      label={`${mode} of ${key}`}
                      isOn={isShown.has(textOfChoice({ column, mode }))}
                      onPress={() => onShown(withMode(shown, key, mode))}
                    >
                      {mode}
                    </Mode>
                  ))}
                  <Mode
                    label={`${key} at a step`}
                    isOn={stepOf === key}
                    onPress={() => setStepOf(stepOf === key ? null : key)}
                  >
                    step
                  </Mode>
                </>
              ) : null}
            </span>
            {stepOf === key && kind === 'metric' ? (
              <StepForm
                metric={key}
                onStep={(step) => {
                  setStepOf(null)
                  const text = textOfChoice({ column, mode: { step } })
                  if (!isShown.has(text)) onShown(withMode(shown, key, { step }))
                }}
              />
            ) : null}
          </li>
        ))}
      </ChoiceList>
      {found.length > MOST_LISTED ? (
        <p className={styles['quiet']}>{formatCount(found.length - MOST_LISTED)} more: search for them.</p>
      ) : null}
      <Button size={28} onClick={onDefault}>
        Suggested columns
      </Button>
    </div>
  )
}

interface ModeProps {
  label: string
  isOn: boolean
  onPress: () => void
  children: ReactNode
}

/** Another value of a metric than its last: a column of its own. */
function Mode({ label, isOn, onPress, children }: ModeProps) {
  return (
    <button type="button" className={styles['mode']} aria-label={label} aria-pressed={isOn} onClick={onPress}>
      {children}
    </button>
  )
}

function StepForm({ metric, onStep }: { metric: string; onStep: (step: number) => void }) {
  const [typed, setTyped] = useState('')
  const isStep = /^-?\d{1,15}$/.test(typed.trim())
  return (
    <form
      className={styles['step']}
      onSubmit={(event) => {
        event.preventDefault()
        if (isStep) onStep(Number(typed.trim()))
      }}
    >
      <TextInput
        size={28}
        aria-label={`Step of ${metric}`}
        placeholder="Step"
        value={typed}
        onChange={setTyped}
      />
      <Button type="submit" size={28} disabledReason={isStep ? null : 'Type a whole number.'}>
        Add column
      </Button>
    </form>
  )
}

/** Its key alone names no step: it is listed by itself. */
const isAtStep = (text: string): boolean => typeof choiceOfText(text)?.mode === 'object'

/** Those that are shown first, or the ones that a search finds, the best first. */
function choicesOf(
  infos: readonly ColumnInfo[],
  shown: readonly string[],
  search: string,
): readonly ColumnInfo[] {
  if (search.trim() !== '') return searchKeys(infos, search).map(({ item }) => item)
  // A metric of which only the maximum is shown stands among them too.
  const isShown = new Set<string>(shown.flatMap((text) => choiceOfText(text)?.column ?? []))
  return [
    ...infos.filter(({ column }) => isShown.has(column)),
    ...infos.filter(({ column }) => !isShown.has(column)),
  ]
}
