import type { PipelineTimes } from '~/drift/pipeline/judge-pipeline'
import type { StageTable } from './stage-table'

/** What of a table is judged: successful times of each stage, and of whole builds. */
export function pipelineTimes({ builds, columns }: StageTable): PipelineTimes {
  const oldest = builds.length - 1
  return {
    stages: columns.map(({ key, history }) => ({
      key,
      builds: Uint32Array.from(history, ({ row }) => oldest - row),
      ms: Float64Array.from(history, ({ ms }) => ms),
    })),
    totals: new Map(
      builds.flatMap(({ status, durationMs }, row) =>
        status === 'success' ? [[oldest - row, durationMs] as const] : [],
      ),
    ),
  }
}

/**
 * Times that are judged to the same result have the same digest: 64 bits of FNV-1a over all names and numbers. A running
 * build changes nothing of it.
 */
export function digestOf({ stages, totals }: PipelineTimes): string {
  let low = 0x811c9dc5
  let high = 0x1b873593
  const add = (word: number) => {
    low = Math.imul(low ^ word, 0x01000193)
    high = Math.imul(high ^ (word >>> 7) ^ low, 0x01000193)
  }
  const addNumbers = (values: ArrayLike<number>) => {
    for (const word of new Uint32Array(Float64Array.from(values).buffer)) add(word)
  }
  for (const { key, builds, ms } of stages) {
    for (let i = 0; i < key.length; i++) add(key.charCodeAt(i))
    addNumbers(builds)
    addNumbers(ms)
  }
  addNumbers([...totals.keys()])
  addNumbers([...totals.values()])
  return `${(low >>> 0).toString(16)}${(high >>> 0).toString(16)}`
}
