/** Lengths of time as people type them: "7d", "12 h", "90min", "2 weeks". A day is 24 hours. */

const UNITS = [
  ['w', 604_800_000, /^w(eeks?)?$/],
  ['d', 86_400_000, /^d(ays?)?$/],
  ['h', 3_600_000, /^h(ours?)?$/],
  ['min', 60_000, /^m(in(utes?)?)?$/],
  ['s', 1000, /^s(ec(onds?)?)?$/],
] as const

/** Milliseconds of "7d"; null where it is no length of time above 0. Months and years have no one length. */
export function parseSpan(text: string): number | null {
  const found = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/i.exec(text)
  if (!found) return null
  const unit = UNITS.find(([, , words]) => words.test(found[2]!.toLowerCase()))
  const ms = unit ? Math.round(Number(found[1]) * unit[1]) : 0
  return ms > 0 && Number.isSafeInteger(ms) ? ms : null
}

/** "7d", "36h", "90s": whole numbers of the largest unit that has one; weeks are days. What `parseSpan` reads back. */
export function spanText(ms: number): string {
  for (const [name, size] of UNITS.slice(1)) if (ms % size === 0) return `${ms / size}${name}`
  return `${ms / 1000}s`
}
