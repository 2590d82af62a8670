import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Columns, TableSummary } from '~/data/columns'
import { readTable } from '~/data/read-file'
import type { ReadOptions } from '~/data/read-options'
import { UsageError } from './errors'
import { progressTeller } from './terminal'

/** A file that was read: its table, its digest, and its name for sentences. */
export interface ReadFile {
  name: string
  columns: Columns
  summary: TableSummary
}

/**
 * Reads a table (CSV, TSV, JSON, Parquet, Arrow, .npy, .npz): the same reader as in the browser.
 * @param path `-` is standard input
 * @throws UsageError where it is not there, DataError where it cannot be read
 */
export async function readPath(path: string, options: ReadOptions): Promise<ReadFile> {
  const name = path === '-' ? 'standard input' : basename(path)
  const progress = progressTeller(`Reading ${name}`)
  try {
    const blob = Object.assign(new Blob([await bytesOf(path)]), { name })
    const { columns, summary } = await readTable(
      blob,
      { onProgress: ({ done, total }) => progress.tell({ done, total, phase: 'bytes' }) },
      options,
    )
    return { name, columns, summary }
  } finally {
    progress.end()
  }
}

/** A file as it is; `-` is standard input. @throws UsageError where it cannot be had */
export async function bytesOf(path: string): Promise<Buffer<ArrayBuffer>> {
  if (path === '-') return Buffer.from(await buffer(process.stdin))
  try {
    return Buffer.from(await readFile(path))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const why =
      {
        ENOENT: 'does not exist',
        EISDIR: 'is a folder: name a file in it',
        EACCES: 'cannot be read: you have no permission',
      }[code] ?? `could not be read (${error instanceof Error ? error.message : String(error)})`
    throw new UsageError(`${path} ${why}.`, { cause: error })
  }
}
