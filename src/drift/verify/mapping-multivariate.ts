import type { MapCase } from './mapped'
import { mapMmd } from './mapping-mmd'

/** Data drift of all columns together. */
export const multivariateCases: Record<string, MapCase> = {
  mmd: mapMmd,
}
