import { late } from '~/ui/states/late'

// Each only where a result has such a view, in about the height that it takes.
const columnView = late(() => import('~/charts/findings/column-view'), 380)
const runLengthMap = late(() => import('~/charts/findings/run-length-map'), 340)
const matrixMap = late(() => import('~/charts/findings/matrix-map'), 440)
const witnessChart = late(() => import('~/charts/findings/witness-chart'), 440)
const rankingBars = late(() => import('~/charts/findings/ranking-bars'), 440)

export const { Late: ColumnView } = columnView
export const { Late: RunLengthMap } = runLengthMap
export const { Late: MatrixMap } = matrixMap
export const { Late: WitnessChart } = witnessChart
export const { Late: RankingBars } = rankingBars

/** Fetches all of them while a detector still computes, so that a result comes in one piece. */
export function approachViews(): void {
  for (const { approach } of [columnView, runLengthMap, matrixMap, witnessChart, rankingBars]) approach()
}
