import { batchRun } from './batch-run'
import { cdbd } from './cdbd'

export { batchMachine as machine } from './batch-machine'
export const run = batchRun(cdbd)
