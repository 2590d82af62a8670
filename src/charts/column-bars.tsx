import type { PerColumnResult } from '~/drift/results'
import { ChartFrame } from './chart-frame'

export interface ColumnBarsProps {
  title: string
  subtitle: string
  columns: PerColumnResult['columns']
  /** "D" for Kolmogorov-Smirnov. */
  statisticName: string
  alpha: number
  correction: PerColumnResult['correction']
  fileName: string
}

/** The test of each column, strongest first. */
export function ColumnBars(props: ColumnBarsProps) {
  return (
    <ChartFrame title={props.title} subtitle={props.subtitle} fileName={props.fileName} csv={() => ''}>
      {null}
    </ChartFrame>
  )
}
