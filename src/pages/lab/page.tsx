import Layers from 'lucide-react/icons/layers'
import LinkIcon from 'lucide-react/icons/link'
import Play from 'lucide-react/icons/play'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { type BundledSample, bundledSampleOf } from '~/data/samples'
import { comparableColumns } from '~/data/column-choices'
import type { Takes } from '~/data/selection'
import { learnsFromStream, takesOf } from '~/domain/detection/detector-input'
import { detectorById } from '~/drift/registry'
import { warmLab } from '~/queries/lab'
import { copyLink } from '~/scaffold/copy-link'
import { Button } from '~/ui/button'
import { Frame } from '~/ui/frame'
import { Kbd } from '~/ui/kbd'
import { Notice } from '~/ui/notice'
import { PageHeader } from '~/ui/page-header'
import { ColumnsTable } from './data/columns-table'
import { DataPanel } from './data/data-panel'
import { DetectorPanel } from './detector/detector-panel'
import styles from './page.module.css'
import { Results } from './result/results'
import { SampleSource } from './data/sample-source'
import { SamplesDialog } from './data/samples-dialog'
import { comparedJobs } from './detector/compared-jobs'
import { chosenColumns, jobsOf, looksAtOne } from './run/jobs'
import type { LabSettings } from './settings'
import { SideBySide } from './detector/side-by-side'
import { type Files, useFiles } from './data/use-files'
import { useLabCommands } from './use-lab-commands'
import { useRunPress } from './run/use-run-press'
import { type Jobs, type Runs, useRuns } from './run/use-runs'
import { useSettings } from './use-settings'
import { nothingToCompare, whyNot } from './run/why-not'

/** The Lab: drop data, pick a detector, run it here, see what it found. */
export function Component() {
  const [settings, change] = useSettings()
  const files = useFiles(settings, change)
  const [samplesOpen, setSamplesOpen] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => warmLab(), [])

  const detector = detectorById(settings.detector)
  const { availableAs, ready } = useAvailable(files, settings)
  const available = availableAs(detector ? takesOf(detector) : 'numbers')
  const columns = chosenColumns(settings, available)
  const beside = comparedJobs(settings, availableAs)
  const first = ready ? jobsOf(settings, columns) : null
  const jobs = first && { ...first, beside: beside.map(({ job }) => job) }
  const runs = useRuns(jobs, settings.run)

  const openSample = useCallback(
    (sample: BundledSample): void => {
      setSamplesOpen(false)
      change(settingsOfSample(sample), 'push')
    },
    [change],
  )
  const uncomparable = nothingToCompare(files, available, settings)
  // The form's sentence says which parameter is out of its range, and what the range is.
  const blocked = whyNot(settings, files, available, jobs !== null || problem !== null) ?? problem
  // A link that says `run` and cannot be run must not look as if nothing was asked.
  const hindrance = uncomparable ?? (settings.run && ready && jobs === null ? blocked : null)
  const busy = isBusy(runs)
  const found = runs.main.state === 'done'
  const complete = isComplete(runs, jobs)
  const run = useRunPress({ blocked, busy, complete, asked: settings.run, again: runs.again, change })
  useLabCommands({ run, openSample })

  const sample = sampleOf(settings)
  return (
    <>
      <PageHeader
        title="Lab"
        facts="Runs on your machine. The files are not uploaded."
        actions={
          <>
            <Button icon={Layers} onClick={() => setSamplesOpen(true)}>
              Bundled samples
            </Button>
            <Button icon={LinkIcon} onClick={copyLabLink}>
              Copy link
            </Button>
          </>
        }
      />
      <SamplesDialog open={samplesOpen} onClose={() => setSamplesOpen(false)} onOpenSample={openSample} />
      <div className={styles['columns']} data-found={found ? 'yes' : 'no'}>
        <Frame label="Set-up" flush>
          <DataPanel
            settings={settings}
            change={change}
            files={files}
            available={available}
            chosen={columns ?? available}
            detector={detector}
            oneColumn={looksAtOne(detector, settings)}
            referenceOptional={detector !== null && learnsFromStream(detector)}
            onChooseColumns={() => document.getElementById('columns')?.scrollIntoView({ block: 'start' })}
          />
          <DetectorPanel
            settings={settings}
            change={change}
            files={files}
            onProblem={setProblem}
            onRun={run}
          />
          <SideBySide settings={settings} change={change} files={files} jobs={beside} />
          <div className={styles['runFoot']}>
            <div className={styles['run']}>
              <Button variant="primary" icon={Play} wide onClick={run} disabledReason={blocked} busy={busy}>
                {busy ? 'Running' : found ? 'Run again' : 'Run'}
              </Button>
              <Kbd>Ctrl ↵</Kbd>
            </div>
          </div>
        </Frame>
        <div id="results" className={styles['results']}>
          <Results
            settings={settings}
            jobs={jobs}
            beside={beside}
            runs={runs}
            sample={sample}
            files={files}
            onViewChange={(view) => change({ view: view === null ? null : [view[0], view[1]] })}
            onCopyLink={copyLabLink}
            onSubsample={(rows) =>
              change({ params: { ...settings.params, subsample: rows }, run: true }, 'push')
            }
            onOpenSample={openSample}
          />
          {hindrance === null ? null : (
            <Notice tone="warning" announce>
              {hindrance}
            </Notice>
          )}
          {files.reference.state === 'loaded' ? (
            <div id="columns">
              <ColumnsTable
                reference={files.reference.summary}
                test={files.test.state === 'loaded' ? files.test.summary : null}
                available={available}
                chosen={columns ?? available}
                single={looksAtOne(detector, settings)}
                onChoose={(names) => change({ columns: names })}
              />
            </div>
          ) : null}
          {sample ? <SampleSource sample={sample} /> : null}
        </div>
      </div>
    </>
  )
}

