import { createRandom, PURPOSE, uniform } from '../../random'
import { type DetectorStream, openStream, type StreamStep } from '../../stream'

/** Streams of errors for tests: rate `before` up to row `cut`, then `after`. */
export function errorStream(
  seed: number,
  rows: number,
  before: number,
  after = before,
  cut = rows,
): number[] {
  const random = createRandom(seed, PURPOSE.test)
  return Array.from({ length: rows }, (_, i) => (uniform(random) < (i < cut ? before : after) ? 1 : 0))
}

/** Feeds a detector of errors. */
export async function feed(
  id: string,
  errors: readonly number[],
  params: object = {},
): Promise<{ stream: DetectorStream; steps: StreamStep[]; internals: Record<string, number> }> {
  const stream = await openStream(id, params)
  const steps = errors.map((x) => stream.update(x))
  return { stream, steps, internals: stream.internals() }
}

/** Row of the first alarm, or −1. */
export async function firstAlarm(
  id: string,
  errors: readonly number[],
  params: object = {},
): Promise<number> {
  return (await feed(id, errors, params)).steps.findIndex(({ drift }) => drift)
}
