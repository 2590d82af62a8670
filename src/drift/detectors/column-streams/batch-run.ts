import { counted, formatCount } from '~/lib/format'
import type { Computation } from '../../define'
import { machineRun } from '../../machine-run'
import type { TraceResult } from '../../results'
import type { StreamInput } from '../../sample'
import { batchMachine } from './batch-machine'
import type { BatchParams } from './hdddm'

/** Walks a stream in batches: one place of the trace for each full one. */
export function batchRun(detector: { id: string; name: string; needsReference: boolean }) {
  const walk = machineRun(detector, batchMachine)
  return function* (input: StreamInput, p: BatchParams): Computation<TraceResult> {
    const result = yield* walk(input, p)
    const needed = Number(p.detectBatch)
    if (result.positions.length < needed)
      result.notes.push(
        `Not enough data: the detector needs ${formatCount(needed)} ${needed === 1 ? 'batch' : 'batches'} of ${formatCount(p.batch)} rows, the stream has ${counted(input.test.rows - result.skipped, 'row')}.`,
      )
    if (p.detectBatch !== '1') result.betweenBatches = true
    if (!result.drift && p.detectBatch !== '1')
      result.notes.push(
        'Only changes from one batch to the next are judged: a stream that differs from the reference from its first row on raises no alarm. To judge that too, set First judged to First batch.',
      )
    const left = (input.test.rows - result.skipped) % p.batch
    if (left > 0)
      result.notes.push(
        `The last ${formatCount(left)} ${left === 1 ? 'row does' : 'rows do'} not fill a batch of ${formatCount(p.batch)} and ${left === 1 ? 'was' : 'were'} not judged.`,
      )
    if (input.reference && input.reference.rows > p.referenceCap)
      result.notes.push(
        `A seeded sample of ${formatCount(p.referenceCap)} of the ${formatCount(input.reference.rows)} reference rows was taken.`,
      )
    return result
  }
}
