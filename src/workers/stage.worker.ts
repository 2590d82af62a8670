import { transfer } from 'comlink'
import { tabulate } from '~/domain/jenkins/stage-table'
import { judgePipeline } from '~/drift/pipeline/judge-pipeline'
import { compareStages } from '~/drift/pipeline/two-samples'
import { toFailure } from '~/lib/errors'
import { exposeWhileAlive } from './alive'
import type { Outcome } from './protocol'
import type { StageWorkerApi } from './stage-protocol'
import { transferables } from './transferables'

const api: StageWorkerApi = {
  tabulate: async (packed, aliases) => outcomeOf(() => tabulate(packed, aliases)),
  judge: async (times) => outcomeOf(() => judgePipeline(times)),
  compare: async (pairs) => outcomeOf(() => compareStages(pairs)),
}

function outcomeOf<T>(compute: () => T): Outcome<T> {
  try {
    const value = compute()
    return transfer({ status: 'done', value }, transferables(value))
  } catch (error) {
    return { status: 'failed', failure: toFailure(error) }
  }
}

exposeWhileAlive(api)
