import type { RowSets } from './row-sets'

/** Which panels of a kernel are computed in one place: of every `of` stretches of them the one at `index`, from 0. */
export interface Share {
  index: number
  of: number
}

/** Of the squared distances of all pairs. */
export interface DistanceRange {
  least: number
  greatest: number
}

/** What of a bracket's distances lies in a share. */
export interface BracketShare {
  /** How many are below `low`, up to it, and up to `high`. */
  counts: Float64Array
  range: DistanceRange
  /** Those strictly between. */
  inside: Float64Array
}

/** How kernel values become whole numbers. */
export interface Rounding {
  gamma: number
  low: number
  inverse: number
  /** Whether no exponent is below −690, and rounding moves no kernel value out of 22 bits: the fast way. */
  isNear: boolean
}

/** Σ h², Σ h r and Σ r² over pairs, whole numbers of 22 bits being 2,048 h + r: exact. */
export interface HalfSquares {
  high: number
  product: number
  rest: number
}

/** Sums over the pairs of a share. Each row's unrounded ones are of one share alone: adding up others' zeros keeps their bits. */
export interface KernelShare {
  /** Unrounded sums of each row over the pairs within its sample, and over those with the other. */
  within: Float64Array
  across: Float64Array
  /** Of whole numbers less their middle: sums of squares, and of rows. */
  squares: HalfSquares
  high: Float64Array
  rest: Float64Array
}

/** One of the two halves of the whole numbers. */
export interface Plane {
  name: 'high' | 'rest'
  /** What one of it counts. */
  weight: number
  /** What each row's are on average, less their middle: sums of numbers around 0 stay small. */
  shifts: Int16Array
}

/** The pooled sample, and what of it an assistant computes. */
export interface AssistedPanels {
  /** As of `createPanels`. */
  pooled: Float64Array
  n: number
  m: number
  d: number
  share: Share
}

/** Another worker, which computes a share of a pooled kernel: what is asked of it stands for the panels last laid out. */
export interface KernelAssistant {
  layOut: (task: AssistedPanels) => Promise<void>
  range: () => Promise<DistanceRange>
  bracket: (low: number, high: number) => Promise<BracketShare>
  kernel: (rounding: Rounding, hasRest: boolean) => Promise<KernelShare>
  /** For each set the sum over its pairs, less what `takenFrom` tells. */
  insideSums: (planes: readonly Plane[], sets: RowSets) => Promise<Float64Array>
  /** Forgets the panels. */
  end: () => Promise<void>
}
