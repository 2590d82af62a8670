import { formatCount, formatNumber } from '~/lib/format'
import { pWords } from '~/lib/p-value'
import { fisherP } from '../math/fisher-exact'
import { adjustedPValues } from '../math/multiple-testing'
import { unseenBound } from '../math/unseen-categories'
import { plainLevel } from './like-levels'
import type { ColumnFacts, SideFacts } from './table-facts'

/**
 * What changed in the data apart from how the values lie: missing and infinite values, and the schema. No detector sees
 * it, as it compares the values that are there.
 */
export interface TableFinding {
  kind: 'missing' | 'infinite' | 'empty' | 'gone' | 'new' | 'type' | 'unit' | 'constant' | 'unseen'
  /** `--missing ignore` and `--schema ignore` take them out of the verdict. */
  group: 'missing' | 'schema'
  column: string
  /** A sentence. */
  text: string
  /** Null where it needs no test: a column is there or it is not. */
  pValue: number | null
  /** Corrected for the number of columns in both samples. */
  adjustedPValue: number | null
}

interface Rule {
  alpha: number
  correction: 'none' | 'bonferroni' | 'benjamini-hochberg'
}

/** A detector that has no level of its own is held to this one. */
const ALPHA = 0.05

/** The level and the correction of a detector's parameters. */
function ruleOf(params: Readonly<Record<string, unknown>>): Rule {
  const { alpha, correction } = params
  return {
    alpha: typeof alpha === 'number' ? alpha : ALPHA,
    correction: correction === 'none' || correction === 'benjamini-hochberg' ? correction : 'bonferroni',
  }
}

/**
 * Shares of rows are compared by Fisher's exact test, two-sided and exact at any size; categories that the reference
 * lacks by a bound of their chance (`unseenBound`). Of each kind, p-values are corrected over the columns that both
 * samples have, by the detector's own correction and level.
 * @param params of the detector beside which this stands
 */
export function tableFindings(
  facts: readonly ColumnFacts[],
  params: Readonly<Record<string, unknown>>,
): TableFinding[] {
  const rule = ruleOf(params)
  const both = facts.filter(inBoth)
  return [
    ...facts.flatMap((column) => schemaFinding(column, facts)),
    ...judged(both, rule, missingTest),
    ...judged(both, rule, infiniteTest),
    ...judged(both, rule, constantTest),
    ...judged(both, rule, unseenTest),
  ]
}

type Both = ColumnFacts & { reference: SideFacts; test: SideFacts }

function inBoth(column: ColumnFacts): column is Both {
  return column.reference !== null && column.test !== null
}

/** What is seen without a test. */
function schemaFinding(column: ColumnFacts, all: readonly ColumnFacts[]): TableFinding[] {
  const { name, reference, test } = column
  const certain = { column: name, group: 'schema', pValue: null, adjustedPValue: null } as const
  if (test === null) {
    const like = all.find((other) => other.reference === null && plainName(other.name) === plainName(name))
    const perhaps = like ? `; '${like.name}' is new, and may be the same one under another name` : ''
    return [{ ...certain, kind: 'gone', text: `Column '${name}' is gone${perhaps}.` }]
  }
  if (reference === null)
    return [{ ...certain, kind: 'new', text: `Column '${name}' is new: the reference has none.` }]
  if (!hasValues(reference) || !hasValues(test)) return []
  if (reference.type !== test.type) {
    const text = `Column '${name}' holds ${TYPES[test.type]}, where the reference holds ${TYPES[reference.type]}.`
    return [{ ...certain, kind: 'type', text }]
  }
  // A file that writes no unit may have the same one.
  return reference.unit && test.unit && !isSameUnit(reference.unit, test.unit)
    ? [
        {
          ...certain,
          kind: 'unit',
          text: `Column '${name}' is in ${test.unit}, where the reference is in ${reference.unit}. Convert one of them, or write both the same way.`,
        },
      ]
    : []
}

/**
 * Whether two spellings stand for one unit: kg, Kg and KG do. Not where a letter that parts them has another meaning in the
 * other case: m and p before a unit (mW, MW), b behind a prefix (Mb, MB), and every letter that stands alone.
 */
function isSameUnit(one: string, other: string): boolean {
  if (one === other) return true
  if (one.length === 1 || one.toLowerCase() !== other.toLowerCase()) return false
  const parted = [...one].flatMap((letter, i) =>
    letter === other[i] ? [] : [{ letter: letter.toLowerCase(), i }],
  )
  const [first] = parted
  if (parted.length > 1 || first === undefined) return true
  const isPrefix = first.i === 0 && (first.letter === 'm' || first.letter === 'p')
  return !isPrefix && !(first.letter === 'b' && first.i > 0)
}

/** A name without what people write it differently in: case, spaces, underscores, and a unit in brackets. */
const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[([][^()[\]]*[)\]]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, '') || name

