import type { FileRef } from '~/queries/lab'
import type { LabSettings } from '../settings'

/** Names that people give to what they compare against. */
const referenceName = /(^|[^a-z])(ref|reference|train|training|baseline|before)([^a-z]|$)/i

/**
 * Where newly read files go: to the place that was asked for, to the place whose link waits for them,
 * else the reference first. Columns, split and time belong to the files that were there before.
 * @param missing files that the link names and that are not on this machine
 * @returns `change` null where nothing changes (a missing file came); `problem` where it is another file
 */
export function placeFiles(
  settings: Pick<LabSettings, 'reference' | 'test'>,
  files: readonly FileRef[],
  missing: readonly FileRef[],
  to?: 'reference' | 'test',
): { change: Partial<LabSettings> | null; problem: string | null } {
  const fresh = files.filter((f) => !missing.some((m) => m.digest === f.digest))
  const [one, two] = fresh
  if (!one) return { change: null, problem: null }

  const wanted = missing.find((m) => m.name === one.name)
  const problem = wanted
    ? `${one.name} has the name of a file of this link, but not its content (SHA-256 ${one.digest.slice(0, 12)}…, the link means ${wanted.digest.slice(0, 12)}…). It was opened all the same; the result may differ from the sender's.`
    : null

  const anew = { columns: null, split: null, timeColumn: null }
  if (two) {
    const swap = referenceName.test(two.name) && !referenceName.test(one.name)
    return { change: { ...anew, reference: swap ? two : one, test: swap ? one : two }, problem }
  }
  const place = to ?? (wanted ? placeOf(settings, wanted) : settings.reference ? 'test' : 'reference')
  return { change: { ...(place === 'test' ? { split: null } : anew), [place]: one }, problem }
}

function placeOf(settings: Pick<LabSettings, 'reference' | 'test'>, file: FileRef): 'reference' | 'test' {
  return settings.reference?.digest === file.digest ? 'reference' : 'test'
}
