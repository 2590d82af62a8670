import { guessLabels } from '~/data/prepare/column-choices'
import type { TableSummary } from '~/data/columns'
import type { Selection, Takes } from '~/data/prepare/selection'
import {
  comparesEachColumn,
  hasMissingPolicy,
  learnsFromStream,
  takesFor,
  takesOf,
} from '~/domain/detection/detector-input'
import { sharedAlpha } from '~/domain/detection/two-looks'
import type { Detector } from '~/drift/define'
import type { ParamValue } from '~/drift/params'
import { detectorById } from '~/drift/registry'
import { parseParams } from '~/forms/param-values'
import type { Job } from '~/queries/lab'
import { evolutionOf, labFields, type LabSettings, type PlannedSettings } from '../settings'

/** Every value of the form, defaults filled in. */
export function labParams(settings: PlannedSettings): Record<string, ParamValue> {
  return Object.fromEntries(
    labFields(settings.detector).map((f) => [f.name, settings.params[f.name] ?? f.input.default]),
  )
}

/**
 * The jobs that the settings ask for, the verdict's first; null while something is missing or out of range.
 * @param columns the columns to compare, see `chosenColumns`
 */
export function jobsOf(
  settings: PlannedSettings,
  columns: string[] | null,
): { main: Job; evolution: Job | null } | null {
  const detector = detectorById(settings.detector)
  const selection = detector && selectionOf(settings, detector, columns, takesFor(detector, columns))
  if (!detector || !selection) return null
  const over = evolutionOf(detector)
  const all = over ? sharedAlpha(labParams(settings)) : labParams(settings)
  const jobFor = (d: Detector): Job | null => {
    const own = new Set(d.params.fields.map((f) => f.name))
    const given = Object.fromEntries(Object.entries(all).filter(([name]) => own.has(name)))
    const { values, errors } = parseParams(d.params, given)
    return Object.keys(errors).length > 0 ? null : { detector: d.id, params: values, selection }
  }
  const main = jobFor(detector)
  const evolution = over && jobFor(over)
  return main && (!over || evolution) ? { main, evolution } : null
}

/** @param takes `component` where a detector of one column is to look at several */
export function selectionOf(
  settings: PlannedSettings,
  detector: Detector,
  columns: string[] | null,
  takes: Takes,
): Selection | null {
  const { reference, test, split, standardise, timeColumn, labels, oneIsCorrect } = settings
  if (!reference) return null
  const concept = takes === 'error' || takes === 'labels'
  const common = {
    reference,
    columns: concept && labels ? null : columns,
    standardise,
    timeColumn,
    ...(takes === 'numbers' ? {} : { takes }),
    ...(concept && labels ? { labels } : {}),
    ...(takes === 'error' && !labels && oneIsCorrect ? { oneIsCorrect } : {}),
    ...(hasMissingPolicy(detector) ? { keepMissing: true } : {}),
    ...(comparesEachColumn(detector) ? { ownRows: true } : {}),
  }
  if (test) return { ...common, test, split: null }
  if (split) return { ...common, test: null, split }
  // A detector that learns from the stream itself can walk one whole file.
  return learnsFromStream(detector) ? { ...common, test: reference, split: null, alone: true } : null
}

/** The detector looks at one column that somebody chooses: a number, or 0/1 errors that are not made of labels. */
export function looksAtOne(detector: Detector | null, { labels }: Pick<LabSettings, 'labels'>): boolean {
  return detector?.columns === 'one' || (detector?.columns === 'error' && !labels)
}

/**
 * The columns that a job compares: those chosen, less the one that orders the stream and the one that splits the
 * file. Where the detector looks at one column and the several chosen ones have no first principal component (errors,
 * categories), the first of them. Null stands for the columns that are compared where nobody chose.
 * @param available columns that can be compared
 * @param standard those of them that are, where nobody chose
 */
export function chosenColumns(
  settings: PlannedSettings,
  available: readonly string[],
  standard: readonly string[] = available,
): string[] | null {
  const splits = !settings.test && settings.split?.by === 'column' ? settings.split.column : null
  const free = settings.columns?.filter((name) => name !== settings.timeColumn && name !== splits) ?? []
  const detector = detectorById(settings.detector)
  const takes = detector ? takesOf(detector) : 'numbers'
  // Chosen for another detector, they may be of the wrong kind for this one.
  const fitting = free.filter((name) => available.includes(name))
  const kept = fitting.length > 0 || takes === 'error' ? fitting : free
  const chosen = kept.length > 0 ? kept : null
  if (!looksAtOne(detector, settings)) return chosen
  const names = chosen ?? standard
  return detector?.columns === 'one' && takes === 'numbers' && names.length > 1
    ? chosen
    : [names[0] ?? available[0] ?? '']
}

/** True and predicted labels by their names, else the first two columns that could be: somebody sees them and corrects. */
export function guessedLabels(
  reference: TableSummary,
  test: TableSummary | null,
  candidates: readonly string[],
): LabSettings['labels'] {
  const guess = guessLabels(reference, test)
  if (guess) return guess
  const [truth, prediction] = candidates
  return truth === undefined || prediction === undefined ? null : { truth, prediction }
}
