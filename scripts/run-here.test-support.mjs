import { driveSync } from '~/drift/drive'
import { loadDetector } from '~/drift/run'

/**
 * Stands for the thread that the command line computes in, whose script has to be bundled first.
 * @type {typeof import('~/cli/run-detector').runDetector}
 */
export async function runHere(detector, params, samples) {
  const detect = await loadDetector(detector.id, params)
  return driveSync(detect(params, samples))
}
