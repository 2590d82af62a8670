import { comparableColumns } from '~/data/prepare/column-choices'
import { detectorById, detectors } from '~/drift/registry'
import type { ParamValue } from '~/drift/params'
import { ParamForm } from '~/forms/param-form'
import { parseParams } from '~/forms/param-values'
import { FrameSection } from '~/ui/page/frame'
import styles from './detector-panel.module.css'
import { DetectorPicker } from './detector-picker'
import { guessedLabels, labParams } from '../job/jobs'
import { labFields, type LabSettings } from '../settings'
import type { Files } from '../data/use-files'
import type { ChangeSettings } from '../use-settings'

interface DetectorPanelProps {
  settings: LabSettings
  change: ChangeSettings
  files: Files
  /** What is wrong with what was typed, or null. */
  onProblem(sentence: string | null): void
  onRun(): void
}

/** What an ensemble can be made of. */
export const MEMBERS = detectors.filter((d) => d.family !== 'ensemble')

/** A detector of labels starts with the columns whose names tell, and so does one of errors where no column is one. */
function labelsFor(id: string, settings: LabSettings, { reference, test }: Files): Partial<LabSettings> {
  const detector = detectorById(id)
  const concept = detector?.columns === 'labels' || detector?.columns === 'error'
  if (!concept || settings.labels || reference.state !== 'loaded') return {}
  const other = test.state === 'loaded' ? test.summary : null
  const columns = (takes: 'error' | 'labels') =>
    comparableColumns(reference.summary, other, { ...settings, takes })
  if (detector.columns === 'error' && columns('error').length > 0) return {}
  return { labels: guessedLabels(reference.summary, other, columns('labels')) }
}

/** Which detector, with which parameters. The form comes from the detector's own declaration. */
export function DetectorPanel({ settings, change, files, onProblem, onRun }: DetectorPanelProps) {
  const detector = detectorById(settings.detector)
  const setParam = (name: string, value: ParamValue): void =>
    change({ params: { ...settings.params, [name]: value } })
  return (
    <FrameSection title="Detector">
      <div className={styles['stack']}>
        <DetectorPicker
          label="Detector"
          value={settings.detector}
          // Parameters of another detector mean something else, even under the same name; the columns stay chosen.
          onChoose={(id) => {
            if (id !== settings.detector)
              change({ detector: id, params: {}, ...labelsFor(id, settings, files) })
          }}
        />
        {detector ? <p className={styles['summary']}>{detector.summary}</p> : null}
        <ParamForm
          // What is not valid does not outlive the detector that it was typed for.
          key={settings.detector}
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
