import * as v from 'valibot'

/**
 * Files in the golden format: numbers that a named version of a library gave, on named inputs. A number that
 * JSON lacks stands as text ("NaN", "Infinity", "-Infinity").
 */

const Value = v.union([v.number(), v.string(), v.boolean(), v.null()])
/** A column of values or rows of them; also the states of an ensemble's members, and batches of rows. */
const Input = v.array(v.union([Value, v.array(v.union([Value, v.array(Value)]))]))

const Case = v.object({
  case: v.string(),
  library: v.optional(v.string(), ''),
  version: v.optional(v.nullable(v.string()), ''),
  params: v.optional(v.record(v.string(), v.unknown()), {}),
  input: v.optional(v.nullable(v.union([v.string(), v.array(v.string())])), null),
  policy: v.optional(v.nullable(v.string()), null),
  expected: v.record(v.string(), v.unknown()),
  tolerance: v.optional(
    v.nullable(v.object({ abs: v.optional(v.number(), 0), rel: v.optional(v.number(), 0) })),
    {},
  ),
  notes: v.optional(v.nullable(v.string()), null),
})

const File = v.object({
  detector: v.string(),
  inputs: v.optional(v.record(v.string(), Input), {}),
  cases: v.array(Case),
})

export type GoldenCase = v.InferOutput<typeof Case>
export type GoldenFile = v.InferOutput<typeof File>

/**
 * @param text of a file in the golden format
 * @param name for the sentence
 * @throws Error with a sentence that names file and place
 */
export function parseGolden(text: string, name: string): GoldenFile {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new Error(`${name} is not JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
  const parsed = v.safeParse(File, json)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw new Error(
    `${name} is not in the golden format, at ${v.getDotPath(issue) ?? 'its top'}: ${issue.message}`,
  )
}

/** "NaN" → NaN; other text stays. */
export function decode(x: unknown): unknown {
  if (x === 'NaN') return Number.NaN
  if (x === 'Infinity') return Number.POSITIVE_INFINITY
  if (x === '-Infinity') return Number.NEGATIVE_INFINITY
  return Array.isArray(x) ? x.map(decode) : x
}

/** The names of a case's inputs: none, one or two. */
export function inputNames({ input }: GoldenCase): string[] {
  return input === null ? [] : Array.isArray(input) ? input : [input]
}

/** An input as rows of values, "NaN" decoded. @throws Error where the file lacks it */
export function inputOf(file: GoldenFile, name: string): unknown[][] {
  const input = file.inputs[name]
  if (!input) throw new Error(`the file has no input '${name}'`)
  return input.map((row) => (Array.isArray(row) ? (decode(row) as unknown[]) : [decode(row)]))
}
