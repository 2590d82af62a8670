import type { MapCase } from './mapped'

export const conceptCases: Record<string, MapCase> = {}
