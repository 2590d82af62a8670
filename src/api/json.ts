export type ParsedJson = { ok: true; value: unknown } | { ok: false; why: string }

/**
 * JSON as servers really send it: Python's encoder writes bare `NaN`, `Infinity` and `-Infinity`, which `JSON.parse`
 * refuses; they are read as null. Text inside strings is never touched.
 */
export function parseJson(text: string): ParsedJson {
  try {
    return { ok: true, value: JSON.parse(text) as unknown }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    if (!/NaN|Infinity/.test(text)) return { ok: false, why }
    try {
      return { ok: true, value: JSON.parse(withoutBareNumbers(text)) as unknown }
    } catch {
      return { ok: false, why }
    }
  }
}

/** A string literal is matched first and kept, so that only bare words are replaced. */
function withoutBareNumbers(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g, (part) =>
    part.startsWith('"') ? part : 'null',
  )
}
