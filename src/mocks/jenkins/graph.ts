import type { MockBuild, MockStage } from './mock-build'

/** How the stages of the talk's pipeline nest: container → its stages. */
const NESTED: Readonly<Record<string, { type: 'PARALLEL' | 'STAGE'; names: RegExp }>> = {
  'Metadata tests': { type: 'PARALLEL', names: /metadata V\d validation|^License validation$/ },
  'Docker build and delivery': {
    type: 'STAGE',
    names: /^Docker Variable|Docker images build$|Docker delivery/,
  },
}

/** As the graph view plugin tells it: a stage that holds others lasts as long as they do. */
export function graphOfBuild({ stages }: MockBuild) {
  const isNested = (stage: MockStage) => Object.values(NESTED).some(({ names }) => names.test(stage.name))
  return stages
    .filter((stage) => !isNested(stage))
    .map((stage) => {
      const { [stage.name]: nested } = NESTED
      const inside = nested ? stages.filter(({ name }) => nested.names.test(name)) : []
      const end = Math.max(...[stage, ...inside].map((one) => one.startTimeMillis + one.durationMillis))
      return {
        ...graphStage(stage, 'STAGE'),
        totalDurationMillis: end - stage.startTimeMillis,
        children: inside.map((one) => graphStage(one, nested!.type)),
      }
    })
}

const STATES: Readonly<Record<string, string>> = {
  NOT_EXECUTED: 'skipped',
  IN_PROGRESS: 'running',
  PAUSED_PENDING_INPUT: 'paused',
  FAILED: 'failure',
}

function graphStage(stage: MockStage, type: string) {
  return {
    id: stage.id,
    name: stage.name,
    type,
    state: STATES[stage.status] ?? stage.status.toLowerCase(),
    startTimeMillis: stage.startTimeMillis,
    totalDurationMillis: stage.durationMillis,
    pauseDurationMillis: stage.pauseDurationMillis,
    children: [],
  }
}
