const collator = new Intl.Collator('en', { numeric: true })

/** Text as people order it: digits by their number, letters by the alphabet; never 0 for different texts. */
export function compareNaturally(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}