function isBusy({ main, evolution, beside }: Runs): boolean {
  return [main, evolution, ...beside].some(({ state }) => state === 'running')
}

/** Everything that was asked for is there: nothing is left to be run but all of it again. */
function isComplete({ main, evolution, beside }: Runs, jobs: Jobs | null): boolean {
  if (!jobs) return false
  const asked = [jobs.main, jobs.evolution, ...jobs.beside]
  return [main, evolution, ...beside].every(({ state }, k) => state === 'done' || !asked[k])
}

/** Columns that can be compared, by what a detector makes of them, once every file that is named has been read. */
function useAvailable(
  { reference, test }: Files,
  { timeColumn, split }: LabSettings,
): { availableAs: (takes: Takes) => string[]; ready: boolean } {
  return useMemo(() => {
    if (reference.state !== 'loaded') return { availableAs: () => NONE, ready: false }
    const testSummary = test.state === 'loaded' ? test.summary : null
    // A file may have ten thousand columns.
    const known = new Map<Takes, string[]>()
    const availableAs = (takes: Takes): string[] => {
      const names =
        known.get(takes) ?? comparableColumns(reference.summary, testSummary, { timeColumn, split, takes })
      known.set(takes, names)
      return names
    }
    return { availableAs, ready: test.state === 'loaded' || test.state === 'empty' }
  }, [reference, test, timeColumn, split])
}

const NONE: string[] = []

function settingsOfSample(sample: BundledSample): Partial<LabSettings> {
  const refTo = (role: 'reference' | 'test' | 'both') => {
    const file = sample.files.find((f) => f.role === role)
    return file ? { digest: file.digest, name: file.fileName } : null
  }
  const { selection, detector, params } = sample.suggestion
  return {
    ...selection,
    columns: selection.columns && [...selection.columns],
    reference: refTo('reference') ?? refTo('both'),
    test: refTo('test'),
    detector,
    params: { ...params },
    beside: [],
    labels: null,
    oneIsCorrect: false,
    run: true,
  }
}

function sampleOf({ reference, test }: LabSettings): BundledSample | null {
  const stream = test ?? reference
  return stream ? bundledSampleOf(stream.digest) : null
}

function copyLabLink(): void {
  void copyLink('It holds the settings and the digests of the files, not the files.')
}
