import { type ColumnType, COLUMN_TYPES, type ReadAs, type ReadOptions } from '~/data/read-options'
import { formatCount } from '~/lib/format'
import { TextField } from '~/ui/controls/field'
import { SelectField } from '~/ui/controls/select'
import styles from './read-as.module.css'
import { commentWord, decimalWord, headerWord, separatorWord, TYPES } from './words'
import { ownOf } from '~/lib/own'

interface FieldsProps {
  /** How the file is read by itself; null where it is not. */
  found: ReadAs | null
  /** What was told so far. */
  told: ReadOptions
  /** The missing words, as they are typed. */
  missing: string
  onMissing: (text: string) => void
  onChange: (told: ReadOptions) => void
}

/** Columns that can be told what they are. More are named, not listed. */
const COLUMNS = 200

const AS_FOUND = 'as-found'

const without = (told: ReadOptions, name: keyof ReadOptions): ReadOptions => {
  const { [name]: _, ...rest } = told
  return rest
}

/** What may be told of a file. The first choice of each is what its data say. */
export function ReadAsFields({ found, told, missing, onMissing, onChange }: FieldsProps) {
  // Where a file is not read by itself, everything may be the reason.
  const isText = found === null || found.separator !== null
  return (
    <div className={styles['fields']}>
      {isText ? <LayoutFields found={found} told={told} onChange={onChange} /> : null}
      <div className={styles['whole']}>
        <TextField
          label="Words for missing values"
          help="Separated by commas. An empty cell is missing whatever the words are."
          value={missing}
          onChange={onMissing}
        />
      </div>
      <ColumnFields found={found} told={told} onChange={onChange} />
    </div>
  )
}

type PartProps = Pick<FieldsProps, 'found' | 'told' | 'onChange'>

function LayoutFields({ found, told, onChange }: PartProps) {
  return (
    <>
      <Choice
        label="Separator"
        found={found?.separator ?? null}
        told={told.separator}
        choices={[',', ';', '\t', '|', 'space']}
        word={separatorWord}
        onChange={(separator) =>
          onChange(separator === undefined ? without(told, 'separator') : { ...told, separator })
        }
      />
      <Choice
        label="Decimal sign"
        found={found?.decimal ?? null}
        told={told.decimal}
        choices={['.', ',']}
        word={decimalWord}
        onChange={(decimal) =>
          onChange(decimal === undefined ? without(told, 'decimal') : { ...told, decimal })
        }
      />
      <Choice
        label="First row"
        found={found?.header ?? null}
        told={told.header}
        choices={[true, false]}
        word={headerWord}
        onChange={(header) => onChange(header === undefined ? without(told, 'header') : { ...told, header })}
      />
      <Choice
        label="Comment lines"
        found={found?.comment ?? null}
        told={told.comment}
        choices={['', '#', '%', ';', '!']}
        word={commentWord}
        onChange={(comment) =>
          onChange(comment === undefined ? without(told, 'comment') : { ...told, comment })
        }
      />
    </>
  )
}

interface ChoiceProps<T extends string | boolean> {
  label: string
  found: T | null
  told: T | undefined
  choices: readonly T[]
  word: (value: T) => string
  onChange: (value: T | undefined) => void
}

/** One choice: as found (and what that is), or told. */
function Choice<T extends string | boolean>({ label, found, told, choices, word, onChange }: ChoiceProps<T>) {
  const all = told === undefined || choices.includes(told) ? choices : [...choices, told]
  return (
    <SelectField
      label={label}
      value={told === undefined ? AS_FOUND : String(all.indexOf(told))}
      options={[
        { value: AS_FOUND, label: found === null ? 'Detected' : `Detected: ${word(found)}` },
        ...all.map((value, place) => ({ value: String(place), label: word(value) })),
      ]}
      onChange={(place) => onChange(place === AS_FOUND ? undefined : all[Number(place)])}
    />
  )
}

function ColumnFields({ found, told, onChange }: PartProps) {
  const columns = found?.columns ?? []
  if (columns.length === 0) return null
  const choose = (name: string, type: ColumnType | null): void => {
    const types = Object.entries(told.types ?? {}).filter(([other]) => other !== name)
    if (type !== null) types.push([name, type])
    onChange(types.length === 0 ? without(told, 'types') : { ...told, types: Object.fromEntries(types) })
  }
  return (
    <fieldset className={styles['columns']}>
      <legend>Types of the columns</legend>
      <div className={styles['list']}>
        {columns.slice(0, COLUMNS).map(({ name, type, written }) => (
          <SelectField
            key={name}
            label={name}
            size={28}
            value={ownOf(told.types ?? {}, name) ?? AS_FOUND}
            options={[
              {
                value: AS_FOUND,
                label: `Detected: ${TYPES[type]}${written === null ? '' : `, ${written}`}`,
              },
              ...COLUMN_TYPES.map((value) => ({ value, label: TYPES[value] })),
            ]}
            onChange={(value) => choose(name, value === AS_FOUND ? null : value)}
          />
        ))}
      </div>
      {columns.length > COLUMNS ? (
        <p>{formatCount(columns.length - COLUMNS)} further columns are read as detected.</p>
      ) : null}
    </fieldset>
  )
}
