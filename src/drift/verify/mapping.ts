import type { MapCase } from './mapped'
import { changeCases } from './mapping-change'
import { conceptCases } from './mapping-concept'
import { distanceCases } from './mapping-distances'
import { docsCases } from './mapping-docs'
import { functionCases } from './mapping-functions'
import { multivariateCases } from './mapping-multivariate'
import { onlineCases } from './mapping-online'
import { testCases } from './mapping-tests'

const families: Readonly<Record<string, MapCase>> = {
  ...changeCases,
  ...conceptCases,
  ...testCases,
  ...distanceCases,
  ...multivariateCases,
  ...onlineCases,
  ...functionCases,
}

/**
 * Which golden case is computed by which detector, in which profile, with which of our parameters: by the name
 * of the golden file. A family a file; here is the whole table.
 */
export const mapping: Readonly<Record<string, MapCase>> = { ...families, ...docsCases(families) }
