import type { DriftRecord } from './drift-record'

const HALF_DAY_MS = 12 * 3_600_000

/** A record for tests: the `i`-th of a history with two records a day from 1 September 2024. */
export function recordAt(i: number, over: Partial<DriftRecord> = {}): DriftRecord {
  return {
    id: `record-${i}`,
    createdAt: Date.UTC(2024, 8, 1) + i * HALF_DAY_MS,
    state: 'completed',
    model: 'v1',
    driftDetected: false,
    tags: ['data-drift', 'MMD'],
    parameters: {},
    ...over,
  }
}

/** A history as letters: `.` ok, `w` warning, `D` drift, `x` failed, `o` running, `?` completed without a value. */
export function historyOf(letters: string, first = 0): DriftRecord[] {
  return [...letters].map((letter, i) => {
    switch (letter) {
      case 'x':
        return recordAt(first + i, { state: 'failed' })
      case 'o':
        return recordAt(first + i, { state: 'running' })
      case '?':
        return recordAt(first + i)
      default: {
        const distance = letter === 'D' ? 0.3 : letter === 'w' ? 0.11 : 0.02
        const parameters = { distance, drift_distance: 0.125, warning: distance > 0.1, warning_distance: 0.1 }
        return recordAt(first + i, { driftDetected: letter === 'D', parameters })
      }
    }
  })
}