const TYPES = { number: 'numbers', time: 'times', text: 'text' } as const

const valuesOf = ({ rows, missing, infinite }: SideFacts): number => rows - missing - infinite
const hasValues = (side: SideFacts): boolean => valuesOf(side) > 0

/** A p-value, and what it would mean; null where there is nothing to test. */
type Test = (column: Both) => (Pick<TableFinding, 'kind' | 'group' | 'text'> & { pValue: number }) | null

function judged(columns: readonly Both[], { alpha, correction }: Rule, test: Test): TableFinding[] {
  const tests = columns.map(test)
  // A column without anything to test counts as one in which nothing was found.
  const adjusted = adjustedPValues(
    tests.map((one) => one?.pValue ?? 1),
    correction,
  )
  return tests.flatMap((one, j) => {
    const p = adjusted[j] ?? 1
    if (one === null || p > alpha) return []
    const word = correction === 'none' || columns.length === 1 ? 'p' : 'adjusted p'
    return [
      { ...one, column: columns[j]!.name, adjustedPValue: p, text: `${one.text} (${pWords(word, p)}).` },
    ]
  })
}

/** Two-sided. */
function shareP(reference: { of: number; count: number }, test: { of: number; count: number }): number {
  if (reference.count + test.count === 0) return 1
  return fisherP(
    test.count,
    { total: reference.of + test.of, marked: test.of, drawn: reference.count + test.count },
    'two-sided',
  )
}

/** "98 % of 300" */
function share(count: number, of: number): string {
  return `${formatNumber(of === 0 ? 0 : (100 * count) / of)} % of ${formatCount(of)}`
}

function missingTest({ name, reference, test }: Both) {
  const pValue = shareP(
    { of: reference.rows, count: reference.missing },
    { of: test.rows, count: test.missing },
  )
  const isEmpty = test.missing === test.rows && test.rows > 0
  return {
    kind: isEmpty ? ('empty' as const) : ('missing' as const),
    group: 'missing' as const,
    pValue,
    text: isEmpty
      ? `Column '${name}' is empty: no value in ${formatCount(test.rows)} test rows; the reference has values in ${share(reference.rows - reference.missing, reference.rows)} rows`
      : `Column '${name}' has no value in ${share(test.missing, test.rows)} test rows, against ${share(reference.missing, reference.rows)} reference rows`,
  }
}

function infiniteTest({ name, reference, test }: Both) {
  if (reference.infinite + test.infinite === 0) return null
  return {
    kind: 'infinite' as const,
    group: 'missing' as const,
    pValue: shareP(
      { of: reference.rows, count: reference.infinite },
      { of: test.rows, count: test.infinite },
    ),
    text: `Column '${name}' is infinite in ${share(test.infinite, test.rows)} test rows, against ${share(reference.infinite, reference.rows)} reference rows`,
  }
}

function constantTest({ name, reference, test, constant }: Both) {
  if (constant === null) return null
  const values = valuesOf(test)
  const { before, inReference } = constant
  const there =
    before === null
      ? `against ${share(inReference, valuesOf(reference))} reference rows`
      : `in the reference it is always ${before}`
  return {
    kind: 'constant' as const,
    group: 'schema' as const,
    pValue: shareP({ of: valuesOf(reference), count: inReference }, { of: values, count: values }),
    text: `Column '${name}' is constant: ${constant.value} in all ${formatCount(values)} test rows, ${there}`,
  }
}

function unseenTest({ name, unseen }: Both) {
  if (unseen === null) return null
  const { reference, test, names, others } = unseen
  const sum = (counts: Float64Array) => counts.reduce((a, b) => a + b, 0)
  const rows = reference.reduce((total, count, k) => total + (count === 0 ? test[k]! : 0), 0)
  const all = sum(test)
  const more = reference.filter((count, k) => count === 0 && test[k]! > 0).length - names.length
  const named = `${names.map((text) => `'${text}'`).join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`
  const alike = likeOf(names, others)
  return {
    kind: 'unseen' as const,
    group: 'schema' as const,
    pValue: unseenBound(reference, test),
    text:
      rows === all
        ? `Column '${name}' shares no category with the reference; perhaps they are written differently: ${named}`
        : `Column '${name}' has categories that the reference lacks, in ${share(rows, all)} test rows: ${named}${alike === null ? '' : `; perhaps ${alike} written differently`}`,
  }
}

/** "'RED' is 'red'": an unseen category that differs from one of the reference by case, spaces or accents alone. */
function likeOf(names: readonly string[], others: readonly string[]): string | null {
  for (const name of names) {
    const like = others.find((other) => plainLevel(other) === plainLevel(name))
    if (like !== undefined) return `'${name}' is '${like}'`
  }
  return null
}
