import { createContext } from 'react'

/** What the files of a chart say of the data that it is made of. */
export interface ChartFiles {
  /** How the data is called in a file's name: "litter-ref-vs-test". */
  data: string
  /** What was found, in a file's name: "drift". */
  finding: string
  /** Printed under the picture: "Data: litter-ref.csv, litter-test.csv". */
  source: string
}

/** Set by a page around its charts; without it, their files go by the chart's own name. */
export const ChartFilesContext = createContext<ChartFiles | null>(null)
