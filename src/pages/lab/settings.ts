import * as v from 'valibot'
import type { Selection, Split } from '~/data/selection'
import { parseParams } from '~/forms/param-values'
import { detectorById, detectors } from '~/drift/registry'
import type { Detector } from '~/drift/define'
import { type ParamField, type ParamValue, valueFromText } from '~/drift/params'
import type { FileRef, Job } from '~/queries/lab'

/** Everything that determines what the Lab shows. It stands in the URL, so that a link reproduces it. */
export interface LabSettings {
  reference: FileRef | null
  test: FileRef | null
  split: Split | null
  columns: string[] | null
  standardise: boolean
  timeColumn: string | null
  detector: string
  /** Only what differs from the default. */
  params: Record<string, ParamValue>
  /** The settings were run: opening the link runs them again. */
  run: boolean
  /** Zoom of the evolution chart, in units of its axis. */
  view: [number, number] | null
}

export const emptySettings: LabSettings = {
  reference: null,
  test: null,
  split: null,
  columns: null,
  standardise: true,
  timeColumn: null,
  detector: 'mmd',
  params: {},
  run: false,
  view: null,
}

const digestSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const rangeSchema = v.pipe(v.string(), v.regex(/^\d{1,12}-\d{1,12}$/))
const detectorSchema = v.picklist(detectors.map((d) => d.id))

/** Reads the settings from a URL. What is not understood falls back, field by field: a link never breaks the page. */
export function settingsFromUrl(query: URLSearchParams): LabSettings {
  const detector = v.fallback(detectorSchema, 'mmd')
  const id = v.parse(detector, query.get('detector'))
  return {
    reference: fileFromUrl(query.get('reference')),
    test: fileFromUrl(query.get('test')),
    split: splitFromUrl(query),
    columns: query.has('column') ? [...new Set(query.getAll('column'))] : null,
    standardise: query.get('standardise') !== 'no',
    timeColumn: query.get('time'),
    detector: id,
    params: paramsFromUrl(id, query),
    run: query.get('run') === 'yes',
    view: viewFromUrl(query.get('view')),
  }
}

/** The inverse. Defaults are left out, so that a short story has a short link. */
export function settingsToUrl(settings: LabSettings): URLSearchParams {
  const query = new URLSearchParams()
  const { reference, test, split } = settings
  if (reference) query.set('reference', `${reference.digest}.${reference.name}`)
  if (test) query.set('test', `${test.digest}.${test.name}`)
  if (split?.by === 'rows') {
    query.set('rows', `${split.reference.first}-${split.reference.last}`)
    if (split.test) query.set('testRows', `${split.test.first}-${split.test.last}`)
  }
  if (split?.by === 'column') {
    query.set('splitBy', split.column)
    query.set('referenceIs', split.reference)
    if (split.test !== null) query.set('testIs', split.test)
  }
  settings.columns?.forEach((name) => query.append('column', name))
  if (!settings.standardise) query.set('standardise', 'no')
  if (settings.timeColumn !== null) query.set('time', settings.timeColumn)
  if (settings.detector !== emptySettings.detector) query.set('detector', settings.detector)
  const fields = labFields(settings.detector)
  for (const field of fields) {
    const value = settings.params[field.name]
    if (value !== undefined && value !== field.input.default) query.set(`p.${field.name}`, String(value))
  }
  if (settings.view) query.set('view', settings.view.join('..'))
  if (settings.run) query.set('run', 'yes')
  return query
}

function fileFromUrl(text: string | null): FileRef | null {
  if (text === null) return null
  const digest = v.safeParse(digestSchema, text.slice(0, 64))
  const name = text.slice(65)
  return digest.success && name !== '' ? { digest: digest.output, name: name.slice(0, 255) } : null
}

function rangeFromUrl(text: string | null): { first: number; last: number } | null {
  const parsed = v.safeParse(rangeSchema, text)
  if (!parsed.success) return null
  const [first = 0, last = 0] = parsed.output.split('-').map(Number)
  return first >= 1 && last >= first ? { first, last } : null
}

