import { checkCase } from './check'
import { parseGolden } from './cases'

export interface FileOutcome {
  /** Of the file, without its ending. */
  name: string
  passed: number
  failed: { case: string; why: string }[]
  notOffered: { case: string; row: number; why: string }[]
}

/**
 * Runs every case of a golden file.
 * @param name of the file without its ending: it says which detector is meant
 * @throws Error with a sentence where the text is not in the golden format
 */
export async function checkFile(name: string, text: string): Promise<FileOutcome> {
  const file = parseGolden(text, `${name}.json`)
  const outcome: FileOutcome = { name, passed: 0, failed: [], notOffered: [] }
  for (const c of file.cases) {
    const result = await checkCase(name, file, c)
    if (result.status === 'passed') outcome.passed++
    else if (result.status === 'failed') outcome.failed.push({ case: c.case, why: result.why })
    else outcome.notOffered.push({ case: c.case, row: result.row, why: result.why })
  }
  return outcome
}
