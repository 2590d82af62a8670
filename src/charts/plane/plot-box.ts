/** Where a plot lies in its chart, in px from the chart's upper left corner. */
export interface PlotBox {
  left: number
  right: number
  top: number
  bottom: number
}

/** The same, with the size of the whole chart. */
export interface SizedPlotBox extends PlotBox {
  width: number
  height: number
}
