import type { Detector } from '~/drift/define'

/** The group under which a detector is listed, and its place in it. */
export interface DetectorGroup {
  name: string
  detectors: readonly Detector[]
}

/** In the order in which groups are shown. */
const GROUPS = [
  'Data drift, two samples',
  'Data drift along a stream',
  'Change detection',
  'Concept drift',
  'Ensembles',
] as const
type GroupName = (typeof GROUPS)[number]

function groupOf({ family, kind }: Detector): GroupName {
  switch (family) {
    case 'change':
      return 'Change detection'
    case 'concept':
      return 'Concept drift'
    case 'ensemble':
      return 'Ensembles'
    case 'data-drift':
      return kind === 'batch' ? 'Data drift, two samples' : 'Data drift along a stream'
  }
}

/** What it looks at, in two or three words. */
export function looksAt({ columns, accepts }: Detector): string {
  switch (columns) {
    case 'error':
      return '0/1 errors'
    case 'labels':
      return 'labels and predictions'
    case 'one':
      return 'one column'
    case 'many':
      return accepts === 'categories'
        ? 'categories'
        : accepts === 'both'
          ? 'numbers, categories'
          : 'many columns'
  }
}

/**
 * The detectors in which every word of the query occurs, by group. What is called like the query comes first, then
 * what begins with it, groups too; else the order of the registry stays.
 */
export function filterDetectors(all: readonly Detector[], query: string): DetectorGroup[] {
  const words = plain(query).split(/\s+/).filter(Boolean)
  const wanted = words.join(' ')
  const rank = ({ name }: Detector): number =>
    plain(name) === wanted ? 0 : plain(name).startsWith(wanted) ? 1 : 2
  const found = all.filter((d) => {
    const text = plain([d.id, d.name, d.longName, groupOf(d), looksAt(d), d.summary].join(' '))
    return words.every((word) => text.includes(word))
  })
  const groups = GROUPS.map((name) => ({
    name,
    detectors: found.filter((d) => groupOf(d) === name),
  })).filter((group) => group.detectors.length > 0)
  if (words.length === 0) return groups
  const best = (group: DetectorGroup): number => Math.min(...group.detectors.map(rank))
  return groups
    .map(({ name, detectors }) => ({ name, detectors: detectors.toSorted((a, b) => rank(a) - rank(b)) }))
    .sort((a, b) => best(a) - best(b))
}

/** Without case, accents and hyphens: "cramer" finds Cramér–von Mises, "page hinkley" Page-Hinkley. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[-–—_]/g, ' ')
}
