/**
 * Handles of the files that were dropped since the page was opened, by digest. A handle is no copy:
 * it lets the data worker read the file again (after a crash), or the storage keep it (once allowed).
 */
const open = new Map<string, File>()

export function rememberFile(digest: string, file: File): void {
  open.set(digest, file)
}

export function openFile(digest: string): File | undefined {
  return open.get(digest)
}
