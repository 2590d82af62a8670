import { inspect, parseArgs } from 'node:util'
import { CodedError } from '~/lib/errors'
import { detect } from './detect'
import { EXIT, UsageError } from './errors'
import { describe, list } from './list'
import { IGNORE, READ_FLAGS, readOptionsOf } from './read-flags'
import { stages } from './stages'
import { runDetector } from './run-detector'
import { print, say } from './terminal'
import { verify } from './verify'

const HELP = `tidemark: drift detectors on the command line, the same as in the browser

  tidemark detect <id> --reference ref.csv --test new.csv   compare two files
  tidemark detect <id> --test data.csv --split-at 2024-09-02  compare two parts of one file
  tidemark stream <id> data.csv --column x                  run over one file, row by row
  tidemark list                                             every detector
  tidemark describe <id>                                    the question it answers, its parameters
  tidemark verify <folder>                                  check against reference numbers
  tidemark stages runs.json | https://…/job/app             stage times of a Jenkins pipeline

  --columns a,b            columns to use ('"a, b",c' where a name contains a comma; or repeat --column);
                           default: all but counters, ids, times and constants; the output says which
  --param name=value       a parameter of the detector; may be repeated
  --time column            the column that orders the rows; results name places by it
  --split-at date          one file: the reference is before this date (UTC), the test from it on
  --last 7d --against 30d  … the newest rows against those before them
  --split-rows 1-451       … these rows against those after them
  --split-by site --reference-is north [--test-is south]
                           … by the values of a column
  --truth y --prediction p columns of labels, for detectors of a classifier's errors
  --one-is-correct         the column of errors holds 1 where the prediction was right
  --missing ignore         do not count missing and infinite values for the exit code
  --schema ignore          do not count columns that are gone, new, constant, of another type or unit, or with new categories
  --raw                    do not standardise the columns by the reference
  --separator ';'          between cells: one character, tab or space
  --decimal ,              the decimal sign: , or .
  --no-header              the first row is data; --header: it holds the names
  --missing NA,?           words that count as missing, instead of the usual ones;
                           may stand beside --missing ignore
  --comment '#'            lines that begin with it are skipped; '' for none
  --type column=category   type of a column: number, category, time, dmy, mdy, ymd,
                           seconds, milliseconds, microseconds, nanoseconds
  --json                   the full result as JSON
  --publish experiment     write the result to Drift Watch (name or id)
  --model v3.1 --tags a,b  model and tags of the published record
  --as jenkins             stages: as Stage View shows them, bug for bug (default: tidemark)
  --drift                  stages: judge the history; exit code 3 where a stage changed
  --builds 100             stages: how many builds to read from a server
  --aliases renames.json   stages: {"Old name": "New name"}
  --cases                  verify: list what is not offered, case by case

Reads CSV, TSV, JSON, Parquet, Arrow (Feather), .npy and .npz; - is standard input. Progress goes to standard error.
Exit code: 3 drift (of values, missing values or the schema); 0 no drift, unconfirmed alarms or not enough data
("outcome" of --json tells them apart); 1 error.
--publish reads DRIFT_WATCH_URL and DRIFT_WATCH_TOKEN from the environment, stages JENKINS_USER and JENKINS_TOKEN.`

