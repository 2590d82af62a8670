import type { WireDrift } from '~/api/drift-watch/contract'
import { below, createRandom, PURPOSE } from '~/drift/random'
import { naiveTime, type SeedHistory, seededId } from './wire'

/** 10,000 records column by column: one number each, and what all of them share. */
export interface ScannerColumns {
  experiment: SeedHistory['experiment']
  /** Milliseconds since 1970 UTC of the first record, and from one to the next. */
  first: number
  step: number
  /** Of the ids and of the microseconds. */
  seed: number
  /** From this record on, this model. Ascending. */
  models: readonly { from: number; model: string }[]
  tags: readonly string[]
  /** In the parameters of every completed record. */
  shared: Readonly<Record<'drift_distance' | 'warning_distance' | 'sigma' | 'window_size' | 'alpha', number>>
  /** Records without values, ascending. */
  failed: readonly number[]
  running: readonly number[]
  distance: readonly number[]
}

/** The rows that a server would send. Verdicts are the comparison of distance and threshold. */
export function expandScanner(columns: ScannerColumns): SeedHistory {
  const { experiment, first, step, seed, models, tags, shared, distance } = columns
  const failed = new Set(columns.failed)
  const running = new Set(columns.running)
  const drifts = distance.map((value, i): WireDrift => {
    const random = createRandom(seed, PURPOSE.split, i)
    const row = {
      id: seededId(random),
      created_at: naiveTime(first + i * step, below(random, 1_000_000)),
      schema_version: '1.0.0',
      model: models.findLast(({ from }) => from <= i)?.model ?? '',
      tags: [...tags],
    }
    if (failed.has(i) || running.has(i))
      return {
        ...row,
        job_status: running.has(i) ? 'Running' : 'Failed',
        drift_detected: false,
        parameters: {},
      }
    return {
      ...row,
      job_status: 'Completed',
      drift_detected: value > shared.drift_distance,
      parameters: { distance: value, ...shared, warning: value > shared.warning_distance },
    }
  })
  return { experiment, drifts }
}
