import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { defects } from '~/drift/verify/defects'
import { checkFile, type FileOutcome } from '~/drift/verify/files'
import { EXIT, UsageError } from './errors'
import { print, say } from './terminal'

/** Failures of one file that are told; all are counted. */
const MOST_TOLD = 10

/**
 * `tidemark verify DIR`: runs every file in the golden format through the public registry.
 * @returns the exit code: 1 where a case failed
 */
export async function verify(folder: string | undefined, flags: { cases: boolean }): Promise<number> {
  if (folder === undefined) throw new UsageError('Name a folder of golden files: tidemark verify DIR.')
  const names = (await listJson(folder)).filter((name) => basename(name) !== 'MANIFEST.json')
  if (names.length === 0) throw new UsageError(`${folder} holds no .json file to verify.`)
  const total = { passed: 0, failed: 0, notOffered: 0 }
  for (const name of names) {
    const outcome = await fileOutcome(join(folder, name))
    total.passed += outcome.passed
    total.failed += outcome.failed.length
    total.notOffered += outcome.notOffered.length
    print(counted(outcome.name, outcome.passed, outcome.failed.length, outcome.notOffered.length))
    tell(outcome, flags.cases)
  }
  print(counted('total', total.passed, total.failed, total.notOffered))
  return total.failed > 0 ? EXIT.error : EXIT.noDrift
}

async function listJson(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  } catch (error) {
    throw new UsageError(`${folder} is not a folder that can be read.`, { cause: error })
  }
}

/** A file that cannot be read at all is one failure, and the others are still verified. */
async function fileOutcome(path: string): Promise<FileOutcome> {
  const name = basename(path, '.json')
  try {
    return await checkFile(name, await readFile(path, 'utf8'))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { name, passed: 0, failed: [{ case: 'the file', why }], notOffered: [] }
  }
}

function counted(name: string, passed: number, failed: number, notOffered: number): string {
  return `${name} ${passed} passed ${failed} failed ${notOffered} not offered`
}

/** Failures always, what is not offered where asked: by case, with the defect that it pins. Standard error. */
function tell(outcome: FileOutcome, cases: boolean): void {
  for (const { case: name, why } of outcome.failed.slice(0, MOST_TOLD)) say(`  failed ${name}: ${why}`)
  if (outcome.failed.length > MOST_TOLD) say(`  and ${outcome.failed.length - MOST_TOLD} more failures`)
  if (!cases) return
  for (const { case: name, row, why } of outcome.notOffered)
    say(`  not offered ${name}: ${why} (defect ${row}, ${defects[row]?.library ?? 'unknown'})`)
}
