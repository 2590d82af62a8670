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

/**
 * A string literal is matched first and kept, so that only bare words are replaced. One that a cut-off text leaves open
 * goes to the end: looked for again at each quote inside it, 100 kB of escaped ones took five seconds.
 */
function withoutBareNumbers(text: string): string {
  return text.replace(/"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)|-?\bInfinity\b|\bNaN\b/g, (part) =>
    part.startsWith('"') ? part : 'null',
  )
}

/**
 * JSON as servers can store it. `JSON.stringify` writes 1e20 with all its digits, which a server reads as a whole number
 * of more than 8 bytes and fails on (Drift Watch: 500); from 2^63 on it is written as the decimal number it is.
 * @throws TypeError for what JSON cannot say (a cycle, a BigInt)
 */
export function writeJson(value: unknown): string {
  const text = JSON.stringify(value)
  if (!/\d{19}/.test(text)) return text
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d{19,}(?![\d.eE])/g, (part) =>
    part.startsWith('"') || Math.abs(Number(part)) < 2 ** 63 ? part : `${part}.0`,
  )
}
