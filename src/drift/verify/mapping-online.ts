import type { MapCase } from './mapped'

export const onlineCases: Record<string, MapCase> = {}
