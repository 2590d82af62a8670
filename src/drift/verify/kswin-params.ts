import type { ParamValue } from '../params'
import type { GoldenCase } from './cases'
import { pairs, renamed } from './mapped'

const ROWS: Readonly<Record<string, { names: string; alpha: number }>> = {
  frouros: { names: 'alpha, seed, min_num_instances = window, num_test_instances = recent', alpha: 0.0001 },
  river: { names: 'alpha, seed, window_size = window, stat_size = recent', alpha: 0.005 },
}

/** Our parameters of KSWIN for a library's. */
export function kswinParams(c: GoldenCase): Record<string, ParamValue> {
  const row = Object.hasOwn(ROWS, c.library) ? ROWS[c.library] : undefined
  if (!row) throw new Error(`no profile for ${c.library}`)
  return renamed(c, pairs(row.names), { profile: c.library, alpha: row.alpha })
}
