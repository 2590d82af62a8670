import { review, type ReviewedDetector } from '~/domain/detection/coverage'
import type { Measured } from '~/domain/detection/trade-off'
import { calibrations } from '~/drift/calibrations'
import type { Detector } from '~/drift/define'
import { detectors } from '~/drift/registry'
import type { CatalogueSettings } from './settings'

const FAMILIES = {
  change: 'Change detection',
  concept: 'Concept drift',
  'data-drift': 'Data drift',
  ensemble: 'Ensembles',
} as const satisfies Record<Detector['family'], string>

const all: readonly Detector[] = detectors

/** The detectors here that are a reviewed one, the first one to be opened. */
export function oursOf({ ours }: ReviewedDetector): Detector[] {
  return ours.flatMap((id) => all.filter((d) => d.id === id))
}

/** Of the reviewed detectors, those that run here. */
export function coveredCount(): number {
  return review.filter((reviewed) => oursOf(reviewed).length > 0).length
}

/** Reviewed detectors of which one here passes the filters, in the order of the talk. */
export function reviewedRows(settings: CatalogueSettings): readonly ReviewedDetector[] {
  return review.filter(
    (reviewed) =>
      oursOf(reviewed).some((d) => passes(d, settings)) &&
      found(
        `${reviewed.name} ${reviewed.longName} ${reviewed.paper} ${oursOf(reviewed).map(wordsOf).join(' ')}`,
        settings.search,
      ),
  )
}

/** Every detector that passes the filters, by family. */
export function detectorRows(settings: CatalogueSettings): { family: string; members: Detector[] }[] {
  return Object.entries(FAMILIES)
    .map(([family, title]) => ({
      family: title,
      members: all.filter(
        (d) => d.family === family && passes(d, settings) && found(wordsOf(d), settings.search),
      ),
    }))
    .filter(({ members }) => members.length > 0)
}

/** What was measured of the streaming ones. An ensemble is what its members are, and is not measured. */
export function measuredOf(shown: readonly Detector[]): Measured[] {
  return shown.flatMap((detector) =>
    detector.kind === 'stream' && detector.family !== 'ensemble'
      ? [{ detector, calibration: calibrations[detector.id] ?? null }]
      : [],
  )
}

/** "one column", as the catalogue says it. */
export function inputWords({ columns, accepts }: Detector): string {
  switch (columns) {
    case 'one':
      return 'one column'
    case 'many':
      return accepts === 'categories' ? 'categories' : accepts === 'both' ? 'columns, categories' : 'columns'
    case 'error':
      return 'errors (0 or 1)'
    case 'labels':
      return 'true and predicted labels'
  }
}

function passes(d: Detector, { mode, input, cost }: CatalogueSettings): boolean {
  const inputs = {
    one: d.columns === 'one',
    many: d.columns === 'many',
    errors: d.columns === 'error' || d.columns === 'labels',
  }
  return (
    (mode === 'any' || d.kind === mode) &&
    (input === 'any' || inputs[input]) &&
    (cost === 'any' || d.cost.time.startsWith('O(1)'))
  )
}

function wordsOf(d: Detector): string {
  return `${d.id} ${d.name} ${d.longName} ${d.summary} ${d.citation.text} ${d.cost.time}`
}

/** Every word of the search occurs. */
function found(text: string, search: string): boolean {
  const low = text.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => low.includes(word))
}
