import type { PointState } from './history'

/** The mark (of `ui/words/mark`) and the word of each state of a record: never the one without the other. */
export const RECORD_STATES = {
  ok: { mark: 'ok', word: 'No drift' },
  warning: { mark: 'warning', word: 'Warning' },
  drift: { mark: 'drift', word: 'Drift' },
  failed: { mark: 'failed', word: 'Failed' },
  running: { mark: 'running', word: 'Running' },
  undecided: { mark: 'unknown', word: 'Not enough data' },
  unplotted: { mark: 'unknown', word: 'No value' },
} as const satisfies Readonly<Record<PointState, { mark: string; word: string }>>
