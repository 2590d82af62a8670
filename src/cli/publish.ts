import { createClient } from '~/api/client'
import { driftWatchBackend } from '~/api/drift-watch/backend'
import { driftWatchContract } from '~/api/drift-watch/contract'
import { publish } from '~/api/drift-watch/publish'
import { fetchTransport } from '~/api/transport'
import { proposedTags, recordFor, whyNotTags } from '~/domain/drift-watch/publish'
import type { Detector } from '~/drift/define'
import type { DetectorResult } from '~/drift/results'
import type { Outcome } from '~/domain/detection/verdict'
import type { CountedFinding } from '~/domain/detection/counted-findings'
import { explain } from '~/lib/explain'
import { UsageError } from './errors'
import type { Samples } from './samples'

const { variable, example } = driftWatchBackend
/** Beside the address: DRIFT_WATCH_TOKEN. */
const tokenVariable = variable.replace(/URL$/, 'TOKEN')

/** What the command line says about the record to make. */
export interface PublishFlags {
  /** Name or id of a Drift Watch experiment. */
  publish: string | undefined
  model: string | undefined
  tags: readonly string[] | undefined
}

/** An experiment of a Drift Watch server that was found and may be written to. */
interface Target {
  client: ReturnType<typeof clientFor>
  id: string
  name: string
}

/**
 * Finds the experiment, by id or exact name. The server's address and the token come from the environment alone
 * (DRIFT_WATCH_URL, DRIFT_WATCH_TOKEN): what stands on a command line is seen by every user of the machine.
 * @throws UsageError with what to set
 */
export async function publishTarget(wanted: string): Promise<Target> {
  const { [variable]: url, [tokenVariable]: token } = process.env
  if (!url || !token) {
    const missing = [
      url ? [] : [`${variable} (the server, as ${example})`],
      token ? [] : [`${tokenVariable} (a bearer token)`],
    ]
    throw new UsageError(`--publish needs ${missing.flat().join(' and ')} in the environment.`)
  }
  const client = clientFor(url.replace(/\/+$/, ''), token)
  // Anyone may search, also with a token that has ended: asked before a long run, not after it.
  await client.self({}).catch(sentence)
  const { data } = await client
    .searchExperiments({ query: { page_size: 2 }, body: { $or: [{ _id: wanted }, { name: wanted }] } })
    .catch(sentence)
  const found = data.find((row) => row.ok)
  if (!found?.ok)
    throw new UsageError(
      `There is no experiment '${wanted}' on ${url}. Create it there first, or check its name.`,
    )
  return { client, id: found.row.id, name: found.row.name }
}

function clientFor(url: string, token: string) {
  return createClient(
    driftWatchContract,
    fetchTransport({ base: url, authorization: async () => `Bearer ${token}` }),
    driftWatchBackend,
  )
}

/** @returns the record's id @throws UsageError */
export async function publishResult(
  { client, id }: Target,
  run: {
    detector: Detector
    samples: Samples
    result: DetectorResult
    drift: boolean
    outcome: Outcome
    findings: readonly CountedFinding[]
    flags: PublishFlags
  },
): Promise<string> {
  const { detector, samples, result, drift, outcome, findings, flags } = run
  const tags = flags.tags ?? proposedTags(detector)
  const whyNot = whyNotTags(tags)
  if (whyNot !== null) throw new UsageError(whyNot)
  const draft = recordFor(
    {
      detector,
      selection: samples.selection,
      main: result,
      evolution: null,
      times: samples.prepared.times?.values ?? null,
      timesAreInstants: samples.prepared.times?.unit === 'ms',
      drift,
      outcome,
      findings,
      link: null,
    },
    { model: flags.model ?? '', tags },
  )
  const { record } = await publish(client, {
    experiment: id,
    runKey: crypto.randomUUID(),
    draft,
  }).catch(sentence)
  return record.id
}

function sentence(error: unknown): never {
  const { title, why, step } = explain(error)
  // There is no page here that one could go to: the environment is what can be changed.
  const next = {
    'sign-in': `Set ${tokenVariable} to a new token.`,
    register: 'Register once, in the app under Connections, with the same token.',
  }[String(step)]
  throw new UsageError([`${title}.`, why, next].filter(Boolean).join(' '), { cause: error })
}
