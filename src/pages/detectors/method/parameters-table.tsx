import type { Detector } from '~/drift/define'
import type { ParamField } from '~/drift/params'
import { formatNumber } from '~/lib/format'
import { classNames } from '~/ui/class-names'
import { Frame } from '~/ui/page/frame'
import styles from './tables.module.css'

/** A detector's parameters from its declaration: what each does, its default and its range. */
export function ParametersTable({ detector }: { detector: Detector }) {
  const { fields } = detector.params
  if (fields.length === 0)
    return (
      <Frame title="Parameters">
        <p>This detector has no parameters.</p>
      </Frame>
    )
  return (
    <Frame title="Parameters" flush>
      <div className={styles['scroll']} tabIndex={0} role="group" aria-label="Parameters">
        <table className={classNames(styles['table'], styles['wide'])}>
          <thead>
            <tr>
              <th scope="col">Parameter</th>
              <th scope="col">Default</th>
              <th scope="col">Range</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field.name}>
                <th scope="row">
                  <b>{field.label}</b> <code>{field.name}</code>
                  <p>{field.help}</p>
                </th>
                <td>{defaultOf(field)}</td>
                <td>{rangeOf(field)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Frame>
  )
}

function defaultOf({ input, unit }: ParamField): string {
  if (input.kind === 'choice')
    return input.options.find(({ value }) => value === input.default)?.label ?? input.default
  const value = typeof input.default === 'number' ? formatNumber(input.default) : String(input.default)
  return unit === undefined ? value : `${value} ${unit}`
}

function rangeOf({ input }: ParamField): string {
  switch (input.kind) {
    case 'integer':
    case 'number':
      return `${input.exclusiveMin ? 'above ' : ''}${formatNumber(input.min)} to ${input.exclusiveMax ? 'below ' : ''}${formatNumber(input.max)}`
    case 'choice':
      return input.options.map(({ label }) => label).join(', ')
    case 'boolean':
      return 'yes or no'
    case 'integers':
      return `whole numbers from ${formatNumber(input.min)} to ${formatNumber(input.max)}`
    case 'detectors':
      return `${input.of === 'stream' ? 'streaming' : 'batch'} detectors`
  }
}
