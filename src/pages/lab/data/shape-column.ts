import type { ColumnSummary, TableSummary } from '~/data/columns'

type NumberSummary = Extract<ColumnSummary, { type: 'number' }>

/**
 * The column (of those that can be compared) whose histogram stands beside the file: the one whose means lie furthest apart (in
 * standard deviations of the reference), or, with one file, the one with the most distinct values.
 */
export function shapeColumn(
  reference: TableSummary,
  test: TableSummary | null,
  available: readonly string[],
): string | null {
  const compared = new Set(available)
  const numbers = reference.columns.filter(
    (c): c is NumberSummary =>
      c.type === 'number' && compared.has(c.name) && c.histogram !== null && c.sd > 0,
  )
  const inTest = new Map(test?.columns.flatMap((c) => (c.type === 'number' ? [[c.name, c] as const] : [])))
  const score = (c: NumberSummary): number => {
    if (!test) return c.distinct
    const other = inTest.get(c.name)
    return other?.histogram ? Math.abs(other.mean - c.mean) / c.sd : -1
  }
  let best: { name: string; score: number } | null = null
  for (const c of numbers) {
    const s = score(c)
    if (s >= 0 && (best === null || s > best.score)) best = { name: c.name, score: s }
  }
  return best?.name ?? null
}
