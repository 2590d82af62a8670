import * as v from 'valibot'
import type { Split } from '~/data/prepare/selection'
import { detectorById, detectors } from '~/drift/registry'
import type { FindingGroup } from '~/domain/detection/counted-findings'
import type { Detector } from '~/drift/define'
import { membersOf, type ParamField, type ParamValue, valueFromText } from '~/drift/params'
import { fileInLink } from '~/lib/lab-link'
import { readOptionsFromUrl, readOptionsInUrl } from './read-as-url'
import { type UrlField, urlCodec, urlFlag, urlInterval, urlName, urlValue } from '~/lib/url-codec'
import type { FileRef } from '~/queries/lab'
import { splitFromUrl, splitToUrl } from './split-in-link'

/** Everything that determines what the Lab shows. It stands in the URL, so that a link reproduces it. */
export interface LabSettings {
  reference: FileRef | null
  test: FileRef | null
  split: Split | null
  columns: string[] | null
  standardise: boolean
  timeColumn: string | null
  /** For detectors of concept drift: where errors and classes come from. */
  labels: { truth: string; prediction: string } | null
  /** The column of errors holds 1 where the prediction was right. */
  oneIsCorrect: boolean
  detector: string
  /** Only what differs from the default. */
  params: Record<string, ParamValue>
  /** Further detectors that run on the same data. */
  beside: ComparedDetector[]
  /** The settings were run: opening the link runs them again. */
  run: boolean
  /** Findings in the data itself that do not make it a drift. */
  ignore: FindingGroup[]
  /** Zoom of the evolution chart, in units of its axis. */
  view: readonly [number, number] | null
}

/** What determines the jobs: neither the zoom, nor which findings count, nor whether they were run. */
export type PlannedSettings = Omit<LabSettings, 'run' | 'view' | 'ignore'>

/** A detector beside the first. */
export interface ComparedDetector {
  detector: string
  /** Only what differs from the default. */
  params: Record<string, ParamValue>
  /** The column of a detector that looks at one; null: the first principal component where there are several. */
  on: string | null
}

const digestSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

const fileField: UrlField<FileRef | null> = {
  fallback: null,
  read: (query, name) => {
    const file = fileFromUrl(query.get(name))
    const options = readOptionsFromUrl(query.get(`${name}As`))
    return file === null ? undefined : { ...file, ...(options === null ? {} : { options }) }
  },
  write: (file, query, name) => {
    if (!file) return
    query.set(name, fileInLink(file))
    const options = readOptionsInUrl(file.options ?? {})
    if (options !== null) query.set(`${name}As`, options)
  },
}

const GROUPS: readonly FindingGroup[] = ['missing', 'schema']

const detectorField: UrlField<string> = urlValue<string>(
  v.pipe(v.string(), v.picklist(detectors.map((d) => d.id))),
  'mmd',
)

/** A comparison of hundreds of columns names them all: longer than other pages' links. */
const MOST_CHARACTERS = 100_000

/** What is not understood falls back, field by field: a link never breaks the page. */
export const labCodec = urlCodec<LabSettings>(
  {
    reference: fileField,
    test: fileField,
    split: {
      fallback: null,
      read: (query) => splitFromUrl(query) ?? undefined,
      write: (split, query) => splitToUrl(split, query),
      isTyped: isOtherCut,
    },
    columns: {
      fallback: null,
      read: (query) => (query.has('column') ? [...new Set(query.getAll('column'))] : undefined),
      write: (columns, query) => columns?.forEach((name) => query.append('column', name)),
    },
    standardise: urlFlag(true),
    timeColumn: urlName({ least: 0, as: 'time' }),
    labels: {
      fallback: null,
      read: (query) => labelsFromUrl(query) ?? undefined,
      write: (labels, query) => {
        if (!labels) return
        query.set('truth', labels.truth)
        query.set('prediction', labels.prediction)
      },
    },
    oneIsCorrect: {
      fallback: false,
      read: (query) => query.get('oneIs') === 'correct',
      write: (isCorrect, query) => {
        if (isCorrect) query.set('oneIs', 'correct')
      },
    },
    detector: detectorField,
    params: {
      fallback: {},
      read: (query) =>
        paramsFrom(labFields(detectorField.read(query, 'detector') ?? detectorField.fallback), (name) =>
          query.get(`p.${name}`),
        ),
      write: (params, query, _, { detector }) => {
        for (const { name, input } of labFields(detector)) {
          const value = params[name]
          if (value !== undefined && value !== input.default) query.set(`p.${name}`, String(value))
        }
      },
      isTyped: (before, after, { detector }) => areTyped(labFields(detector), before, after),
    },
    beside: {
      fallback: [],
      read: (query) => query.getAll('with').slice(0, MOST_COMPARED).flatMap(besideFromUrl),
      write: (beside, query) => beside.forEach((one) => query.append('with', besideToUrl(one))),
      isTyped: (before, after) =>
        before.length === after.length && before.every((one, k) => isOnlyTyped(one, after[k]!)),
    },
    ignore: {
      fallback: [],
      read: (query) => GROUPS.filter((group) => query.getAll('ignore').includes(group)),
      write: (groups, query) => groups.forEach((group) => query.append('ignore', group)),
    },
    view: urlInterval(),
    run: urlFlag(false),
  },
  { maxLength: MOST_CHARACTERS },
)

