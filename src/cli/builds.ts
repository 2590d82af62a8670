import * as v from 'valibot'
import { createClient } from '~/api/client'
import { describedSchema, jenkinsContract, type WireDescribed } from '~/api/jenkins/contract'
import { type BuildHistory, loadHistory } from '~/api/jenkins/history'
import { buildOf } from '~/api/jenkins/wire'
import { parseJson } from '~/api/json'
import { basic, headerOf } from '~/api/session'
import { fetchTransport } from '~/api/transport'
import type { Build } from '~/domain/jenkins/build'
import type { StageViewRun } from '~/domain/jenkins/stage-view'
import { explain } from '~/lib/explain'
import { UsageError } from './errors'
import { bytesOf } from './read'
import { progressTeller } from './terminal'

/** Who one is at a Jenkins: a name and its API token. What stands on a command line is seen by every user of the machine. */
const USER = 'JENKINS_USER'
const TOKEN = 'JENKINS_TOKEN'

/** Builds as they were told, and what could not be read of them. */
export interface GivenBuilds {
  /** Newest first. */
  builds: readonly Build[]
  /** The same as the server sent them, with every key. */
  runs: readonly StageViewRun[]
  notes: readonly string[]
}

/**
 * Recorded answers of wfapi (a list of builds, or one), or a pipeline of a server.
 * @param sources files, `-`, or one address as https://jenkins.example.org/job/team/job/app
 * @throws UsageError with the sentence for a person
 */
