import { type StreamKind, streamKinds } from '~/domain/detection/trade-off'
import { urlChoice, urlCodec, urlText } from '~/lib/url-codec'

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

export const catalogueCodec = urlCodec<CatalogueSettings>({
  search: urlText(),
  mode: urlChoice(['any', 'stream', 'batch']),
  input: urlChoice(['any', 'one', 'many', 'errors']),
  cost: urlChoice(['any', 'constant']),
  table: urlChoice(['verified', 'printed']),
  kind: urlChoice(['all', ...streamKinds], 'error'),
})