function splitFromUrl(query: URLSearchParams): Split | null {
  const rows = rangeFromUrl(query.get('rows'))
  if (rows) return { by: 'rows', reference: rows, test: rangeFromUrl(query.get('testRows')) }
  const column = query.get('splitBy')
  const reference = query.get('referenceIs')
  return column !== null && reference !== null
    ? { by: 'column', column, reference, test: query.get('testIs') }
    : null
}

function viewFromUrl(text: string | null): [number, number] | null {
  const [from, to, ...rest] = (text ?? '')
    .split('..')
    .map((part) => (part === '' ? Number.NaN : Number(part)))
  if (from === undefined || to === undefined || rest.length > 0) return null
  return Number.isFinite(from) && Number.isFinite(to) && from < to ? [from, to] : null
}

function paramsFromUrl(detector: string, query: URLSearchParams): Record<string, ParamValue> {
  const params: Record<string, ParamValue> = {}
  for (const field of labFields(detector)) {
    const text = query.get(`p.${field.name}`)
    if (text === null) continue
    // What the field's own kind can hold: its range is judged where the value is used, with a sentence.
    const value = valueFromText(field, text)
    if (value !== null && value !== field.input.default) params[field.name] = value
  }
  return params
}

/** The detector's own fields, then those that only its evolution has. */
export function labFields(id: string): readonly ParamField[] {
  const detector = detectorById(id)
  if (!detector) return []
  const evolution = evolutionOf(detector)
  const own = new Set(detector.params.fields.map((f) => f.name))
  return [...detector.params.fields, ...(evolution?.params.fields.filter((f) => !own.has(f.name)) ?? [])]
}

/** The stream detector that shows the same statistic over time, where there is one. */
function evolutionOf(detector: Detector): Detector | null {
  return detector.kind === 'batch' && detector.evolution !== null ? detectorById(detector.evolution) : null
}

/** Every value of the form, defaults filled in. */
export function labParams(settings: LabSettings): Record<string, ParamValue> {
  return Object.fromEntries(
    labFields(settings.detector).map((f) => [f.name, settings.params[f.name] ?? f.input.default]),
  )
}

/**
 * The jobs that the settings ask for, the verdict's first; null while something is missing or out of range.
 * @param columns the columns to compare, see `chosenColumns`
 */
export function jobsOf(
  settings: LabSettings,
  columns: string[] | null,
): { main: Job; evolution: Job | null } | null {
  const detector = detectorById(settings.detector)
  const selection = detector && selectionOf(settings, detector, columns)
  if (!detector || !selection) return null
  const jobFor = (d: Detector): Job | null => {
    const own = new Set(d.params.fields.map((f) => f.name))
    const given = Object.fromEntries(Object.entries(labParams(settings)).filter(([name]) => own.has(name)))
    const { values, errors } = parseParams(d.params, given)
    return Object.keys(errors).length > 0 ? null : { detector: d.id, params: values, selection }
  }
  const main = jobFor(detector)
  const over = evolutionOf(detector)
  const evolution = over && jobFor(over)
  return main && (!over || evolution) ? { main, evolution } : null
}

function selectionOf(settings: LabSettings, detector: Detector, columns: string[] | null): Selection | null {
  const { reference, test, split, standardise, timeColumn } = settings
  if (!reference) return null
  const common = { reference, columns, standardise, timeColumn }
  if (test) return { ...common, test, split: null }
  if (split) return { ...common, test: null, split }
  // A detector that learns from the stream itself can walk one whole file.
  return learnsFromStream(detector) ? { ...common, test: reference, split: null } : null
}

/** No reference needed: Page-Hinkley and its like. */
export function learnsFromStream(detector: Detector): boolean {
  return detector.kind === 'stream' && !detector.needsReference
}

/**
 * The columns that a run compares: those chosen, less the one that orders the stream and the one that splits the
 * file; where the detector looks at one, the first of them. Null stands for every number column that both samples have.
 */
export function chosenColumns(settings: LabSettings, available: readonly string[]): string[] | null {
  const splits = !settings.test && settings.split?.by === 'column' ? settings.split.column : null
  const free = settings.columns?.filter((name) => name !== settings.timeColumn && name !== splits) ?? []
  const chosen = free.length > 0 ? free : null
  if (detectorById(settings.detector)?.columns !== 'one') return chosen
  return [chosen?.[0] ?? available[0] ?? '']
}
