import { formatCount, formatNumber } from '~/lib/format'
import * as v from 'valibot'
import type { ComputationModule, LoadMember } from './computation-module'
import { completeResult } from './complete-result'
import { computations } from './computations'
import { withDataChecks } from './data-checks/with-data-checks'
import type { Computation, Detector, Progress } from './define'
import { DriftError } from './errors'
import type { AnyMachine } from './machine'
import type { KernelAssistant } from './kernels/kernel-assistant'
import { checkRange } from './number-range'
import { detectorById } from './registry'
import type { DetectorResult } from './results'
import type { ColumnScaling, Sample, Times } from './sample'
import { withProgress } from './with-progress'

interface Samples {
  reference: Sample | null
  test: Sample
  /** Axis of the test rows, for detectors that walk a stream; none where it is left out. */
  times?: Times | null
  /** Columns that were standardised, so that a note can speak of the data's own values. */
  scaling?: readonly ColumnScaling[]
  /** Other workers that are free to help, for detectors that share their work. */
  assistants?: readonly KernelAssistant[]
}

/**
 * A detector that is ready to run. `params` may come from anywhere: they are checked, unknown ones are
 * dropped and missing ones take their defaults.
 * @throws DriftError at its first step: `bad-parameter`, `needs-reference`, `needs-one-column`, and what the detector throws
 */
export type LoadedDetector = (params: unknown, samples: Samples) => Computation<DetectorResult>

/**
 * Loads what a detector computes with; its declaration is in the registry.
 * @param params with which it will be run: an ensemble loads the members that they name
 * @throws DriftError `unknown-detector`, `detector-unreachable`, and what an ensemble says of its members
 */
export async function loadDetector(id: string, params: unknown = {}): Promise<LoadedDetector> {
  const detector = detectorById(id)
  if (!detector) throw new DriftError('unknown-detector', `There is no detector '${id}' in this version.`)
  const { run } = await loadComputation(detector, params)
  return function* (params, samples) {
    const checked = v.safeParse(detector.params.schema, params)
    if (!checked.success) throw new DriftError('bad-parameter', checked.issues[0].message)
    checkFit(detector, { reference: samples.reference, columns: samples.test.columns.length })
    checkLabels(detector, samples.test)
    yield* checkRange(detector, samples)
    // What is looked for afterwards is no work of the detector: its progress stays at its end.
    let told: Progress = { done: 0, total: 1, phase: 'rows' }
    const found = yield* withProgress(
      run({ times: null, ...samples }, checked.output),
      (step) => (told = step),
    )
    const { until: _, ...ended } = told
    return yield* withProgress(completed(detector, found, samples), () => ended)
  }
}

function* completed(
  detector: Detector,
  found: DetectorResult,
  samples: Samples,
): Computation<DetectorResult> {
  return yield* withDataChecks(detector, yield* completeResult(found, samples), samples)
}

/**
 * How a streaming detector steps; null for a detector that is no machine.
 * @param params with which it will step, checked
 * @throws DriftError `detector-unreachable`, and what an ensemble says of its members
 */
export async function loadMachine(detector: Detector, params: unknown = {}): Promise<AnyMachine | null> {
  return (await loadComputation(detector, params)).machine ?? null
}

async function loadComputation(detector: Detector, params: unknown): Promise<ComputationModule> {
  const loaded = await loadModule(detector)
  if (!('fromMembers' in loaded)) return loaded as ComputationModule
  const checked = v.safeParse(detector.params.schema, params)
  // What is wrong with them is said when it runs.
  return loaded.fromMembers(checked.success ? checked.output : detector.params.defaults, loadMember)
}

const loadMember: LoadMember = async (id) => {
  const detector = detectorById(id)
  if (!detector) throw new DriftError('unknown-detector', `There is no detector '${id}' in this version.`)
  return { detector, ...(await loadComputation(detector, {})) }
}

async function loadModule({ id, name }: Detector) {
  try {
    return await computations[id as keyof typeof computations]()
  } catch {
    throw new DriftError(
      'detector-unreachable',
      `The part of Tidemark that computes ${name} could not be loaded. Is the server that delivers this page still running? Then run it again; if that does not help, reload the page.`,
    )
  }
}

const COLUMNS = { one: 1, error: 1, labels: 2 } as const

/** @throws DriftError `needs-reference`, `needs-one-column`, `needs-labels` */
export function checkFit(
  detector: Detector,
  { reference, columns }: { reference: Sample | null; columns: number },
): void {
  if (detector.columns === 'labels' && columns !== COLUMNS.labels)
    throw new DriftError(
      'needs-labels',
      `${detector.name} looks at a column of true labels and one of predicted labels, and ${columns === 1 ? '1 column is' : `${columns} columns are`} chosen. Choose these two.`,
    )
  if (detector.columns !== 'many' && columns !== COLUMNS[detector.columns])
    throw new DriftError(
      'needs-one-column',
      `${detector.name} looks at one column, and ${columns} are chosen. Choose one.`,
    )
  if (!reference && (detector.kind === 'batch' || detector.needsReference))
    throw new DriftError(
      'needs-reference',
      `${detector.name} compares with a reference, and there is none. Choose one.`,
    )
}

/** What a detector of errors or labels takes, or null for one of numbers: "DDM takes 0 for correct and 1 for an error." */
export function binaryRule({ name, columns }: Detector): string | null {
  if (columns === 'error') return `${name} takes 0 for correct and 1 for an error.`
  return columns === 'labels' ? `${name} takes labels of 0 and 1.` : null
}

/** @throws DriftError `not-binary` where errors or labels hold another number than 0 and 1, naming the first row */
function checkLabels(detector: Detector, { values, columns, rowNumbers }: Sample): void {
  const rule = binaryRule(detector)
  if (rule === null) return
  const at = values.findIndex((x) => x !== 0 && x !== 1 && Number.isFinite(x))
  if (at < 0) return
  const d = columns.length
  throw new DriftError(
    'not-binary',
    `Row ${formatCount(rowNumbers[Math.floor(at / d)] ?? 0)} has ${formatNumber(values[at])} in column '${columns[at % d]}'. ${rule}`,
  )
}
