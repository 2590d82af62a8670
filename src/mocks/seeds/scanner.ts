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
  const { experiment, first, step, seed, models, shared, distance } = columns
  const tags = [...columns.tags]
  const failed = new Set(columns.failed)
  const running = new Set(columns.running)
  const newestFirst = models.toReversed()
  // One literal, in which no other object is spread: 10,000 of them are made while a page opens.
  const drifts = distance.map((value, i): WireDrift => {
    const random = createRandom(seed, PURPOSE.split, i)
    const isCompleted = !failed.has(i) && !running.has(i)
    return {
      id: seededId(random),
      created_at: naiveTime(first + i * step, below(random, 1_000_000)),
      schema_version: '1.0.0',
      model: newestFirst.find(({ from }) => from <= i)?.model ?? '',
      tags,
      job_status: isCompleted ? 'Completed' : running.has(i) ? 'Running' : 'Failed',
      drift_detected: isCompleted && value > shared.drift_distance,
      parameters: isCompleted ? parametersOf(value, shared) : {},
    }
  })
  return { experiment, drifts }
}

function parametersOf(distance: number, shared: ScannerColumns['shared']): WireDrift['parameters'] {
  const { alpha, drift_distance, sigma, warning_distance, window_size } = shared
  const warning = distance > warning_distance
  return { distance, alpha, drift_distance, sigma, warning_distance, window_size, warning }
}