export async function readBuilds(
  sources: readonly string[],
  options: { count: number; asJenkins: boolean },
): Promise<GivenBuilds> {
  const [first] = sources
  if (first === undefined)
    throw new UsageError(
      'Name files of recorded wfapi responses, or a pipeline’s address: tidemark stages runs.json.',
    )
  const addresses = sources.filter((source) => /^https?:\/\//i.test(source))
  if (addresses.length === 0) return fromFiles(sources)
  if (sources.length > 1)
    throw new UsageError('Give either one address or files: a table shows the builds of one pipeline.')
  return options.asJenkins ? newestOf(first) : historyOf(first, options.count)
}

async function fromFiles(paths: readonly string[]): Promise<GivenBuilds> {
  const given: StageViewRun[] = []
  for (const path of paths) {
    const json = parseJson(new TextDecoder().decode(await bytesOf(path)))
    if (!json.ok) throw new UsageError(`${path} is not JSON (${json.why}).`)
    const list = Array.isArray(json.value) ? (json.value as unknown[]) : [json.value]
    given.push(
      ...list.map((one, i) => rawRun(one, Array.isArray(json.value) ? `${path}, build ${i + 1}` : path)),
    )
  }
  const key = ({ id, name }: StageViewRun & { id?: unknown }) =>
    typeof id === 'string' && id !== '' ? id : name
  // Of two recordings of one build the later counts; equal times keep the order they were given in.
  const runs = [...new Map(given.map((run) => [key(run), run])).values()].toSorted(
    (a, b) => b.startTimeMillis - a.startTimeMillis,
  )
  return { builds: runs.map((run) => buildOf(v.parse(describedSchema, run))), runs, notes: [] }
}

/** Times that are text in old servers become numbers; all other keys stay as they are. */
function rawRun(value: unknown, where: string): StageViewRun {
  const parsed = v.safeParse(describedSchema, value)
  if (!parsed.success) {
    const path = v.getDotPath(parsed.issues[0])
    throw new UsageError(
      `${where} is not a wfapi build${path === null ? '' : ` (${path})`}: ${parsed.issues[0].message}. Record …/wfapi/runs or …/wfapi/describe.`,
    )
  }
  const { stages: read, ...times } = parsed.output
  const raw = value as { stages?: readonly object[] | null }
  return {
    ...raw,
    ...numbersOf(times),
    name: times.name,
    status: times.status,
    stages: (raw.stages ?? []).map((stage, i) => ({
      ...stage,
      ...numbersOf(read![i]!),
      ...namesOf(read![i]!),
    })),
  }
}

const namesOf = ({ name, status }: { name: string; status: string }) => ({ name, status })

function numbersOf(timed: Pick<WireDescribed, 'startTimeMillis' | 'durationMillis' | 'pauseDurationMillis'>) {
  return {
    startTimeMillis: timed.startTimeMillis ?? 0,
    durationMillis: timed.durationMillis ?? 0,
    pauseDurationMillis: timed.pauseDurationMillis ?? 0,
  }
}

/** What Stage View itself asks for. */
async function newestOf(address: string): Promise<GivenBuilds> {
  const { client, job } = serverOf(address)
  const { data } = await client.runs.raw({ job, query: { fullStages: true } }).catch(sentence)
  const json = parseJson(new TextDecoder().decode(data))
  if (!json.ok || !Array.isArray(json.value))
    throw new UsageError(`${address} did not return a list of builds.`)
  const runs = (json.value as unknown[]).map((one, i) => rawRun(one, `build ${i + 1} of ${job}`))
  return { builds: runs.map((run) => buildOf(v.parse(describedSchema, run))), runs, notes: [] }
}

async function historyOf(address: string, count: number): Promise<GivenBuilds> {
  const { client, job } = serverOf(address)
  const progress = progressTeller(`Reading ${job}`)
  try {
    const history = await loadHistory(client, job, {
      count,
      onProgress: ({ done, total }) => progress.tell({ done, total, phase: 'builds' }),
    }).catch(sentence)
    return { builds: history.builds, runs: [], notes: notesOf(history) }
  } finally {
    progress.end()
  }
}

function notesOf({ unreadable, source }: BuildHistory): string[] {
  return [
    ...(source === 'wfapi' ? [] : [SOURCES[source]]),
    ...unreadable.map(({ id, why }) => `${id ?? 'A build'} is without its stages: ${why}`),
  ]
}

const SOURCES = {
  graph: 'The server has no pipeline REST API; the stages are from its graph view plugin.',
  'blue-ocean': 'The server has no pipeline REST API; the stages are from Blue Ocean.',
  plain:
    'The server reports no stages: it has neither the pipeline REST API nor the graph view plugin nor Blue Ocean.',
} as const

/** @throws UsageError for an address that is no pipeline's */
function serverOf(address: string) {
  const { origin, pathname, username, password } = new URL(address)
  if (username || password)
    throw new UsageError(`Leave user name and token out of the address: set ${USER} and ${TOKEN} instead.`)
  const found = /^(.*?)((?:\/job\/[^/]+)+)\/?$/.exec(pathname)
  if (!found)
    throw new UsageError(
      `${address} is not the address of a pipeline, which contains /job/, for example https://jenkins.example.org/job/team/job/app.`,
    )
  const [, base = '', jobs = ''] = found
  const job = jobs
    .split('/job/')
    .slice(1)
    .map((segment) => decodeURIComponent(segment))
    .join('/')
  const { [USER]: name, [TOKEN]: token } = process.env
  if (Boolean(name) !== Boolean(token))
    throw new UsageError(`Set both ${USER} and ${TOKEN}, or neither: one of them is missing.`)
  const authorization = name && token ? headerOf(basic(name, token)) : null
  const transport = fetchTransport({ base: origin + base, authorization: async () => authorization })
  const explainAs = { id: 'jenkins', name: 'Jenkins', explain: () => null }
  return { client: createClient(jenkinsContract, transport, explainAs), job }
}

function sentence(error: unknown): never {
  const { title, why, step } = explain(error)
  const next = step === 'sign-in' ? `Set ${USER} and ${TOKEN} (an API token).` : ''
  throw new UsageError([`${title}.`, why, next].filter(Boolean).join(' '), { cause: error })
}
