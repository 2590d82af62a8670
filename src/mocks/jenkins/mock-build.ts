import type { WireDescribed } from '~/api/jenkins/contract'

/** A build as the server's own rest API tells it, with its stages. */
export type MockBuild = Omit<WireDescribed, 'stages'> & {
  id: string
  stages: MockStage[]
  /** The commit that it was built of. */
  revision?: string
  /** As the core names the build of another pipeline that started it. */
  startedBy?: { upstreamProject: string; upstreamBuild: number }
}

export interface MockStage {
  id: string
  name: string
  status: string
  startTimeMillis: number
  durationMillis: number
  pauseDurationMillis: number
}

/** The stage that has another pipeline build the module, and that pipeline. */
export const MODULE_STAGE = /^User-defined module pipeline job$/
export const MODULE_JOB = 'AI4OS-HUB-TEST/litter-assessment'
