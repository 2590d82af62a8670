/** Rows that are looked at. */
const LOOKED = 20

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Whether a JSON value is a table before all else: two rows or more of one kind (objects with a plain value, or lists),
 * or names and rows apart, as MLflow's `log_table` and pandas' orients `split` and `table` have them. Other values may
 * be tables, too; they are shown as a tree until somebody asks.
 */
export function isTableOfJson(value: unknown): boolean {
  if (Array.isArray(value)) return areRows(value) && value.length > 1
  return (
    isObject(value) &&
    (Array.isArray(value['columns']) || isObject(value['schema'])) &&
    areRows(value['data'])
  )
}

function areRows(value: unknown): boolean {
  if (!Array.isArray(value)) return false
  const looked: unknown[] = value.slice(0, LOOKED)
  if (looked.length === 0) return false
  return (
    looked.every(Array.isArray) || looked.every((row) => isObject(row) && Object.values(row).some(isPlain))
  )
}

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null
