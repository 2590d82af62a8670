import { detectorById, detectors } from '~/drift/registry'
import type { ParamValue } from '~/drift/params'
import { ParamForm } from '~/forms/param-form'
import { parseParams } from '~/forms/param-values'
import { FrameSection } from '~/ui/frame'
import { Select } from '~/ui/select'
import styles from './detector-panel.module.css'
import { labFields, labParams, type LabSettings } from './settings'
import type { ChangeSettings } from './use-settings'

interface DetectorPanelProps {
  settings: LabSettings
  change: ChangeSettings
  /** What is wrong with what was typed, or null. */
  onProblem(sentence: string | null): void
  onRun(): void
}

/** What an ensemble can be made of. */
const MEMBERS = detectors.filter((d) => d.family !== 'ensemble')

/** Which detector, with which parameters. The form comes from the detector's own declaration. */
export function DetectorPanel({ settings, change, onProblem, onRun }: DetectorPanelProps) {
  const detector = detectorById(settings.detector)
  const setParam = (name: string, value: ParamValue): void =>
    change({ params: { ...settings.params, [name]: value } })
  return (
    <FrameSection title="Detector">
      <div className={styles['stack']}>
        <Select
          aria-label="Detector"
          value={settings.detector}
          options={detectors.map((d) => ({ value: d.id, label: d.name, detail: d.longName }))}
          // Parameters of another detector mean something else, even under the same name; the columns stay chosen.
          onChange={(id) => change({ detector: id, params: {} })}
        />
        {detector ? <p className={styles['summary']}>{detector.summary}</p> : null}
        <ParamForm
          fields={labFields(settings.detector)}
          values={labParams(settings)}
          broken={detector ? (parseParams(detector.params, labParams(settings)).errors[''] ?? null) : null}
          detectors={MEMBERS}
          onChange={setParam}
          onProblem={onProblem}
          onSubmit={onRun}
        />
      </div>
    </FrameSection>
  )
}
