import { ChartFrame } from './chart-frame'

export interface NullHistogramProps {
  title: string
  subtitle: string
  /** The statistic with labels permuted, B values in any order. */
  nullDistribution: Float64Array
  observed: number
  /** 1 − α quantile of the null distribution. */
  threshold: number
  /** In (0, 1): 0.05 labels the threshold "95 %". */
  alpha: number
  /** What was drawn B times: "permutations" → "999 permutations". */
  drawsLabel?: string
  /** Under the axis: "MMD² with labels permuted". */
  xLabel: string
  fileName: string
}

/** Where the statistic would lie without drift, and where it was found. */
export function NullHistogram(props: NullHistogramProps) {
  return (
    <ChartFrame title={props.title} subtitle={props.subtitle} fileName={props.fileName} csv={() => ''}>
      {null}
    </ChartFrame>
  )
}
