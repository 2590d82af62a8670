import { chartsForReport } from '~/charts/frame/pictures'
import { commandLine } from '~/domain/detection/command-line'
import type { Verdict } from '~/domain/detection/verdict'
import type { Reproduction, ReportData } from '~/domain/report/report'
import { reportHtml } from '~/domain/report/report-html'
import { detectorById } from '~/drift/registry'
import type { CountedFinding } from '~/domain/detection/counted-findings'
import { safeFileName } from '~/lib/file-name'
import { counted } from '~/lib/format'
import { VERSION } from '~/lib/version'
import type { FileRef, Job, JobResult } from '~/queries/lab'
import { saveFile } from '~/ui/save-file'
import { readAsLine } from '../data/read-as/words'
import type { Files, Slot } from '../data/use-files'
import { columnsWords, nameOf, settingWord, splitWords } from '../result/job-words'
import { dataFileName, dataWords } from './data-names'

/** What the page shows of a result. */
export interface FoundForReport {
  verdict: Verdict
  /** What changed in the data itself. */
  findings: readonly CountedFinding[]
  /** What was done to the data on its way, and what limits the result. */
  notes: readonly string[]
  /** The verdict's job first. */
  jobs: readonly { job: Job; value: JobResult }[]
  files: Files
  /** Runs the same again. */
  link: string
}

/** Saves what the Lab shows as one HTML file: verdict, charts, data, settings, and what reproduces it. */
export async function saveLabReport(found: FoundForReport): Promise<void> {
  const { verdict, findings, notes, jobs, files, link } = found
  const [main] = jobs
  const results = document.getElementById('results')
  if (!main || !results) return
  const { selection } = main.job
  const html = reportHtml({
    title: `Drift report: ${dataWords(selection)}`,
    outcome: verdict.outcome,
    verdict,
    facts: verdict.facts,
    findings: findings.map(({ text, counts }) => (counts ? text : `${text} Ignored.`)),
    ...(await chartsForReport(results)),
    data: dataOf(selection, files),
    settings: [
      { name: 'Rows and columns', values: selectionValues(selection) },
      ...jobs.map(({ value }) => ({
        name: nameOf(value),
        values: Object.entries(value.result.settings).map(([label, setting]) => ({
          label,
          value: settingWord(setting),
        })),
      })),
    ],
    caveats: notes,
    reproduce: reproductionOf(jobs, link, files),
    version: VERSION,
    madeAt: Date.now(),
  })
  const name = safeFileName(dataFileName(selection), main.job.detector, verdict.outcome)
  saveFile(new Blob([html], { type: 'text/html;charset=utf-8' }), `${name}_report.html`)
}

function dataOf({ reference, test, alone }: Job['selection'], files: Files): ReportData[] {
  if (test && test.digest !== reference.digest)
    return [fileOf('Reference', reference, files.reference), fileOf('Test', test, files.test)]
  return [fileOf(alone === true ? 'Stream' : 'Reference and test', reference, files.reference)]
}

function fileOf(role: string, { name, digest }: FileRef, slot: Slot): ReportData {
  if (slot.state !== 'loaded') return { role, name, digest, details: [] }
  const { rows, columns, format, readAs, notes } = slot.summary
  return {
    role,
    name,
    digest,
    details: [
      `${counted(rows, 'row')}, ${counted(columns.length, 'column')}`,
      `Read as ${readAsLine(format, readAs, slot.file.options ?? {})}`,
      ...notes,
    ],
  }
}

function selectionValues(selection: Job['selection']): { label: string; value: string }[] {
  const { split, takes, standardise, timeColumn } = selection
  return [
    ...(split ? [{ label: 'split', value: splitWords(split) }] : []),
    { label: 'columns', value: columnsWords(selection) },
    // Errors and classes are never standardised.
    ...(takes === 'error' || takes === 'labels'
      ? []
      : [{ label: 'standardise', value: standardise ? 'yes' : 'no' }]),
    { label: 'order', value: timeColumn ?? 'rows as they come' },
  ]
}

/** A command for each detector; the same reason for having none is said once. */
function reproductionOf(jobs: FoundForReport['jobs'], link: string, files: Files): Reproduction {
  const { reference } = files
  const rows = reference.state === 'loaded' ? reference.summary.rows : null
  const lines = jobs.flatMap(({ job }) => {
    const detector = detectorById(job.detector)
    return detector ? [{ name: detector.name, line: commandLine(job, detector, rows) }] : []
  })
  const notes = lines.flatMap(({ name, line }) =>
    'why' in line ? [`No command line for ${name}: ${line.why}`] : [],
  )
  return {
    commands: lines.flatMap(({ line }) => ('command' in line ? [line.command] : [])),
    notes: [...new Set(notes)],
    link,
  }
}
