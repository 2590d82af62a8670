import type { GoldenCase } from './cases'
import { type MapCase, type Mapped, renamed } from './mapped'
import { mapMmd } from './mapping-mmd'

/** Data drift of all columns together. */
export const multivariateCases: Record<string, MapCase> = {
  mmd: mapMmd,
  mmd_streaming: mapStreaming,
}

/** Frouros' MMDStreaming: the window against the whole reference, with no threshold. */
function mapStreaming(c: GoldenCase): Mapped {
  const { chunk_size: _, ...params } = c.params
  return {
    kind: 'stream',
    detector: 'mmd-window',
    params: renamed(
      { ...c, params },
      { sigma: 'sigma', window_size: 'window' },
      // Frouros' own default; no MMD² exceeds 2.
      { bandwidth: 'given', sigma: 1, control: 'given', threshold: 2, referenceRows: 5000 },
    ),
    trace: { mmd2: 'mmd2' },
  }
}
