import { comparableColumns } from '~/data/prepare/column-choices'
import type { TableSummary } from '~/data/columns'
import type { Detector } from '~/drift/define'
import { Checkbox } from '~/ui/controls/checkbox'
import { Segmented } from '~/ui/controls/segmented'
import { SelectField } from '~/ui/controls/select'
import styles from './data-panel.module.css'
import { guessedLabels } from '../job/jobs'
import type { LabSettings } from '../settings'
import type { ChangeSettings } from '../use-settings'

interface LabelChoiceProps {
  detector: Detector
  settings: LabSettings
  change: ChangeSettings
  reference: TableSummary
  test: TableSummary | null
  /** Columns of 0 and 1. */
  errorColumns: readonly string[]
  /** The one that is taken. */
  errorColumn: string
}

/** For concept drift: where errors come from, and which columns hold true and predicted labels. */
export function LabelChoice(props: LabelChoiceProps) {
  const { detector, settings, change, reference, test, errorColumns, errorColumn } = props
  const { labels } = settings
  const candidates = comparableColumns(reference, test, { ...settings, takes: 'labels' })
  const withLabels = detector.columns === 'labels' || labels !== null
  return (
    <>
      {detector.columns === 'error' ? (
        <Segmented
          label="Where errors come from"
          wide
          value={withLabels ? 'labels' : 'column'}
          options={[
            { value: 'column', label: 'A column of errors', disabled: errorColumns.length === 0 },
            { value: 'labels', label: 'Labels, predictions', disabled: candidates.length < 2 },
          ]}
          onChange={(from) =>
            change({ labels: from === 'column' ? null : guessedLabels(reference, test, candidates) })
          }
        />
      ) : null}
      {withLabels ? (
        <div className={styles['pair']}>
          {(['truth', 'prediction'] as const).map((role) => (
            <SelectField
              key={role}
              label={role === 'truth' ? 'True label' : 'Predicted label'}
              value={labels?.[role] ?? ''}
              options={[
                ...(labels && candidates.includes(labels[role])
                  ? []
                  : [{ value: labels?.[role] ?? '', label: labels?.[role] ?? 'Choose a column' }]),
                ...candidates.map((name) => ({ value: name, label: name })),
              ]}
              onChange={(name) =>
                change({
                  labels: {
                    truth: labels?.truth ?? candidates.find((c) => c !== name) ?? '',
                    prediction: labels?.prediction ?? candidates.find((c) => c !== name) ?? '',
                    [role]: name,
                  },
                })
              }
            />
          ))}
        </div>
      ) : (
        <>
          <SelectField
            label="Column of errors"
            value={errorColumn}
            options={
              errorColumns.length === 0
                ? [{ value: errorColumn, label: 'No column of 0 and 1' }]
                : errorColumns.map((name) => ({ value: name, label: name }))
            }
            disabled={errorColumns.length === 0}
            onChange={(name) => change({ columns: [name] })}
          />
          <Checkbox checked={settings.oneIsCorrect} onChange={(oneIsCorrect) => change({ oneIsCorrect })}>
            1 means correct
          </Checkbox>
        </>
      )}
    </>
  )
}
