/** Lists of MLflow's answers that are as they mostly are, read by hand: see `quickly`. */

const NAMED_NUMBERS: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
])

/** What an SQL store makes of an infinite value when it is logged. */
const CLAMPED = Number.MAX_VALUE

/**
 * The value of a metric: NaN as a word, ±Infinity as ±1.797e308 (or as a word, from a file store). Null: it is no
 * number.
 */
export function metricNumber(sent: number | string): number | null {
  const value = typeof sent === 'number' ? sent : numberOfText(sent)
  if (value === CLAMPED) return Number.POSITIVE_INFINITY
  return value === -CLAMPED ? Number.NEGATIVE_INFINITY : value
}

function numberOfText(text: string): number | null {
  const named = NAMED_NUMBERS.get(text)
  if (named !== undefined) return named
  const value = text.trim() === '' ? Number.NaN : Number(text)
  return Number.isNaN(value) ? null : value
}

interface PlainMetric {
  key: string
  value: number
  timestamp: number
  step: number
}

/** As `metricSchema` reads each; null where one is not plain. */
export function plainMetrics(input: unknown): PlainMetric[] | null {
  if (!Array.isArray(input)) return null
  const metrics: PlainMetric[] = []
  for (const row of input as readonly unknown[]) {
    if (!isObject(row)) return null
    const { key, value: sent, timestamp = 0, step = 0 } = row
    if (typeof key !== 'string' || !isFiniteNumber(timestamp) || !isFiniteNumber(step)) return null
    if (typeof sent !== 'string' && (typeof sent !== 'number' || Number.isNaN(sent))) return null
    const value = metricNumber(sent)
    if (value === null) return null
    metrics.push({ key, value, timestamp, step })
  }
  return metrics
}

/** As `keyedTextSchema` reads each; null where one is not plain. */
export function plainTexts(input: unknown): { key: string; value: string }[] | null {
  if (!Array.isArray(input)) return null
  const texts: { key: string; value: string }[] = []
  for (const row of input as readonly unknown[]) {
    if (!isObject(row)) return null
    const { key, value = '' } = row
    if (typeof key !== 'string' || typeof value !== 'string') return null
    texts.push({ key, value })
  }
  return texts
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
