import ks from './ks.json'
import mmd from './mmd.json'
import mmdStreaming from './mmd_streaming.json'
import pageHinkley from './page_hinkley.json'

/** One number that a library gave, and how near ours has to come: |a − b| ≤ max(abs, rel · max(|a|, |b|)). */
export interface GoldenCase {
  case: string
  library: string
  version: string
  params: Record<string, unknown>
  input: string | string[]
  expected: Record<string, unknown>
  tolerance: { abs: number; rel: number }
}

export interface GoldenFile {
  detector: string
  /** Rows (a number each, or a list of numbers each) by name; NaN and infinities as text. */
  inputs: Record<string, (number | string | (number | string)[])[]>
  cases: GoldenCase[]
}

export const goldenFiles: Record<string, GoldenFile> = {
  mmd: mmd,
  ks: ks,
  page_hinkley: pageHinkley,
  mmd_streaming: mmdStreaming,
}
