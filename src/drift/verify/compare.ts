import { decode, type GoldenCase } from './cases'

/** |a − b| ≤ max(abs, rel · max(|a|, |b|)). */
export interface Tolerance {
  abs: number
  rel: number
}

/** Numbers, flags, text, null, and arrays and objects of them. */
export function compare(field: string, ours: unknown, theirs: unknown, tolerance: Tolerance): string[] {
  const b = decode(theirs)
  if (Array.isArray(b)) {
    const a = ours !== null && typeof ours === 'object' ? Array.from(ours as ArrayLike<unknown>) : null
    if (!a || a.length !== b.length)
      return [`${field}: ${a ? `${a.length} values` : String(ours)}, expected ${b.length} values`]
    return a.flatMap((x, i) => compare(`${field}[${i}]`, x, b[i], tolerance))
  }
  if (b !== null && typeof b === 'object') {
    const a = (ours ?? {}) as Record<string, unknown>
    return Object.entries(b).flatMap(([key, value]) => compare(`${field}.${key}`, a[key], value, tolerance))
  }
  if (typeof b === 'number' && typeof ours === 'number') {
    if (Object.is(ours, b) || ours === b) return []
    const near =
      Math.abs(ours - b) <= Math.max(tolerance.abs, tolerance.rel * Math.max(Math.abs(ours), Math.abs(b)))
    return near ? [] : [`${field}: ${ours}, expected ${b}`]
  }
  return ours === b ? [] : [`${field}: ${String(ours)}, expected ${String(b)}`]
}

export function toleranceOf({ tolerance }: GoldenCase): Tolerance {
  return { abs: tolerance?.abs ?? 0, rel: tolerance?.rel ?? 0 }
}
