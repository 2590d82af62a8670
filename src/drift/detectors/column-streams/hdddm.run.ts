import { batchRun } from './batch-run'
import { hdddm } from './hdddm'

export { batchMachine as machine } from './batch-machine'
export const run = batchRun(hdddm)
