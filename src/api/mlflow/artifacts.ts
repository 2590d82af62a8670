import type { MlflowClient } from './lists'

/** The beginning of a file, or all of it. */
export interface ArtifactHead {
  bytes: ArrayBuffer
  isWhole: boolean
  /** Of the whole file; null where the server does not say. */
  totalBytes: number | null
}

/**
 * The first bytes of a file: asked for by range, so that a file of 2 GB costs no more than its head. A server that
 * knows no ranges (a proxied store of 2.x) sends the whole, within the contract's limit.
 * @param limit at least 1
 */
export async function artifactHead(
  client: MlflowClient,
  runId: string,
  path: string,
  limit: number,
  signal?: AbortSignal,
): Promise<ArtifactHead> {
  const { data, headers } = await client.artifact(
    { query: { run_id: runId, path } },
    { range: [0, limit - 1], ...(signal ? { signal } : {}) },
  )
  const total = /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1]
  if (total !== undefined)
    return { bytes: data, isWhole: data.byteLength >= Number(total), totalBytes: Number(total) }
  if (data.byteLength <= limit) return { bytes: data, isWhole: true, totalBytes: data.byteLength }
  return { bytes: data.slice(0, limit), isWhole: false, totalBytes: data.byteLength }
}

/** All of a file. @throws TooLargeError beyond the contract's limit */
export async function wholeArtifact(client: MlflowClient, runId: string, path: string): Promise<ArrayBuffer> {
  const { data } = await client.artifact({ query: { run_id: runId, path } })
  return data
}
