import { userNameFault } from '~/domain/mlflow/account'
import { readCsv } from '~/lib/csv'

export const MOST_BYTES = 1_000_000
const MOST_NAMES = 5000

const HEADS = /^(?:user(?:\s?name)?|name|e-?mail|login|account)$/i

/** Names of a list: of the column that is called so, else of the first. Each once; what can be nobody's name is left out. */
export function namesInCsv(text: string): { names: string[]; skipped: number } {
  const rows = readCsv(text)
  const head = rows[0]?.cells.findIndex((cell) => HEADS.test(cell.trim())) ?? -1
  const found = rows.slice(head >= 0 ? 1 : 0).map(({ cells }) => (cells[Math.max(0, head)] ?? '').trim())
  const names = [...new Set(found.filter((name) => userNameFault(name) === null))].slice(0, MOST_NAMES)
  return { names, skipped: found.length - names.length }
}
