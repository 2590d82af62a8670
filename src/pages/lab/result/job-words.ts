import type { Split } from '~/data/prepare/selection'
import { cutWords } from '~/data/prepare/split-time'
import { detectorById } from '~/drift/registry'
import { formatCount, formatNumber } from '~/lib/format'
import type { Job, JobResult } from '~/queries/lab'

/** The detector of a result, by its name. */
export function nameOf({ result }: JobResult): string {
  return detectorById(result.detector)?.name ?? result.detector
}

/** A setting that a detector says it ran with. */
export const settingWord = (setting: unknown): string =>
  typeof setting === 'number' ? formatNumber(setting) : String(setting)

/** The columns that a job looks at. */
export function columnsWords({ columns, labels, oneIsCorrect, takes }: Job['selection']): string {
  if (labels) return `${labels.truth} (true) and ${labels.prediction} (predicted)`
  const names = columns === null ? 'the defaults' : columns.join(', ')
  if (takes === 'component') return `first principal component (PC 1) of the columns: ${names}`
  return oneIsCorrect === true ? `${names} (1 means correct)` : names
}

/** How one file becomes reference and test. */
export function splitWords(split: Split): string {
  if (split.by === 'column') {
    return `${split.column}: ${split.reference} against ${split.test ?? 'all other rows'}`
  }
  if (split.by === 'time') return `${split.column}: ${cutWords(split.cut)}`
  const range = ({ first, last }: { first: number; last: number }): string =>
    `${formatCount(first)}–${formatCount(last)}`
  return `rows ${range(split.reference)} against ${split.test ? range(split.test) : 'the rest'}`
}