/** The same file at other rows or times, as people type them. */
function isOtherCut(before: Split | null, after: Split | null): boolean {
  if (before?.by === 'time' && after?.by === 'time')
    return before.column === after.column && before.cut.kind === after.cut.kind
  return before?.by === 'rows' && after?.by === 'rows'
}

/** Whether they differ only in what is typed: numbers, and texts that have as many members as before. */
function areTyped(
  fields: readonly ParamField[],
  before: LabSettings['params'],
  after: LabSettings['params'],
): boolean {
  return fields.every(({ name, input }) => {
    const was = before[name] ?? input.default
    const is = after[name] ?? input.default
    if (was === is) return true
    if (input.kind === 'detectors') return membersOf(String(was))?.length === membersOf(String(is))?.length
    return input.kind !== 'choice' && input.kind !== 'boolean'
  })
}

function isOnlyTyped(before: ComparedDetector, after: ComparedDetector): boolean {
  if (before.detector !== after.detector || before.on !== after.on) return false
  return areTyped(detectorById(before.detector)?.params.fields ?? [], before.params, after.params)
}

function fileFromUrl(text: string | null): FileRef | null {
  if (text === null) return null
  const digest = v.safeParse(digestSchema, text.slice(0, 64))
  const name = text.slice(65)
  return digest.success && name !== '' ? { digest: digest.output, name: name.slice(0, 255) } : null
}

function labelsFromUrl(query: URLSearchParams): LabSettings['labels'] {
  const truth = query.get('truth')
  const prediction = query.get('prediction')
  return truth !== null && prediction !== null ? { truth, prediction } : null
}

/** More detectors than this make no picture. */
export const MOST_COMPARED = 12

/** "kswin~alpha:0.01~on:temp%20max": a `~` in a name is written as %7E. */
function besideToUrl({ detector, params, on }: ComparedDetector): string {
  const fields = detectorById(detector)?.params.fields ?? []
  const changed = fields.flatMap(({ name, input }) => {
    const value = params[name]
    return value === undefined || value === input.default ? [] : [`${name}:${String(value)}`]
  })
  const column = on === null ? [] : [`on:${encodeURIComponent(on).replaceAll('~', '%7E')}`]
  return [detector, ...changed, ...column].join('~')
}

function besideFromUrl(text: string): ComparedDetector[] {
  const [id = '', ...parts] = text.split('~')
  const detector = detectorById(id)
  if (!detector) return []
  const given = new Map(
    parts.map((part) => {
      const at = part.indexOf(':')
      return [part.slice(0, at), part.slice(at + 1)] as const
    }),
  )
  const params = paramsFrom(detector.params.fields, (name) => given.get(name) ?? null)
  return [{ detector: id, params, on: decoded(given.get('on')) }]
}

function decoded(text: string | undefined): string | null {
  try {
    return text === undefined ? null : decodeURIComponent(text)
  } catch {
    return null
  }
}

function paramsFrom(
  fields: readonly ParamField[],
  textOf: (name: string) => string | null,
): Record<string, ParamValue> {
  const params: Record<string, ParamValue> = {}
  for (const field of fields) {
    const text = textOf(field.name)
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
export function evolutionOf(detector: Detector): Detector | null {
  return detector.kind === 'batch' && detector.evolution !== null ? detectorById(detector.evolution) : null
}
