import { expose } from 'comlink'
import { judgeStages } from '~/drift/pipeline/judge'
import { compareStages } from '~/drift/pipeline/two-samples'
import { toFailure } from '~/lib/errors'
import type { StageWorkerApi } from './stage-protocol'

const api: StageWorkerApi = {
  async judge(stages) {
    try {
      return { status: 'done', value: judgeStages(stages) }
    } catch (error) {
      return { status: 'failed', failure: toFailure(error) }
    }
  },
  async compare(pairs) {
    try {
      return { status: 'done', value: compareStages(pairs) }
    } catch (error) {
      return { status: 'failed', failure: toFailure(error) }
    }
  },
}

expose(api)
