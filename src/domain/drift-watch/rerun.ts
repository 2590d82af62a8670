import { linkTo } from '~/lib/paths'
import { fileInLink } from '~/lib/lab-link'
import { spanText } from '~/lib/span'

/** Name of the parameter that holds the Lab's address. */
export const LAB_LINK = 'lab_link'

type Parameters = Readonly<Record<string, unknown>>

export type Rerun =
  /** Where in this app the record's job can be run again: `#/?reference=…`. The Lab asks for files that it has not. */
  | { link: string; why: null }
  /** Why it cannot, as a sentence. */
  | { link: null; why: string }

/**
 * How a record's job is run again: by the link that the Lab logged, else (the command line logs none) by the detector,
 * settings and digests of the files that the record names. A record is written by anyone: of a link only what stands
 * after the `#` is used, and of a name only what has its form.
 */
export function rerunOf(parameters: Parameters): Rerun {
  const logged = loggedLink(parameters)
  if (logged !== null) return { link: logged, why: null }
  const detector = textIn(parameters, 'detector')
  const settings = objectIn(parameters, 'settings')
  if (detector === null || !/^[a-z\d-]+$/.test(detector) || settings === null)
    return { link: null, why: 'This record names no detector and settings that the Lab could run again.' }
  const reference = fileOf(parameters, 'reference')
  if (reference === null)
    return { link: null, why: 'This record does not say which files were compared, by name and SHA-256.' }
  if (Object.hasOwn(parameters, 'columns_count'))
    return { link: null, why: 'More columns were compared than this record lists.' }
  const query = new URLSearchParams({ reference: fileInLink(reference) })
  addFiles(query, parameters)
  addChoices(query, parameters)
  query.set('detector', detector)
  for (const [name, value] of Object.entries(settings))
    if (['number', 'string', 'boolean'].includes(typeof value)) query.set(`p.${name}`, String(value))
  query.set('run', 'yes')
  return { link: linkTo('lab', query), why: null }
}

function loggedLink(parameters: Parameters): string | null {
  const link = textIn(parameters, LAB_LINK)
  if (link === null || link.length > 100_000) return null
  const query = /#\/(?:lab)?\?(\S*\breference=[0-9a-f]{64}\.\S*)$/.exec(link)?.[1]
  return query === undefined ? null : `${linkTo('lab')}?${query}`
}

/** The second file, or how the one file is split; and how each is read. The inverse of `dataOf` in `publish.ts`. */
function addFiles(query: URLSearchParams, parameters: Parameters): void {
  const [one, other] = [objectIn(parameters, 'reference') ?? {}, objectIn(parameters, 'test') ?? {}]
  addReading(query, 'reference', one)
  const test = fileOf(parameters, 'test')
  const column = textIn(one, 'column')
  const splitTime = textIn(one, 'split_column')
  const rows = rowsOf(one)
  if (rows !== null) {
    query.set('rows', rows)
    const testRows = rowsOf(other)
    if (testRows !== null) query.set('testRows', testRows)
  } else if (column !== null) {
    query.set('splitBy', column)
    query.set('referenceIs', textIn(one, 'value') ?? '')
    const value = textIn(other, 'value')
    if (value !== null) query.set('testIs', value)
  } else if (splitTime !== null) {
    query.set('splitTime', splitTime)
    const at = textIn(one, 'before')
    const last = secondsIn(one, 'before_last_seconds')
    const against = secondsIn(one, 'for_seconds')
    if (at !== null) query.set('splitAt', at)
    if (last !== null) query.set('last', last)
    if (against !== null) query.set('against', against)
  } else if (test !== null && test.digest !== fileOf(parameters, 'reference')?.digest) {
    query.set('test', fileInLink(test))
    addReading(query, 'test', other)
  }
}

function addReading(query: URLSearchParams, role: 'reference' | 'test', data: Parameters): void {
  const options = objectIn(data, 'read_as')
  if (options) query.set(`${role}As`, JSON.stringify(options))
}

function addChoices(query: URLSearchParams, parameters: Parameters): void {
  const columns = Object.hasOwn(parameters, 'columns') ? parameters['columns'] : null
  if (Array.isArray(columns))
    for (const name of columns as unknown[]) if (typeof name === 'string') query.append('column', name)
  if (parameters['standardise'] === false) query.set('standardise', 'no')
  const time = textIn(objectIn(parameters, 'test') ?? {}, 'time_column')
  if (time !== null) query.set('time', time)
  const [truth, prediction] = [textIn(parameters, 'truth_column'), textIn(parameters, 'prediction_column')]
  if (truth !== null && prediction !== null) {
    query.set('truth', truth)
    query.set('prediction', prediction)
  }
  if (parameters['one_is_correct'] === true) query.set('oneIs', 'correct')
}

/** A file that a record names with its SHA-256. */
function fileOf(parameters: Parameters, role: 'reference' | 'test'): { name: string; digest: string } | null {
  const data = objectIn(parameters, role) ?? {}
  const [name, digest] = [textIn(data, 'name'), textIn(data, 'sha256')]
  return name !== null && name !== '' && digest !== null && /^[0-9a-f]{64}$/.test(digest)
    ? { name, digest }
    : null
}

/** "1-100"; null where an end is open. */
function rowsOf(data: Parameters): string | null {
  const [first, last] = [data['first_row'], data['last_row']]
  return typeof first === 'number' && typeof last === 'number' ? `${first}-${last}` : null
}

function secondsIn(data: Parameters, key: string): string | null {
  const seconds = Object.hasOwn(data, key) ? data[key] : null
  return typeof seconds === 'number' && seconds > 0 && Number.isFinite(seconds)
    ? spanText(Math.round(seconds * 1000))
    : null
}

function textIn(data: Parameters, key: string): string | null {
  const value = Object.hasOwn(data, key) ? data[key] : null
  return typeof value === 'string' ? value : null
}

function objectIn(data: Parameters, key: string): Parameters | null {
  const value = Object.hasOwn(data, key) ? data[key] : null
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Parameters) : null
}
