import { parentPort, workerData } from 'node:worker_threads'
import { drive } from '~/drift/drive'
import type { ParamValue } from '~/drift/params'
import { loadDetector } from '~/drift/run'
import type { ColumnScaling, Sample, Times } from '~/drift/sample'
import { toFailure } from '~/lib/errors'
import type { FromWorker } from './run-detector'

/** A detector on a thread of its own, so that the terminal answers while it computes. */
interface Work {
  detector: string
  params: Record<string, ParamValue>
  samples: { reference: Sample | null; test: Sample; times: Times | null; scaling: readonly ColumnScaling[] }
}

const { detector, params, samples } = workerData as Work
const post = (message: FromWorker): void => parentPort?.postMessage(message)

try {
  const detect = await loadDetector(detector, params)
  const outcome = await drive(detect(params, samples), {
    now: () => performance.now(),
    onProgress: (progress) => post({ kind: 'progress', progress }),
  })
  if (outcome.status === 'done') post({ kind: 'done', result: outcome.value })
  else if (outcome.status === 'failed') post({ kind: 'failed', failure: outcome.failure })
} catch (error) {
  post({ kind: 'failed', failure: toFailure(error) })
}
