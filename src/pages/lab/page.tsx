import Layers from 'lucide-react/icons/layers'
import LinkIcon from 'lucide-react/icons/link'
import Play from 'lucide-react/icons/play'
import { useCallback, useEffect, useState } from 'react'
import type { BundledSample } from '~/data/samples'
import { warmLab } from '~/queries/lab'
import { copyLink } from '~/scaffold/copy-link'
import { useArrival } from '~/scaffold/use-arrival'
import { Button } from '~/ui/controls/button'
import { Frame } from '~/ui/page/frame'
import { Kbd } from '~/ui/words/kbd'
import { InTurn } from '~/ui/states/in-turn'
import { Notice } from '~/ui/states/notice'
import { PageHeader } from '~/ui/page/page-header'
import { ColumnsTable } from './data/columns-table'
import { DataPanel } from './data/data-panel'
import { DetectorPanel } from './detector/detector-panel'
import styles from './page.module.css'
import { Results } from './result/results'
import { SampleSource } from './data/sample-source'
import { SamplesDialog } from './data/samples-dialog'
import type { PlannedJobs } from './job/plan'
import { usePlan } from './job/use-plan'
import { sampleOf, settingsOfSample } from './data/sample-settings'
import { SideBySide } from './detector/side-by-side'
import { useRemembered } from './data/recent'
import { useFiles } from './data/use-files'
import { useLabCommands } from './use-lab-commands'
import { type JobStates, useJobStates } from './job/use-job-states'
import { useRunPress } from './job/use-run-press'
import { useSettings } from './use-settings'
import { whyNot } from './job/why-not'

/** The Lab: drop data, pick a detector, run it here, see what it found. */
export function Component() {
  const [settings, change] = useSettings()
  const files = useFiles(settings, change)
  const [samplesOpen, setSamplesOpen] = useState(false)
  const [opened, setOpened] = useState(0)
  const arrival = useArrival()
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => warmLab(), [])

  const plan = usePlan(settings, files)
  const { jobs } = plan
  const states = useJobStates(jobs, settings.run)

  const openSample = useCallback(
    (sample: BundledSample): void => {
      setSamplesOpen(false)
      setOpened((before) => before + 1)
      change(settingsOfSample(sample))
      showResults()
    },
    [change],
  )
  // The form's sentence says which parameter is out of its range, and what the range is.
  const blocked = whyNot(settings, files, plan.available, jobs !== null || problem !== null) ?? problem
  // A link that says `run` and cannot be run must not look as if nothing was asked.
  const hindrance = plan.uncomparable ?? (settings.run && plan.ready && jobs === null ? blocked : null)
  const busy = isBusy(states)
  const found = states.main.state === 'done'
  const complete = isComplete(states, jobs)
  useRemembered(settings, found)
  const run = useRunPress({ blocked, busy, complete, asked: settings.run, again: states.again, change })
  const chooseColumn = useCallback((name: string) => change({ columns: [name] }), [change])
  const chooseColumns = useCallback((names: string[] | null) => change({ columns: names }), [change])
  useLabCommands({
    run,
    mayRun: blocked === null && !busy,
    openSample,
    columns: plan.available,
    chooseColumn,
  })

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
      <div
        className={styles['columns']}
        data-first={settings.run || found || files.reference.state === 'empty' ? 'results' : 'form'}
      >
        <Frame label="Set-up" flush unprinted>
          <DataPanel
            settings={settings}
            change={change}
            files={files}
            plan={plan}
            onShowColumns={() => document.getElementById('columns')?.scrollIntoView({ block: 'start' })}
          />
          <DetectorPanel
            // What was typed and is not valid goes with what it was typed into: another link, another sample.
            key={`${arrival} ${opened}`}
            settings={settings}
            change={change}
            files={files}
            onProblem={setProblem}
            onRun={run}
          />
          <SideBySide settings={settings} change={change} files={files} jobs={plan.beside} />
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
            plan={plan}
            states={states}
            sample={sample}
            files={files}
            onViewChange={(view) => change({ view: view === null ? null : [view[0], view[1]] })}
            onIgnore={(ignore) => change({ ignore })}
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
              <InTurn>
                <ColumnsTable
                  reference={files.reference.summary}
                  test={files.test.state === 'loaded' ? files.test.summary : null}
                  available={plan.available}
                  chosen={plan.chosen}
                  standard={plan.standard}
                  leftOut={plan.leftOut}
                  single={plan.oneColumn}
                  onChoose={chooseColumns}
                />
              </InTurn>
            </div>
          ) : null}
          {sample ? (
            <InTurn>
              <SampleSource sample={sample} />
            </InTurn>
          ) : null}
        </div>
      </div>
    </>
  )
}

function isBusy({ main, evolution, beside }: JobStates): boolean {
  return [main, evolution, ...beside].some(({ state }) => state === 'running')
}

/** Everything that was asked for is there: nothing is left to be run but all of it again. */
function isComplete({ main, evolution, beside }: JobStates, jobs: PlannedJobs | null): boolean {
  if (!jobs) return false
  const asked = [jobs.main, jobs.evolution, ...jobs.beside]
  return [main, evolution, ...beside].every(({ state }, k) => state === 'done' || !asked[k])
}

/** On a small screen the results stand above the form: there they are brought into view. */
function showResults(): void {
  if (window.matchMedia('(width < 900px)').matches)
    document.getElementById('results')?.scrollIntoView({ block: 'start' })
}

function copyLabLink(): void {
  void copyLink('It holds the settings and the digests of the files, not the files.')
}
