import { Worker } from 'node:worker_threads'
import type { Detector, Progress } from '~/drift/define'
import type { ParamValue } from '~/drift/params'
import type { DetectorResult } from '~/drift/results'
import type { ColumnScaling, Sample, Times } from '~/drift/sample'
import { CodedError, type Failure } from '~/lib/errors'
import { progressTeller } from './terminal'

export type FromWorker =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'done'; result: DetectorResult }
  | { kind: 'failed'; failure: Failure }

/**
 * Runs a detector on a thread of its own; progress goes to standard error.
 * @throws CodedError with the detector's sentence
 */
export function runDetector(
  detector: Detector,
  params: Record<string, ParamValue>,
  samples: { reference: Sample | null; test: Sample; times: Times | null; scaling: readonly ColumnScaling[] },
): Promise<DetectorResult> {
  const progress = progressTeller(detector.name)
  return new Promise<DetectorResult>((resolve, reject) => {
    // Beside this file in the build (scripts/cli-build.mjs).
    const worker = new Worker(new URL('./detect-worker.mjs', import.meta.url), {
      workerData: { detector: detector.id, params, samples },
    })
    worker.on('message', (message: FromWorker) => {
      switch (message.kind) {
        case 'progress':
          return progress.tell(message.progress)
        case 'done':
          return resolve(message.result)
        case 'failed':
          return reject(new CodedError(message.failure.code, message.failure.message))
      }
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new CodedError('internal', `${detector.name} ended without a result.`)))
  }).finally(() => progress.end())
}
