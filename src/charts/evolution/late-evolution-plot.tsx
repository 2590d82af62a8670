import type { EvolutionPlotProps } from './evolution-plot'
import { latePlot } from '../frame/late-plot'

/** The frame, its text and the tables are there at once; the drawing comes when it is here. */
export const LateEvolutionPlot = latePlot<EvolutionPlotProps>(
  async () => (await import('./evolution-plot')).EvolutionPlot,
  ({ scene }) => scene.height,
)
