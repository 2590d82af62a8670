import type { Takes } from '~/data/prepare/selection'
import type { Detector } from '~/drift/define'

/** How a detector's declaration says what it is to be given: the same in the Lab and on the command line. */

/** What a detector makes of columns. */
export function takesOf(detector: Detector): Takes {
  if (detector.columns === 'error' || detector.columns === 'labels') return detector.columns
  return detector.accepts ?? 'numbers'
}

/**
 * The same where columns are known: of several, a detector of one number column looks at their first principal component,
 * as no single one stands for the others.
 * @param columns those that somebody chose; null: what is compared by default
 */
export function takesFor(detector: Detector, columns: readonly string[] | null): Takes {
  const takes = takesOf(detector)
  return detector.columns === 'one' && takes === 'numbers' && columns?.length !== 1 ? 'component' : takes
}

/** No reference needed: Page-Hinkley and its like. */
export function learnsFromStream(detector: Detector): boolean {
  return detector.kind === 'stream' && !detector.needsReference
}

/** It compares column by column, each on its own rows: a hole in one column empties no other. */
export function comparesEachColumn(detector: Detector): boolean {
  return detector.kind === 'batch' && detector.eachColumn === true
}

/** A stream detector that says itself what becomes of missing values. */
export function hasMissingPolicy({ kind, params }: Detector): boolean {
  return kind === 'stream' && params.fields.some(({ name }) => name === 'missing')
}
