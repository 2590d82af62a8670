import type { Transport } from '../../contract'
import { createClient } from '../../client'
import { mlflowContract } from '../contract'
import type { Ground } from './ground.test-support'

/** What the suite made on its server, by the names that its checks use. */
export interface World {
  salt: string
  version: string
  userNames: Ground['userNames']
  /** `open`: the reader may read it; `closed`: nobody but the owner; `edited`: the reader edits; `spare`: for changes. */
  experiments: Readonly<Record<ExperimentName, string>>
  runs: Readonly<Record<RunName, string>>
  /** The reader may read the one, and not the other. */
  models: Readonly<Record<'open' | 'closed', string>>
}

type ExperimentName = 'open' | 'closed' | 'edited' | 'spare'
type RunName = keyof typeof RUNS

/** Runs and their experiments, in the order in which they started. */
const RUNS = {
  alpha: 'open',
  beta: 'open',
  child: 'open',
  long: 'open',
  plain: 'open',
  secret: 'closed',
  scratch: 'spare',
  edited: 'edited',
} as const satisfies Record<string, ExperimentName>

/** An id that no run has. */
export const UNKNOWN_RUN = '0123456789abcdef0123456789abcdef'

export const ODD_KEY = 'a key with spaces/and slashes.and-dashes'
export const ODD_TEXT = 'it\'s "quoted" & <b>🔥 مرحبا'

/** Steps of the long run's metric `curve`; its peak is between what a server's thinning keeps. */
export const LONG = 400
export const PEAK = 111

/** When the first run started, in milliseconds. */
export const START = 1_732_000_000_000
const MINUTE = 60_000

export async function makeWorld(ground: Ground): Promise<World> {
  const { salt } = ground
  const owner = createClient(mlflowContract, ground.transportOf('owner'))

  const made: [ExperimentName, string][] = []
  for (const name of ['open', 'closed', 'edited', 'spare'] as const) {
    const { data } = await owner.createExperiment({ body: { name: experimentName(salt, name) } })
    made.push([name, data.experiment_id])
    const tag = (key: string, value: string) =>
      owner.setExperimentTag({ body: { experiment_id: data.experiment_id, key, value } })
    await tag('suite', salt)
    if (name === 'open') await tag('mlflow.note.content', ODD_TEXT)
  }
  const experiments = Object.fromEntries(made) as Record<ExperimentName, string>
  await ground.grantReader('experiment', experiments.open, 'READ')
  await ground.grantReader('experiment', experiments.edited, 'EDIT')

  const started: [RunName, string][] = []
  for (const [i, [name, experiment]] of (Object.entries(RUNS) as [RunName, ExperimentName][]).entries()) {
    const parent = started.find(([known]) => known === 'alpha')?.[1] ?? ''
    const { data } = await owner.createRun({
      body: {
        experiment_id: experiments[experiment],
        run_name: name,
        start_time: START + i * MINUTE,
        ...(name === 'child' ? { tags: [{ key: 'mlflow.parentRunId', value: parent }] } : {}),
      },
    })
    started.push([name, data.run.info.run_id])
  }
  const runs = Object.fromEntries(started) as Record<RunName, string>

  await logged(ground, runs)
  const at = { 'summary.json': runs.alpha, 'tables/rows.json': runs.alpha, 'tables/größe.json': runs.alpha }
  for (const [path, run_uuid] of Object.entries({ ...at, 'secret.json': runs.secret }))
    await owner.uploadArtifact({ query: { run_uuid, path }, body: { classes: 10, name: 'ü' } })
  // 2.x takes a data set of the same name and digest for that of another experiment.
  await ground.logDataset(runs.alpha, { name: 'digits', digest: salt, context: 'training' })

  const models = { open: `suite-${salt}-open`, closed: `suite-${salt}-closed` }
  for (const name of Object.values(models))
    await ground.registerModel(name, { runId: runs.alpha, experimentId: experiments.open })
  await ground.grantReader('registered_model', models.open, 'READ')
  return { salt, version: ground.version, userNames: ground.userNames, experiments, runs, models }
}

export const experimentName = (salt: string, name: string): string => `suite ${salt} ${name}`

async function logged(ground: Ground, runs: Readonly<Record<RunName, string>>): Promise<void> {
  const log = (run: RunName, batch: Record<string, unknown>) =>
    send(ground.transportOf('owner'), '/api/2.0/mlflow/runs/log-batch', { run_id: runs[run], ...batch })
  const metric = (key: string, value: number | string, step: number, at = START) => ({
    key,
    value,
    step,
    timestamp: at + step * 1000,
  })
  await log('alpha', {
    metrics: [
      // Backwards, and the last step twice: a later time at a lower step does not win.
      metric('val/loss', 0.3, 2),
      metric('val/loss', 0.5, 1, START + MINUTE),
      metric('val/loss', 0.9, 0),
      metric('val/loss', 0.2, 2),
      metric('acc', 0.91, 0),
      metric('gone', 'NaN', 0),
      metric('endless', 'Infinity', 0),
      metric('bottomless', '-Infinity', 0),
    ],
    params: [
      { key: 'model', value: 'unet' },
      { key: 'lr', value: '0.1' },
      { key: ODD_KEY, value: ODD_TEXT },
    ],
    tags: [
      { key: 'stage', value: 'final' },
      { key: 'größe', value: 'klein' },
    ],
  })
  await log('beta', {
    metrics: [metric('val/loss', 0.4, 5), metric('acc', 0.85, 0)],
    params: [
      { key: 'model', value: 'tree' },
      { key: 'lr', value: '0.01' },
      { key: 'empty', value: '' },
    ],
    tags: [{ key: 'stage', value: 'draft' }],
  })
  await log('child', { metrics: [metric('val/loss', 0.7, 1)] })
  await log('long', {
    metrics: [
      ...Array.from({ length: LONG }, (_, step) => metric('curve', step === PEAK ? 1000 : step, step)),
      ...Array.from({ length: 60 }, (_, step) => metric('acc', step / 100, step - 10)),
    ],
  })
  await log('plain', { metrics: Array.from({ length: 80 }, (_, step) => metric('curve', -step, step)) })
  await log('secret', { metrics: [metric('acc', 1, 0)] })
  const owner = createClient(mlflowContract, ground.transportOf('owner'))
  await owner.updateRun({ body: { run_id: runs.alpha, status: 'FINISHED', end_time: START + MINUTE } })
  await owner.updateRun({ body: { run_id: runs.beta, status: 'FAILED', end_time: START + 2 * MINUTE } })
}

/** A POST that the contract's client would refuse to make, or has no endpoint for. */
export async function send(transport: Transport, path: string, body: unknown): Promise<void> {
  const answer = await transport({
    method: 'POST',
    path,
    body: JSON.stringify(body),
    accept: 'application/json',
    range: null,
    maxBytes: null,
    signal: undefined,
  })
  if (answer.status !== 200)
    throw new Error(`POST ${path} answered ${answer.status}: ${new TextDecoder().decode(answer.bytes)}`)
}
