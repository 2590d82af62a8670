import type { DriftRecord } from './drift-record'

/** A file of data that records name, as the Lab and the command line log it. */
export interface RecordedFile {
  role: 'reference' | 'test'
  name: string
  /** SHA-256 of its bytes, 64 hexadecimal digits. */
  digest: string
  /** Records that name it. */
  records: number
}

/**
 * The files that records were made of, newest first, each once: whatever names one with its digest, as `recordFor` does.
 * A record is written by anyone: what is no such thing is left out.
 */
export function recordedFiles(records: readonly DriftRecord[]): RecordedFile[] {
  const files = new Map<string, RecordedFile>()
  for (const { parameters } of records.toReversed())
    for (const role of ['reference', 'test'] as const) {
      const named = Object.hasOwn(parameters, role) ? parameters[role] : null
      if (typeof named !== 'object' || named === null) continue
      const { name, sha256 } = named as { name?: unknown; sha256?: unknown }
      if (typeof name !== 'string' || typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) continue
      const known = files.get(`${role} ${sha256}`)
      if (known) known.records += 1
      else files.set(`${role} ${sha256}`, { role, name, digest: sha256, records: 1 })
    }
  return [...files.values()]
}
