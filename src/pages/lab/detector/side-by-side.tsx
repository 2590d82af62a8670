import { takesOf } from '~/domain/detection/detector-input'
import Plus from 'lucide-react/icons/plus'
import X from 'lucide-react/icons/x'
import { useRef, useState } from 'react'
import { comparableColumns } from '~/data/prepare/column-choices'
import { detectorById } from '~/drift/registry'
import { ParamForm } from '~/forms/param-form'
import { classNames } from '~/ui/class-names'
import { FrameSection } from '~/ui/page/frame'
import { Icon } from '~/ui/words/icon'
import { Popover } from '~/ui/overlays/popover'
import { SelectField } from '~/ui/controls/select'
import type { ComparedJob } from './compared-jobs'
import { MEMBERS } from './detector-panel'
import { DetectorPicker } from './detector-picker'
import { type ComparedDetector, type LabSettings, MOST_COMPARED } from '../settings'
import styles from './side-by-side.module.css'
import type { Files } from '../data/use-files'
import type { ChangeSettings } from '../use-settings'

interface SideBySideProps {
  settings: LabSettings
  change: ChangeSettings
  files: Files
  /** As `settings.beside`. */
  jobs: readonly ComparedJob[]
}

/** Further detectors on the same data: one job each. */
export function SideBySide({ settings, change, files, jobs }: SideBySideProps) {
  const { beside } = settings
  const list = useRef<HTMLDivElement>(null)
  const set = (k: number, one: Partial<ComparedDetector>): void =>
    change({ beside: beside.map((old, j) => (j === k ? { ...old, ...one } : old)) })
  const remove = (k: number): void => {
    change({ beside: beside.filter((_, j) => j !== k) })
    // What had focus is gone: the next chip, or the button that adds one.
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll<HTMLElement>(
        '[data-remove], button[aria-haspopup=dialog]',
      )
      const removers = list.current?.querySelectorAll<HTMLElement>('[data-remove]')
      ;(removers?.[Math.min(k, removers.length - 1)] ?? buttons?.[buttons.length - 1])?.focus()
    })
  }
  const onComponent = jobs.some(({ job }) => job?.selection.takes === 'component')
  const problems = [...new Set(jobs.flatMap(({ problem }) => (problem === null ? [] : [problem])))]
  return (
    <FrameSection
      title="Side by side"
      {...(onComponent
        ? { actions: <span className={styles['note']}>on the first principal component</span> }
        : {})}
    >
      <div ref={list} className={styles['chips']}>
        {jobs.map((one, k) => (
          <span
            key={`${one.beside.detector}-${k}`}
            className={classNames(styles['chip'], one.job === null && styles['wrong'])}
          >
            <Chip settings={settings} files={files} job={one} onChange={(changed) => set(k, changed)} />
            <button
              type="button"
              data-remove=""
              className={styles['remove']}
              aria-label={`Remove ${one.name}, ${one.on}`}
              onClick={() => remove(k)}
            >
              <Icon of={X} size={12} />
            </button>
          </span>
        ))}
        {beside.length < MOST_COMPARED ? (
          <DetectorPicker
            label="Add a detector"
            value={null}
            onChoose={(detector) => change({ beside: [...beside, { detector, params: {}, on: null }] })}
          >
            <Icon of={Plus} size={12} /> Detector
          </DetectorPicker>
        ) : null}
      </div>
      {problems.map((problem) => (
        <p key={problem} className={styles['problem']}>
          {problem}
        </p>
      ))}
    </FrameSection>
  )
}

interface ChipProps {
  settings: LabSettings
  files: Files
  job: ComparedJob
  onChange(changed: Partial<ComparedDetector>): void
}

/** Its name; a press opens what can be set of it. */
function Chip({ settings, files, job, onChange }: ChipProps) {
  const { beside, name, on } = job
  const detector = detectorById(beside.detector)
  const [problem, setProblem] = useState<string | null>(null)
  if (!detector) return null
  const fields = detector.params.fields
  const values = Object.fromEntries(fields.map((f) => [f.name, beside.params[f.name] ?? f.input.default]))
  const takes = takesOf(detector)
  const columns =
    files.reference.state === 'loaded'
      ? comparableColumns(
          files.reference.summary,
          files.test.state === 'loaded' ? files.test.summary : null,
          { ...settings, takes },
        )
      : []
  const single = detector.columns === 'one' || detector.columns === 'error'
  return (
    <Popover
      label={`${name}, settings`}
      button={<ChipName name={name} on={on} />}
      variant="quiet"
      size={28}
      width={320}
      plain
    >
      {(close) => (
        <div className={styles['settings']}>
          <p className={styles['summary']}>{detector.summary}</p>
          {single ? (
            <SelectField
              label="Looks at"
              // A column may be called anything: the automatic choice is told apart by its own prefix.
              value={beside.on === null ? '*' : `=${beside.on}`}
              options={[
                {
                  value: '*',
                  label:
                    detector.columns === 'one' ? automatic(takes, columns.length) : 'As set for the data',
                },
                ...columns.map((column) => ({ value: `=${column}`, label: column })),
              ]}
              onChange={(value) => onChange({ on: value === '*' ? null : value.slice(1) })}
            />
          ) : null}
          <ParamForm
            fields={fields}
            values={values}
            detectors={MEMBERS}
            onChange={(param, value) => onChange({ params: { ...beside.params, [param]: value } })}
            onProblem={setProblem}
            onSubmit={close}
          />
          {problem === null ? null : <p className={styles['problem']}>{problem}</p>}
        </div>
      )}
    </Popover>
  )
}

function automatic(takes: string, columns: number): string {
  return takes === 'numbers' && columns > 1 ? 'First principal component (PC 1)' : 'The first chosen column'
}

function ChipName({ name, on }: { name: string; on: string }) {
  return (
    <span className={styles['name']}>
      {name} <span className={styles['on']}>{on}</span>
    </span>
  )
}
