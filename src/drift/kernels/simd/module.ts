/**
 * A WebAssembly module that is compiled when it is first asked for; null where WebAssembly with SIMD may not run: an old
 * browser has none, and a page's policy may refuse it.
 * @param bytes base64
 */
export function compiledOnce(bytes: string): () => WebAssembly.Module | null {
  let compiled: WebAssembly.Module | null | undefined
  return () => {
    if (compiled !== undefined) return compiled
    try {
      compiled = new WebAssembly.Module(Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0)))
    } catch {
      compiled = null
    }
    return compiled
  }
}
