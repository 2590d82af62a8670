/** What the service worker keeps, as the build writes it before the worker's code. */
export interface KeptFiles {
  /** Of the names and contents of all files, 12 hex digits: another content is another version. */
  version: string
  /** The script that the page of this version names: "assets/index-1a2b.js". */
  entry: string
  /** Below the page's own address, without the page: "samples/nile.csv". */
  files: readonly string[]
}

/**
 * What a page tells its worker. `keep`: fetch all files now. `take-over`: to the waiting worker of a new version, because
 * somebody reloads.
 */
export interface ToWorker {
  tidemark: 'keep' | 'take-over'
}
