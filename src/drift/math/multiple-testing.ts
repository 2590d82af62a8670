/**
 * p-values corrected for their number: drift at level α is where the corrected one is at most α. Bonferroni's keeps
 * the chance of any false alarm below α, Benjamini & Hochberg's (1995, doi 10.1111/j.2517-6161.1995.tb02031.x) the
 * expected share of false alarms among all. Null (no test) and NaN stay as they are, and still count.
 */
export function adjustedPValues(
  ps: readonly (number | null)[],
  correction: 'none' | 'bonferroni' | 'benjamini-hochberg',
): (number | null)[] {
  const d = ps.length
  switch (correction) {
    case 'none':
      return [...ps]
    case 'bonferroni':
      return ps.map((p) => (p === null ? null : Math.min(1, p * d)))
    case 'benjamini-hochberg': {
      const adjusted = [...ps]
      const known = ps.flatMap((p, j) => (p === null || Number.isNaN(p) ? [] : [{ p, j }]))
      known.sort((a, b) => b.p - a.p)
      let smallest = 1
      known.forEach(({ p, j }, at) => {
        smallest = Math.min(smallest, (p * d) / (known.length - at))
        adjusted[j] = smallest
      })
      return adjusted
    }
  }
}
