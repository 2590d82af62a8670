import { shortened } from './shorten'

/** Of a name in a sentence: enough to know it by, and the sentence's own words stay in sight. */
const ENDS = [52, 20] as const

/** Hebrew, Arabic and their neighbours, read from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/

/**
 * A name that somebody gave, inside a sentence of ours: a long one without its middle, and one of another direction by
 * itself (first strong isolate, pop directional isolate), or the words behind it would stand before it.
 */
export function nameInText(name: string): string {
  const short = shortened(name, ENDS)
  return RIGHT_TO_LEFT.test(short) ? `\u2068${short}\u2069` : short
}
