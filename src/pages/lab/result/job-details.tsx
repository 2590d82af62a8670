import type { ReactNode } from 'react'
import { writtenP } from '~/lib/p-value'
import { CopyButton } from '~/ui/controls/copy-button'
import { CopyText } from '~/ui/controls/copy-text'
import { Frame } from '~/ui/page/frame'
import type { Job, JobResult } from '~/queries/lab'
import styles from './job-details.module.css'
import { columnsWords, nameOf, settingWord, splitWords } from './job-words'

interface JobDetailsProps {
  jobs: readonly { job: Job; value: JobResult }[]
}

/** Everything that reproduces the result: seed, bandwidth and its rule, rows used, files by their digest. */
export function JobDetails({ jobs }: JobDetailsProps) {
  const [main] = jobs
  if (!main) return null
  const { selection } = main.job
  const { reference, test } = selection
  return (
    <Frame
      title="How to reproduce it"
      subtitle="The same data, settings and seed give the same numbers in any browser and in node."
      actions={
        <CopyButton size={28} variant="quiet" text={() => JSON.stringify(record(jobs), null, 2)}>
          Copy as JSON
        </CopyButton>
      }
    >
      <div className={styles['groups']}>
        <div role="group" aria-label="Data">
          <h3 className={styles['name']}>Data</h3>
          <dl className={styles['list']}>
            <Setting name={test && test.digest !== reference.digest ? 'reference' : 'file'}>
              {reference.name} <CopyText text={reference.digest} what="SHA-256" />
            </Setting>
            {test && test.digest !== reference.digest ? (
              <Setting name="test">
                {test.name} <CopyText text={test.digest} what="SHA-256" />
              </Setting>
            ) : null}
            {selection.split ? <Setting name="split">{splitWords(selection.split)}</Setting> : null}
            <Setting name="columns">{columnsWords(selection)}</Setting>
            {/* Errors and classes are never standardised. */}
            {selection.takes === 'error' || selection.takes === 'labels' ? null : (
              <Setting name="standardise">{selection.standardise ? 'yes' : 'no'}</Setting>
            )}
            <Setting name="order">{selection.timeColumn ?? 'rows as they come'}</Setting>
          </dl>
        </div>
        {jobs.map(({ value }, k) => (
          <div key={`${value.result.detector}-${k}`} role="group" aria-label={nameOf(value)}>
            <h3 className={styles['name']}>{nameOf(value)}</h3>
            <dl className={styles['list']}>
              {Object.entries(value.result.settings).map(([name, setting]) => (
                <Setting key={name} name={name}>
                  {settingWord(setting)}
                </Setting>
              ))}
            </dl>
          </div>
        ))}
      </div>
    </Frame>
  )
}

function Setting({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Settings in full precision, and the result without its long arrays. */
function record(jobs: JobDetailsProps['jobs']) {
  return jobs.map(({ job, value }) => {
    const { settings, notes, drift, detector, memory } = value.result
    return {
      detector,
      drift,
      ...numbersOf(value.result),
      params: job.params,
      selection: job.selection,
      rowsLeftOut: value.rowsLeftOut,
      ...(memory ? { memory } : {}),
      settings,
      notes: [...value.notes, ...notes],
    }
  })
}

function numbersOf(result: JobResult['result']) {
  switch (result.shape) {
    case 'two-sample':
      return {
        statistic: result.statistic,
        pValue: writtenP(result.pValue),
        threshold: result.threshold,
        rows: result.rows,
      }
    case 'per-column':
      return {
        // Their pictures are in the charts.
        columns: result.columns.map(({ view: _view, ...column }) => ({
          ...column,
          pValue: writtenP(column.pValue),
          adjustedPValue: writtenP(column.adjustedPValue),
        })),
        effect: result.effect,
        correction: result.correction,
        alpha: result.alpha,
        rows: result.rows,
      }
    case 'trace':
      return {
        threshold: result.threshold,
        side: result.side,
        limits: result.limits.map(({ name, level }) => ({ name, level })),
        thresholdRule: result.thresholdRule,
        alarms: result.alarms,
        warnings: result.warnings,
        skipped: result.skipped,
        rows: result.rows,
      }
  }
}
