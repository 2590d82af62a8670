/** What became of a build or of one of its stages, whichever of the server's interfaces told it. */
export type BuildStatus =
  | 'success'
  | 'unstable'
  | 'failed'
  | 'aborted'
  | 'running'
  | 'paused'
  | 'queued'
  /** A stage that a condition left out, or that an earlier failure kept from starting; a build that was not made. */
  | 'skipped'
  | 'unknown'

/** One stage of one build, as the server lists it: flat, parallel branches and nested stages beside the others. */
export interface Stage {
  /** Of its node in the build. */
  id: string
  name: string
  status: BuildStatus
  /** Milliseconds since 1970 UTC; null: it never started. */
  startedAt: number | null
  /** Pauses included. A stage that holds others ends, for the server, where the first of them begins. */
  durationMs: number
  pausedMs: number
}

/** Names a build. */
export interface BuildRef {
  /** Full name of its pipeline. */
  job: string
  id: string
}

/** One execution of a pipeline. */
export interface Build {
  /** Unique in its pipeline, unlike the name, which a pipeline may set. */
  id: string
  /** "#20", or what the pipeline calls itself. */
  name: string
  status: BuildStatus
  startedAt: number
  durationMs: number
  /** Before it got an executor; null: not told. */
  queuedMs: number | null
  /** The commits of all repositories that it was built of, as one word; null or missing: not told. */
  revision?: string | null
  /** The build of another pipeline that started it; null or missing: none, or not told. */
  startedBy?: BuildRef | null
  /** In the order of their start. Empty: none, or the server does not tell. */
  stages: readonly Stage[]
}

/** A stage with what is inside of it, where the server tells how stages nest. */
export interface GraphStage {
  id: string
  name: string
  /** Its children run side by side. */
  isParallel: boolean
  children: readonly GraphStage[]
}

const LIVE: readonly BuildStatus[] = ['running', 'paused', 'queued']

/** Whether it may still change. */
export const isLive = (status: BuildStatus): boolean => LIVE.includes(status)

/** Whether a stage did any work. */
export const isExecuted = ({ status }: Stage): boolean => status !== 'skipped' && status !== 'queued'

/** Time at work, pauses left out. */
export const workMs = ({ durationMs, pausedMs }: Stage): number => Math.max(0, durationMs - pausedMs)

/** Statuses in words. */
export const STATUS_WORDS = {
  success: 'successful',
  unstable: 'unstable',
  failed: 'failed',
  aborted: 'aborted',
  running: 'running',
  paused: 'waits for input',
  queued: 'queued',
  skipped: 'skipped',
  unknown: 'unknown',
} as const satisfies Record<BuildStatus, string>
