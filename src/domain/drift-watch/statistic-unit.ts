import { spokenDay } from '~/lib/dates'
import { formatCount } from '~/lib/format'
import type { DriftRecord } from './drift-record'
import type { HistoryPoint } from './history'
import { nameOf } from './readings'

/** In a record: the unit of its statistic and threshold, where they have one; "data": that of the column. */
export const STATISTIC_UNIT = 'test_statistic_unit'

type Unit = 'data' | 'standardised'

const WORDS: Readonly<Record<Unit, string>> = {
  data: 'in the unit of the data',
  standardised: 'in standard deviations',
}

/** Detectors whose statistic has the unit of what they see: the values, or values that were standardised before. */
const IN_UNIT_OF_INPUT: ReadonlySet<unknown> = new Set(['page-hinkley', 'gma', 'cusum'])

/** Another unit than in the record before: what stands on its two sides does not compare. */
export interface UnitStep {
  /** Of the first record in the other unit. */
  index: number
  at: number
  before: Unit
  unit: Unit
}

/**
 * Where the statistic of a history changes its unit. Records of earlier versions hold it in standard deviations where
 * the column was standardised, later ones in the unit of the data. One whose unit is not known changes nothing.
 * @param points ascending in time
 * @param metric path of what is charted
 */
export function unitSteps(points: readonly HistoryPoint[], metric: string): UnitStep[] {
  if (nameOf(metric) !== 'test_statistic') return []
  const steps: UnitStep[] = []
  let before: Unit | null = null
  for (const [index, { record, at, value }] of points.entries()) {
    const unit = value === null ? null : unitOf(record)
    if (unit === null) continue
    if (before !== null && unit !== before) steps.push({ index, at, before, unit })
    before = unit
  }
  return steps
}

function unitOf({ parameters }: DriftRecord): Unit | null {
  if (parameters[STATISTIC_UNIT] === 'data') return 'data'
  if (!IN_UNIT_OF_INPUT.has(parameters['detector'])) return null
  const { standardise, settings } = parameters
  // About a fixed mean CUSUM counts in standard deviations of the reference, whatever it is given.
  if (parameters['detector'] === 'cusum' && !hasForm(settings, 'running')) return null
  if (standardise === true) return 'standardised'
  return standardise === false ? 'data' : null
}

function hasForm(settings: unknown, form: string): boolean {
  return typeof settings === 'object' && settings !== null && 'form' in settings && settings.form === form
}

/** What such a step means, as a sentence; null where there is none. */
export function unitStepText(steps: readonly UnitStep[]): string | null {
  const last = steps.at(-1)
  if (!last) return null
  const day = spokenDay(last.at, { year: true })
  const others = steps.length === 1 ? '' : ` It is the last of ${formatCount(steps.length)} such changes.`
  return `From ${day} on the statistic is ${WORDS[last.unit]}, before that ${WORDS[last.before]}: the two do not compare, and each has its own scale in the chart.${others}`
}

/** Where the line of a chart parts, and what holds from there on. */
export const unitMarkers = (
  steps: readonly UnitStep[],
): { index: number; label: string; shortLabel: string; units: readonly [before: string, after: string] }[] =>
  steps.map(({ index, before, unit }) => ({
    index,
    label: WORDS[unit],
    shortLabel: 'other unit',
    units: [WORDS[before], WORDS[unit]],
  }))
