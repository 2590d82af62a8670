import type { ChartFiles } from '~/charts/frame/chart-files'
import type { Selection } from '~/data/prepare/selection'
import { dataName } from '~/lib/file-name'

type FilesOfSelection = Pick<Selection, 'reference' | 'test'>

/** "litter-ref.csv against litter-test.csv", or the one file. */
export function dataWords({ reference, test }: FilesOfSelection): string {
  return test && test.digest !== reference.digest ? `${reference.name} against ${test.name}` : reference.name
}

/** How the files of charts and reports are called: data first, then what was found. */
export function chartFilesOf(files: FilesOfSelection, finding: string): ChartFiles {
  return { data: dataFileName(files), finding, source: `Data: ${dataWords(files)}` }
}

/** "litter-ref-vs-test": the words that both names begin with are said once. */
export function dataFileName({ reference, test }: FilesOfSelection): string {
  const first = dataName(reference.name)
  if (!test || test.digest === reference.digest) return first
  const second = dataName(test.name)
  // Whole words, and never all of one of them.
  const words = (name: string) => name.split(/(?<=[-_ .])/)
  const [a, b] = [words(first), words(second)]
  let same = 0
  while (same < Math.min(a.length, b.length) - 1 && a[same] === b[same]) same++
  return `${first}-vs-${b.slice(same).join('')}`
}
