import type { MapCase } from './mapped'

export const distanceCases: Record<string, MapCase> = {}
