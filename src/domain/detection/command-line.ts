import type { ReadOptions } from '~/data/read-options'
import type { Selection, Split } from '~/data/prepare/selection'
import type { Detector } from '~/drift/define'
import type { ParamValue } from '~/drift/params'
import { spanText } from '~/lib/span'
import { learnsFromStream, takesFor } from './detector-input'

/** What runs the same job in a terminal, or why nothing there does. */
export type CommandLine = { command: string } | { why: string }

/**
 * `tidemark detect …` with the files, columns, split and parameters of a job, quoted for a POSIX shell. Files are named
 * as the page knows them, so it is run in their folder. What the command line cannot be told is said, and no nearly
 * equal command is given.
 * @param rows of the one file that is split; null: not known
 */
export function commandLine(
  { params, selection }: { params: Readonly<Record<string, ParamValue>>; selection: Selection },
  detector: Detector,
  rows: number | null = null,
): CommandLine {
  const { reference, test, split, columns, labels, timeColumn } = selection
  const why = whyNone(selection, detector, rows)
  if (why !== null) return { why }
  const alone = selection.alone === true
  const flags = [
    ...(alone || split ? [] : flag('reference', fileArgument(reference.name))),
    ...flag('test', fileArgument((test ?? reference).name)),
    ...(split ? splitFlags(split) : []),
    ...(labels ? [...flag('truth', labels.truth), ...flag('prediction', labels.prediction)] : []),
    ...(columns ?? []).flatMap((name) => flag('column', name)),
    ...(timeColumn === null ? [] : flag('time', timeColumn)),
    ...(selection.oneIsCorrect === true ? ['--one-is-correct'] : []),
    ...(selection.standardise || alone ? [] : ['--raw']),
    ...readFlags(reference.options ?? {}),
    ...detector.params.fields.flatMap(({ name, input }) => {
      const value = params[name]
      return value === undefined || value === input.default ? [] : flag('param', `${name}=${String(value)}`)
    }),
  ]
  return { command: ['tidemark', 'detect', detector.id, ...flags].join(' ') }
}

function whyNone(selection: Selection, detector: Detector, rows: number | null): string | null {
  const { reference, test, split, columns, timeColumn } = selection
  if (test && JSON.stringify(test.options ?? {}) !== JSON.stringify(reference.options ?? {}))
    return 'The command line reads both files with the same settings, but these are read with different ones.'
  if ((selection.takes ?? 'numbers') !== takesFor(detector, columns))
    return 'The command line uses columns of the file, but this run uses their first principal component.'
  if (split?.by === 'rows' && !isTheRest(split, rows))
    return 'The command line takes all rows after the reference as the test sample, but this run takes only some of them.'
  if (split?.by === 'time' && timeColumn !== split.column)
    return `The command line orders the rows by the column that splits them, '${split.column}', but this run does not.`
  if (!test && !split && !learnsFromStream(detector)) return 'There is no second file.'
  return null
}

function splitFlags(split: Split): string[] {
  if (split.by === 'rows') return flag('split-rows', `${split.reference.first}-${split.reference.last}`)
  if (split.by === 'column')
    return [
      ...flag('split-by', split.column),
      ...flag('reference-is', split.reference),
      ...(split.test === null ? [] : flag('test-is', split.test)),
    ]
  if (split.cut.kind === 'at') return flag('split-at', new Date(split.cut.at).toISOString())
  const { last, against } = split.cut
  return [...flag('last', spanText(last)), ...(against === null ? [] : flag('against', spanText(against)))]
}

function readFlags({ separator, decimal, header, missing, comment, types }: ReadOptions): string[] {
  return [
    ...(separator === undefined ? [] : flag('separator', separator === '\t' ? 'tab' : separator)),
    ...(decimal === undefined ? [] : flag('decimal', decimal)),
    ...(header === undefined ? [] : [header ? '--header' : '--no-header']),
    ...(missing === undefined ? [] : flag('missing', missing.join(','))),
    ...(comment === undefined ? [] : flag('comment', comment)),
    ...Object.entries(types ?? {}).flatMap(([column, type]) => flag('type', `${column}=${type}`)),
  ]
}

/** A value that begins with a hyphen would be read as the next flag. */
const flag = (name: string, value: string): string[] =>
  value.startsWith('-') ? [shellWord(`--${name}=${value}`)] : [`--${name}`, shellWord(value)]

/** A file whose name begins with a hyphen is no flag, and one called `-` is not standard input. */
const fileArgument = (name: string): string => (name.startsWith('-') ? `./${name}` : name)

/** One word of a POSIX shell: nothing in it is expanded. */
function shellWord(text: string): string {
  return /^[\w./:=,+@%-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

/** Whether all rows after the reference are the test sample, also where they are named. */
function isTheRest({ reference, test }: Split & { by: 'rows' }, rows: number | null): boolean {
  if (test === null) return true
  return test.first === reference.last + 1 && rows !== null && test.last >= rows
}
