import type { MapCase } from './mapped'

export const testCases: Record<string, MapCase> = {}
