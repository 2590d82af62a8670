/**
 * Another thread that reads a file and hashes it while its cells are read here: hashing holds the thread that asks for it (in
 * Chromium, 127 ms of 100 MB), and reading it for as long again.
 */
export interface ReadAhead {
  /** The piece from `offset` on; null where it has none, and the file is to be read here. Each is given once, in order. */
  piece: (offset: number) => Promise<Uint8Array<ArrayBuffer> | null>
  /** SHA-256 as 64 hex digits, null where it was not found there. No piece is given after it was asked for. */
  digest: () => Promise<string | null>
  /** Ends the thread. */
  end: () => void
}

/** Bytes of a piece. */
export const PIECE_BYTES = 4_000_000
