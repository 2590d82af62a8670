/** A label, in SVM rank the number of a query, and pairs; a row of zeros has none. */
export const ROW =
  /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?(?:\s+qid:\d+)?(?:\s+\d+:[+-]?(?:\d|\.\d)[\d.eE+-]*)*\s*(?:#.*)?$/i
const PAIR = /\s\d+:/

/** Whether a text is rows of `label index:value index:value`, by its first lines: half of them have a pair. */
export function isLibsvm(head: string, isWhole: boolean): boolean {
  const lines = head.split(/\r?\n/)
  // The last one may go on.
  if (!isWhole) lines.pop()
  const filled = lines.filter((line) => line.trim() !== '')
  const paired = filled.filter((line) => PAIR.test(line)).length
  return paired > 0 && paired >= filled.length / 2 && filled.every((line) => ROW.test(line.trim()))
}
