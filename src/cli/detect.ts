import { learnsFromStream } from '~/domain/detection/detector-input'
import { leftOutRowsNotes } from '~/domain/detection/left-out-rows'
import { inDataUnits } from '~/drift/data-units'
import type { Detector } from '~/drift/define'
import type { ParamValue } from '~/drift/params'
import { verdictOf } from '~/domain/detection/verdict'
import { verdictWithFindings } from '~/domain/detection/verdict-with-findings'
import { countedFindings, type FindingGroup } from '~/domain/detection/counted-findings'
import { tableFindings } from '~/drift/data-checks/table-findings'
import { EXIT } from './errors'
import { resultJson } from './json'
import { parseParamFlags, requireDetector } from './params'
import { type PublishFlags, publishResult, publishTarget } from './publish'
import type { runDetector } from './run-detector'
import { type DataFlags, readingNotes, readSamples, type Samples } from './samples'
import { print, say } from './terminal'
import { placesBy, resultLines } from './words'

export interface DetectFlags extends DataFlags, PublishFlags {
  param: readonly string[]
  json: boolean
  /** Findings in the data itself that do not count: they are told all the same. */
  ignore: readonly FindingGroup[]
}

/**
 * `tidemark detect <id> --reference ref.csv --test new.csv`, and `tidemark stream <id> data.csv`: runs a detector on
 * files and says what it found.
 * @returns the exit code: 3 drift, or a finding in the data itself; 0 none, alarms that are unconfirmed, or not enough data
 */
export async function detect(
  id: string | undefined,
  flags: DetectFlags,
  runs: typeof runDetector,
): Promise<number> {
  const detector = requireDetector(id)
  const params = parseParamFlags(detector, flags.param)
  // Before anything is computed: a missing token is said at once.
  const target = flags.publish === undefined ? null : await publishTarget(flags.publish)
  const samples = await readSamples(detector, flags)
  const { reference, test, times, scaling } = samples.prepared
  const computed = await runs(detector, params, {
    reference: learnsFromStream(detector) ? null : reference,
    test,
    times,
    scaling,
  })
  const result = inDataUnits(computed, scaling)
  const places = placesBy(times)
  const own = verdictOf(result, null, places)
  const notes = [
    ...samples.prepared.notes,
    ...leftOutRowsNotes(samples.prepared.rowsLeftOut, samples.selection.alone === true),
  ]
  const findings = countedFindings(tableFindings(samples.prepared.facts, params), flags.ignore)
  const verdict = verdictWithFindings(own, findings)
  const { drift } = verdict
  if (flags.json)
    print(
      resultJson({
        ...runFacts(detector, params, samples),
        drift,
        outcome: verdict.outcome,
        findings,
        verdict: verdict.title,
        text: verdict.text,
        notes: [...samples.prepared.warnings, ...notes],
        result,
      }),
    )
  else {
    for (const warning of samples.prepared.warnings) print(`▲ ${warning}`)
    for (const line of resultLines(result, verdict, findings, places)) print(line)
    for (const note of [...readingNotes([samples.reference, samples.test]), ...notes]) print(`  ${note}`)
  }
  if (target) {
    const record = await publishResult(target, {
      detector,
      samples,
      result,
      drift,
      outcome: own.outcome,
      findings,
      flags,
    })
    say(`Published as record ${record} of ${target.name}.`)
  }
  return drift ? EXIT.drift : EXIT.noDrift
}

function runFacts(detector: Detector, params: Record<string, ParamValue>, samples: Samples) {
  const fileFacts = ({ name, summary }: Samples['test']) => ({
    name,
    sha256: summary.digest,
    rows: summary.rows,
    readAs: summary.readAs,
    notes: summary.notes,
  })
  return {
    detector: detector.id,
    params,
    reference:
      samples.reference === samples.test && samples.selection.split === null
        ? null
        : fileFacts(samples.reference),
    test: fileFacts(samples.test),
    columns: samples.prepared.test.columns,
    split: samples.selection.split,
    standardise: samples.selection.standardise,
    leftOut: samples.prepared.columnsLeftOut,
    rowsLeftOut: samples.prepared.rowsLeftOut,
  }
}
