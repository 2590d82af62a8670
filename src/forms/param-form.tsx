import { type ReactNode, useEffect, useState } from 'react'
import type { ParamField, ParamValue } from '~/drift/params'
import { Checkbox } from '~/ui/controls/checkbox'
import { TextField } from '~/ui/controls/field'
import { SelectField } from '~/ui/controls/select'
import { type DetectorOption, DetectorsField } from './detectors-field'
import { isShown, numberFromText, problemOf } from './param-values'
import styles from './param-form.module.css'

export interface ParamFormProps {
  fields: readonly ParamField[]
  values: Readonly<Record<string, ParamValue>>
  /** Called with valid values only. */
  onChange: (name: string, value: ParamValue) => void
  /** What is wrong between the values, though each by itself is valid; null: nothing. */
  broken?: string | null
  /**
   * The first sentence of what stands in the form and is not valid, null once all is. While there is one,
   * `values` are not what the person sees, so nothing should be run with them.
   */
  onProblem: (sentence: string | null) => void
  /** Enter in a field, if all are valid. */
  onSubmit: () => void
  /** What can be chosen where a parameter is a list of detectors. */
  detectors?: readonly DetectorOption[]
  disabled?: boolean
}

const NONE: readonly DetectorOption[] = []

/** What was typed into a field of text, and the value that it was typed over. */
interface Draft {
  text: string
  over: ParamValue
}

/** The form of any detector, from the declaration of its parameters. What is typed stays until it is valid. */
export function ParamForm({
  fields,
  values,
  onChange,
  broken = null,
  onProblem,
  onSubmit,
  detectors = NONE,
  disabled = false,
}: ParamFormProps) {
  // Stays when focus leaves: if it went, what is below would move away from under a press.
  const [explained, setExplained] = useState<string | null>(null)
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({})
  const valueOf = (field: ParamField): ParamValue => values[field.name] ?? field.input.default
  const shown = fields.filter((field) => isShown(field, values, fields))
  const textOf = (field: ParamField): string => {
    const draft = drafts[field.name]
    const value = valueOf(field)
    // A value that came from elsewhere (a link, another detector) replaces what was typed over the old one.
    const current = draft && (draft.over === value || typedValue(field, draft.text) === value)
    return current ? draft.text : String(value)
  }
  const errorOf = (field: ParamField): string | null =>
    problemOf(field, isTyped(field) ? typedValue(field, textOf(field)) : valueOf(field))
  const problem = shown.map(errorOf).find((sentence) => sentence !== null) ?? broken

  const more = shown.filter((field) => field.advanced === true)
  const changed = more.filter((field) => valueOf(field) !== field.input.default).length
  // What was changed, by a link as well, must not hide.
  const [openMore, setOpenMore] = useState(changed > 0)

  const help = shown.find(
    (field) => field.name === explained && field.input.kind !== 'boolean' && field.input.kind !== 'detectors',
  )

  useEffect(() => {
    onProblem(problem)
  }, [problem, onProblem])

  const type = (field: ParamField, text: string) => {
    const value = typedValue(field, text)
    setDrafts((now) => ({ ...now, [field.name]: { text, over: valueOf(field) } }))
    if (problemOf(field, value) === null && value !== valueOf(field)) onChange(field.name, value)
  }
  /** On leaving, "0.050" becomes "0.05"; what is not valid stays to be corrected. */
  const leave = (field: ParamField) => {
    if (errorOf(field) === null) setDrafts(({ [field.name]: _settled, ...rest }) => rest)
  }

  const control = (field: ParamField): ReactNode => {
    const { name, label, help, input } = field
    const value = valueOf(field)
    switch (input.kind) {
      case 'integer':
      case 'number':
      case 'integers':
        return (
          <TextField
            key={name}
            name={name}
            kind={input.kind === 'integers' ? 'text' : 'number'}
            label={label}
            suffix={field.unit}
            help={help}
            helpUnseen
            value={textOf(field)}
            error={errorOf(field)}
            disabled={disabled}
            onChange={(text) => type(field, text)}
            onFocus={() => setExplained(name)}
            onBlur={() => leave(field)}
          />
        )
      case 'choice':
        return (
          <SelectField
            key={name}
            name={name}
            label={label}
            help={help}
            helpUnseen
            value={String(value)}
            options={input.options}
            error={errorOf(field)}
            disabled={disabled}
            onFocus={() => setExplained(name)}
            onChange={(next) => onChange(name, next)}
          />
        )
      case 'boolean':
        return (
          <div key={name} className={styles['whole']}>
            <Checkbox
              name={name}
              checked={value === true}
              disabled={disabled}
              help={help}
              onChange={(next) => onChange(name, next)}
            >
              {label}
            </Checkbox>
          </div>
        )
      case 'detectors':
        return (
          <div key={name} className={styles['whole']}>
            <DetectorsField
              name={name}
              label={label}
              help={help}
              text={textOf(field)}
              options={detectors.filter((d) => d.kind === input.of)}
              columns={input.of === 'stream'}
              error={errorOf(field)}
              disabled={disabled}
              onText={(text) => type(field, text)}
              onBlur={() => leave(field)}
            />
          </div>
        )
    }
  }

  return (
    <form
      className={styles['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (problem === null && !disabled) onSubmit()
      }}
    >
      <div className={styles['grid']}>{shown.filter((field) => field.advanced !== true).map(control)}</div>
      {more.length > 0 ? (
        <details
          className={styles['more']}
          open={openMore}
          onToggle={(event) => setOpenMore(event.currentTarget.open)}
        >
          <summary>More settings{changed > 0 ? `, ${changed} changed` : ''}</summary>
          <div className={styles['grid']}>{more.map(control)}</div>
        </details>
      ) : null}
      {broken === null ? null : (
        <p className={styles['broken']} role="alert">
          {broken}
        </p>
      )}
      {help ? (
        <p className={styles['help']} aria-hidden>
          <b>{help.label}</b> {help.help}
        </p>
      ) : null}
      {/* Without a submit button, Enter does nothing in a form of several fields. */}
      <button type="submit" hidden disabled={disabled} />
    </form>
  )
}

const isNumeric = ({ input }: ParamField): boolean => input.kind === 'integer' || input.kind === 'number'

/** Whether people type it: what they typed stays on the screen while it is not valid. */
const isTyped = (field: ParamField): boolean =>
  isNumeric(field) || field.input.kind === 'integers' || field.input.kind === 'detectors'

const typedValue = (field: ParamField, text: string): ParamValue =>
  isNumeric(field) ? numberFromText(text) : text
