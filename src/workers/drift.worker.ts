import { transfer } from 'comlink'
import type { Prepared } from '~/data/prepare/prepared'
import { inDataUnits } from '~/drift/data-units'
import { drive } from '~/drift/drive'
import { loadDetector } from '~/drift/run'
import type { Sample, Times } from '~/drift/sample'
import { tableFindings } from '~/drift/data-checks/table-findings'
import { toFailure } from '~/lib/errors'
import { exposeWhileAlive } from './alive'
import type { DriftWorkerApi, JobResult, Outcome } from './protocol'
import { release } from './release'
import { createAssistants } from './assistants'
import { createCancellations } from './cancellations'
import { transferables } from './transferables'
import { warmUp } from './warm-up'

const cancellations = createCancellations()
const assistants = createAssistants()

/** Aborted by the first job: it needs the worker, and warms it as well. */
const warming = new AbortController()
let isWarm = false

/** The samples, straight from the data worker; null where the job was cancelled before they came. */
function receive(port: MessagePort, signal: AbortSignal): Promise<Outcome<Prepared>> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve({ status: 'cancelled' }), { once: true })
    port.addEventListener('message', (event: MessageEvent<Outcome<Prepared>>) => resolve(event.data))
    port.start()
  })
}

/** Both ends of the stream, on its axis. */
function spanOf(test: Sample, times: Times | null): readonly [number, number] {
  const along = times?.values ?? test.rowNumbers
  return [along[0] ?? 0, along.at(-1) ?? 0]
}

const api: DriftWorkerApi = {
  async run(call, job, port, spare, onProgress) {
    const signal = cancellations.open(call)
    warming.abort()
    try {
      // Loaded while the samples are made; what is wrong with it counts only once there are samples to run on.
      const loading = loadDetector(job.detector, job.params)
      loading.catch(() => undefined)
      const samples = await receive(port, signal)
      if (samples.status !== 'done') return samples
      const detect = await loading
      const started = performance.now()
      const { reference, test, times, scaling, rowsLeftOut, facts, warnings, notes } = samples.value
      const outcome = await drive(
        detect(job.params, { reference, test, times, scaling, assistants: assistants.ready(spare) }),
        { signal, onProgress, now: () => performance.now() },
      )
      if (outcome.status !== 'done') return outcome
      const result = inDataUnits(outcome.value, scaling)
      const value: JobResult = {
        result,
        times:
          times && result.shape === 'trace'
            ? Float64Array.from(result.positions, (i) => times.values[i] ?? Number.NaN)
            : null,
        span: spanOf(test, times),
        rowsLeftOut,
        findings: tableFindings(facts, job.params),
        notes: [...warnings, ...notes],
        elapsedMs: performance.now() - started,
      }
      return transfer({ status: 'done', value }, transferables(value))
    } catch (error) {
      return { status: 'failed', failure: toFailure(error) }
    } finally {
      port.close()
      assistants.finish()
      cancellations.close(call)
      release(onProgress)
    }
  },

  async warmUp(count) {
    if (isWarm) return
    isWarm = true
    void assistants.start(count)
    await warmUp(warming.signal, assistants)
  },

  cancel(call) {
    cancellations.cancel(call)
    return Promise.resolve()
  },
}

exposeWhileAlive(api)
