import type { MapCase } from './mapped'

export const multivariateCases: Record<string, MapCase> = {}