const OPTIONS = {
  reference: { type: 'string' },
  test: { type: 'string' },
  columns: { type: 'string', multiple: true },
  column: { type: 'string', multiple: true },
  param: { type: 'string', multiple: true },
  time: { type: 'string' },
  'split-at': { type: 'string' },
  last: { type: 'string' },
  against: { type: 'string' },
  'split-rows': { type: 'string' },
  'split-by': { type: 'string' },
  'reference-is': { type: 'string' },
  'test-is': { type: 'string' },
  truth: { type: 'string' },
  prediction: { type: 'string' },
  'one-is-correct': { type: 'boolean' },
  schema: { type: 'string' },
  raw: { type: 'boolean' },
  ...READ_FLAGS,
  json: { type: 'boolean' },
  publish: { type: 'string' },
  model: { type: 'string' },
  tags: { type: 'string' },
  cases: { type: 'boolean' },
  as: { type: 'string' },
  drift: { type: 'boolean' },
  builds: { type: 'string' },
  aliases: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/**
 * One call of `tidemark`: results go to standard output, everything else to standard error.
 * @param args what follows the program's name
 * @param runs what runs a detector: tests run it in their own thread
 * @returns the exit code: 0 no drift, 3 drift, 1 error, which has been told
 */
export async function tidemark(args: readonly string[], runs = runDetector): Promise<number> {
  try {
    return await run(args, runs)
  } catch (error) {
    // A sentence for what a person can mend; anything else is our own fault and keeps its stack.
    if (error instanceof UsageError || error instanceof CodedError) say(error.message)
    else say(inspect(error))
    return EXIT.error
  }
}

async function run(args: readonly string[], runs: typeof runDetector): Promise<number> {
  const { values, positionals } = parse(args)
  const [command, first, second, ...rest] = positionals
  if (values.help || command === undefined) {
    print(HELP)
    return command === undefined && !values.help ? EXIT.error : EXIT.noDrift
  }
  const flags = {
    reference: values.reference,
    test: values.test,
    options: readOptionsOf(values),
    columns: [...(values.columns ?? []), ...(values.column ?? [])],
    standardise: !values.raw,
    time: values.time,
    splitAt: values['split-at'],
    last: values.last,
    against: values.against,
    splitRows: values['split-rows'],
    splitBy: values['split-by'],
    referenceIs: values['reference-is'],
    testIs: values['test-is'],
    truth: values.truth,
    prediction: values.prediction,
    oneIsCorrect: values['one-is-correct'] ?? false,
    param: values.param ?? [],
    json: values.json ?? false,
    ignore: ignored(values),
    publish: values.publish,
    model: values.model,
    tags: values.tags === undefined ? undefined : listed(values.tags),
  }
  if (command === 'stages') {
    const { as, builds, aliases, drift = false, json = false } = values
    return stages(positionals.slice(1), { as, builds, aliases, drift, json })
  }
  const extra = command === 'stream' ? rest[0] : (second ?? rest[0])
  if (extra !== undefined)
    throw new UsageError(`Unexpected argument '${extra}'. \`tidemark --help\` lists commands and options.`)
  switch (command) {
    case 'detect':
      return detect(first, flags, runs)
    case 'stream':
      if (second === undefined && flags.test === undefined)
        throw new UsageError('Name the file to run over: tidemark stream page-hinkley data.csv --column x.')
      return detect(first, { ...flags, test: second ?? flags.test }, runs)
    case 'list':
      list(flags.json)
      return EXIT.noDrift
    case 'describe':
      await describe(first, flags.json)
      return EXIT.noDrift
    case 'verify':
      return verify(first, { cases: values.cases ?? false })
    default:
      throw new UsageError(
        `There is no command '${command}'. \`tidemark --help\` lists commands and options.`,
      )
  }
}

/** `--missing ignore` and `--schema ignore`; another value of `--missing` is a list of words (`readOptionsOf`). */
function ignored({ missing = [], schema }: { missing?: string[]; schema?: string }) {
  if (schema !== undefined && schema !== IGNORE)
    throw new UsageError(`--schema takes ${IGNORE}, not '${schema}'.`)
  return [
    ...(missing.includes(IGNORE) ? (['missing'] as const) : []),
    ...(schema === IGNORE ? (['schema'] as const) : []),
  ]
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: withNegatives(args), options: OPTIONS, allowPositionals: true })
  } catch (error) {
    const [why = ''] = error instanceof Error ? error.message.split(/\n|\. /) : [String(error)]
    throw new UsageError(`${sentenceOf(why)}. \`tidemark --help\` lists commands and options.`, {
      cause: error,
    })
  }
}

/** `--missing -999` as `--missing=-999`: no option begins with a minus and a digit, so it is the value of the one before. */
function withNegatives(args: readonly string[]): string[] {
  const joined: string[] = []
  for (const arg of args) {
    const before = joined.at(-1)
    if (/^-[\d.]/.test(arg) && before !== undefined && /^--[a-z-]+$/.test(before))
      joined[joined.length - 1] = `${before}=${arg}`
    else joined.push(arg)
  }
  return joined
}

/** "--param needs a value": what Node says of a flag, in our words where they are plainer. */
function sentenceOf(why: string): string {
  const flag = /^Option '(--[a-z-]+)(?: <value>)?' argument (?:missing|is ambiguous)/.exec(why)?.[1]
  return flag === undefined ? why.replace(/\.$/, '') : `${flag} needs a value`
}

function listed(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
