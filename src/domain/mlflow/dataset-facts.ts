import type { DatasetInput, KeyedText } from './run'

/**
 * What a logged data set says of itself, a fact a key below its context: name and digest, the numbers of its profile
 * ("num_rows"), and the type of each column of its schema. Of several in one context, each has its name in the keys.
 */
export function factsOfDataset(dataset: DatasetInput, _: number, all: readonly DatasetInput[]): KeyedText[] {
  const { name, digest, schema, profile } = dataset
  const context = dataset.context ?? 'data'
  const isAlone = all.filter((other) => (other.context ?? 'data') === context).length === 1
  const under = isAlone ? context : `${context} ${name}`
  return [
    { key: under, value: `${name} (${digest})` },
    ...numbersOf(profile).map(([key, value]) => ({
      key: `${under} ${key.replace(/^num_/, '')}`,
      value: String(value),
    })),
    ...columnsOf(schema).map(({ key, value }) => ({ key: `${under} column ${key}`, value })),
  ]
}

/** The number of rows that a profile tells; null where it does not. */
export function rowsOfProfile(profile: string | null): number | null {
  return numbersOf(profile).find(([key]) => key === 'num_rows')?.[1] ?? null
}

function numbersOf(profile: string | null): [key: string, value: number][] {
  return Object.entries(objectIn(profile)).flatMap(([key, value]) =>
    typeof value === 'number' ? [[key, value]] : [],
  )
}

/** Columns of a table; other kinds of data have none with a type each. */
function columnsOf(schema: string | null): KeyedText[] {
  const columns = objectIn(schema)['mlflow_colspec']
  if (!Array.isArray(columns)) return []
  return columns.flatMap((column: unknown) => {
    if (typeof column !== 'object' || column === null) return []
    const [name, type]: unknown[] = [Reflect.get(column, 'name'), Reflect.get(column, 'type')]
    return typeof name === 'string' && typeof type === 'string' ? [{ key: name, value: type }] : []
  })
}

/** Empty where the text is no JSON object: it is what a client logged. */
function objectIn(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
