import type { LeftOutColumn } from '~/data/prepare/column-choices'

/** What a detector can be given. */
export interface Availability {
  /** Columns that can be compared. */
  available: string[]
  /** Those of them that are, where nobody chose. */
  names: string[]
  leftOut: LeftOutColumn[]
}
