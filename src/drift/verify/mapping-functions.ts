import type { MapCase } from './mapped'

export const functionCases: Record<string, MapCase> = {}
