import * as v from 'valibot'
import { type StreamKind, streamKinds } from '~/domain/detection/trade-off'

/** What of the catalogue is shown. It stands in the URL. */
export interface CatalogueSettings {
  search: string
  mode: 'any' | 'stream' | 'batch'
  input: 'any' | 'one' | 'many' | 'errors'
  cost: 'any' | 'constant'
  table: 'verified' | 'printed'
  /** Kind of stream whose detectors are compared; all: side by side. */
  kind: StreamKind | 'all'
}

export const emptySettings: CatalogueSettings = {
  search: '',
  mode: 'any',
  input: 'any',
  cost: 'any',
  table: 'verified',
  kind: 'error',
}

const choices = {
  mode: v.fallback(v.picklist(['any', 'stream', 'batch']), 'any'),
  input: v.fallback(v.picklist(['any', 'one', 'many', 'errors']), 'any'),
  cost: v.fallback(v.picklist(['any', 'constant']), 'any'),
  table: v.fallback(v.picklist(['verified', 'printed']), 'verified'),
  kind: v.fallback(v.picklist([...streamKinds, 'all']), 'error'),
}

/** Reads the settings; what is not understood falls back, field by field. */
export function settingsFromUrl(query: URLSearchParams): CatalogueSettings {
  return {
    search: query.get('search') ?? '',
    mode: v.parse(choices.mode, query.get('mode')),
    input: v.parse(choices.input, query.get('input')),
    cost: v.parse(choices.cost, query.get('cost')),
    table: v.parse(choices.table, query.get('table')),
    kind: v.parse(choices.kind, query.get('kind')),
  }
}

/** The inverse; defaults are left out. */
export function settingsToUrl(settings: CatalogueSettings): URLSearchParams {
  const changed = Object.entries(settings).filter(
    ([key, value]) => value !== emptySettings[key as keyof CatalogueSettings],
  )
  return new URLSearchParams(Object.fromEntries(changed))
}
