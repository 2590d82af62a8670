import { mockOf } from '../registry'
import { type Recording, readRecording } from './recording'
import { endpointOf, parseDifferences, replay } from './replay'
import { setupOf } from './setup'

export interface ReplayOptions {
  backend: string
  folder: string
  /** Only reads the recorded answers by the contract; no mock is asked. */
  parseOnly: boolean
  /** A version of the server that the mock imitates; null: its first. */
  profile: string | null
}

export const USAGE = 'npm run replay -- <backend> DIR [--parse] [--profile NAME]'

/** @throws Error with a sentence that says what is wrong with the arguments */
export function readReplayArguments(given: readonly string[]): ReplayOptions {
  const places: string[] = []
  let parseOnly = false
  let profile: string | null = null
  for (let i = 0; i < given.length; i += 1) {
    const word = given[i] ?? ''
    if (word === '--parse') parseOnly = true
    else if (word === '--profile') {
      i += 1
      profile = given[i] ?? ''
    } else if (word.startsWith('-')) throw new Error(`${word} is no option. Use: ${USAGE}`)
    else places.push(word)
  }
  const [backend, folder, ...more] = places
  if (backend === undefined || folder === undefined || more.length > 0 || profile === '')
    throw new Error(`Use: ${USAGE}`)
  const { profiles } = mockOf(backend)
  if (profile !== null && !profiles.includes(profile))
    throw new Error(
      profiles.length === 0
        ? `The mock of ${backend} imitates one version only: leave --profile out.`
        : `The mock of ${backend} has no profile "${profile}". It has: ${profiles.join(', ')}.`,
    )
  return { backend, folder, parseOnly, profile }
}

export interface RecordedFile {
  name: string
  text: string
}

export interface ReplayReport {
  /** One a file, and a last one that counts. */
  lines: string[]
  /** Files that differ. */
  differing: number
}

/** Holds a backend's mock, or with `parseOnly` its contract alone, to a folder of recordings, in the order of their names. */
export async function replayFiles(
  { backend, parseOnly, profile }: Omit<ReplayOptions, 'folder'>,
  files: readonly RecordedFile[],
): Promise<ReplayReport> {
  const mock = mockOf(backend)
  const setup = await setupOf(mock)
  const read = files
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, text }) => ({ name, ...tried(() => readRecording(name, text)) }))
  const recordings = read.flatMap((file) => (file.ok ? [file.value] : []))
  const server = parseOnly ? null : setup.start(recordings, profile)

  async function judge(recording: Recording): Promise<Judged> {
    const { method, target, status } = recording
    const found = endpointOf(mock.contract, recording)
    const what = `${found?.name ?? `${method} ${target}`} ${status}`
    const reason = setup.leftOut?.[recording.name]
    const note = reason === undefined || parseOnly ? {} : { note: `left out: ${reason}` }
    if (!found) {
      const why = 'no endpoint of the contract has this address'
      if (reason !== undefined && !parseOnly) return { what, ...note, differences: [] }
      return parseOnly ? { what, note: why, differences: [] } : { what, differences: [why] }
    }
    const differences = parseDifferences(found, recording)
    if (server && reason === undefined) {
      const asked = await replay(found, recording, server, setup).catch((error: unknown) => ({
        differences: [error instanceof Error ? error.message : String(error)],
      }))
      differences.push(...asked.differences)
    }
    return { what, ...note, differences }
  }

  const lines: string[] = []
  let differing = 0
  for (const file of read) {
    // One after the other: what one creates, the next may ask for.
    const judged: Judged = file.ok
      ? await judge(file.value)
      : { what: 'no recorded exchange', differences: [file.why] }
    if (judged.differences.length > 0) differing += 1
    lines.push(lineOf(file.name, judged))
  }
  const verb = parseOnly ? 'are read by the contract' : 'are answered alike by the mock'
  lines.push(`${read.length - differing} of ${read.length} ${verb}.`)
  return { lines, differing }
}

interface Judged {
  what: string
  /** Said without being a difference. */
  note?: string
  differences: readonly string[]
}

function lineOf(name: string, { what, note, differences }: Judged): string {
  const said = differences.length > 0 ? differences.join('; ') : note
  return `${differences.length > 0 ? 'differs' : '     ok'}  ${name}  ${what}${said === undefined ? '' : `: ${said}`}`
}

function tried<T>(work: () => T): { ok: true; value: T } | { ok: false; why: string } {
  try {
    return { ok: true, value: work() }
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) }
  }
}
