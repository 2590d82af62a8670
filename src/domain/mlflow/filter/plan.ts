import { serverAbilities } from './abilities'
import type { Clause, Filter, Span } from './ast'
import type { Subject } from './fields'
import { NAN_AS_ZERO, offerOf, type Offer } from './server-offer'

/** What is done here because the server cannot, in words, and the clause that it is about. */
export interface PlanNote extends Span {
  message: string
  /** The same where all runs are here and no server is asked; null: then there is nothing to tell. Without it: as `message`. */
  whenLoaded?: string | null
}

/** What is to be said of a filter. @param isPartial not all runs are here: the server is asked for the others */
export function planNotes({ notes }: FilterPlan, isPartial: boolean): readonly PlanNote[] {
  if (isPartial) return notes
  return notes.flatMap(({ message, whenLoaded = message, from, to }) =>
    whenLoaded === null ? [] : [{ message: whenLoaded, from, to }],
  )
}

/**
 * How a filter is answered: each search is a filter text that the server takes; what they find together,
 * without doubles, is then held against the leftover. A text is empty where the server is asked for all.
 */
export interface FilterPlan {
  searches: readonly string[]
  /** null where the server alone decides. */
  leftover: Filter | null
  notes: readonly PlanNote[]
}

export interface PlanOptions {
  subject?: Subject
  /** The most searches that may be sent side by side; beyond that one wide search is finished here. */
  searchLimit?: number
}

const SEARCH_LIMIT = 8

/**
 * Says what of a filter the server can do and what is left. The searches together find at least every
 * run that the filter matches; the leftover decides over those.
 * @param version as the server says it (`2.21.3`); null where it is not known, which is taken for the oldest
 */
export function planFilter(filter: Filter, version: string | null, options: PlanOptions = {}): FilterPlan {
  const { subject = 'runs', searchLimit = SEARCH_LIMIT } = options
  const planner: Planner = { abilities: serverAbilities(version), subject, searchLimit, notes: [] }
  const parts = filter.kind === 'and' ? filter.parts : [filter]
  const branches = parts.map((part) => branchOf(part, false, planner))
  const together = allOf(branches, parts, planner)
  const leftover = parts.filter((_, place) => together.isFinished[place] === false)
  const asked = planner.abilities.joinsDatasets ? together.searches : withoutJoinedDatasets(together.searches)
  const searches = asked.map((clauses) => clauses.join(' AND '))
  const { from, to } = filter
  if (searches.length > 1) {
    const message = `The server has no OR: ${searches.length} searches are sent and combined.`
    planner.notes.unshift({ message, whenLoaded: 'The server has no OR.', from, to })
  }
  if (asked !== together.searches) {
    const message =
      'Before MLflow 3.9 a server fails on data sets beside metrics, parameters, tags or names: the data sets are checked here.'
    planner.notes.push({ message, from, to })
    return { searches, leftover: filter, notes: planner.notes }
  }
  return { searches, leftover: leftoverOf(leftover, filter), notes: planner.notes }
}

interface Planner {
  abilities: ReturnType<typeof serverAbilities>
  subject: Subject
  searchLimit: number
  notes: PlanNote[]
}

function leftoverOf(parts: readonly Filter[], filter: Filter): Filter | null {
  const [first] = parts
  if (!first) return null
  if (parts.length === 1) return first
  return { kind: 'and', parts, from: filter.from, to: filter.to }
}

function branchOf(filter: Filter, isNegated: boolean, planner: Planner): Offer {
  switch (filter.kind) {
    case 'not':
      return branchOf(filter.part, !isNegated, planner)
    case 'and':
    case 'or': {
      const branches = filter.parts.map((part) => branchOf(part, isNegated, planner))
      // De Morgan: not (a and b) is not a or not b.
      if ((filter.kind === 'and') === isNegated) return anyOf(branches, filter, planner)
      const { searches, isFinished } = allOf(branches, filter.parts, planner)
      return { searches, isExact: isFinished.every(Boolean) }
    }
    case 'compare':
    case 'like':
    case 'in':
    case 'null':
      return clauseOffer(filter, isNegated, planner)
  }
}

function clauseOffer(clause: Clause, isNegated: boolean, planner: Planner): Offer {
  const offer = offerOf(clause, isNegated, planner.abilities, planner.subject)
  const { note } = offer
  if (note !== undefined) {
    const whenLoaded = note === NAN_AS_ZERO ? { whenLoaded: null } : {}
    planner.notes.push({ message: note, ...whenLoaded, from: clause.from, to: clause.to })
  }
  if (offer.searches.length <= planner.searchLimit) return offer
  return tooMany(clause, planner)
}

/** Searches that together find what any of the parts finds. */
function anyOf(branches: readonly Offer[], whole: Span, planner: Planner): Offer {
  const searches = withoutCovered(branches.flatMap((branch) => branch.searches))
  if (searches.length > planner.searchLimit) return tooMany(whole, planner)
  return { searches, isExact: branches.every(({ isExact }) => isExact) }
}

/** Searches that find what all of the parts find; a part that would make them too many is left for later. */
function allOf(
  branches: readonly Offer[],
  wholes: readonly Span[],
  planner: Planner,
): { searches: Offer['searches']; isFinished: readonly boolean[] } {
  const isFinished = branches.map(({ isExact }) => isExact)
  let searches: Offer['searches'] = [[]]
  // Those that cost nothing go first, so that the widest one is the one left out.
  const order = branches.map((_, place) => place).sort((a, b) => widthOf(branches[a]) - widthOf(branches[b]))
  for (const place of order) {
    const branch = branches[place]
    const whole = wholes[place]
    if (!branch || !whole) continue
    const product = withoutCovered(
      searches.flatMap((one) => branch.searches.map((other) => union(one, other))),
    )
    if (product.length <= planner.searchLimit) searches = product
    else {
      tooMany(whole, planner)
      isFinished[place] = false
    }
  }
  return { searches, isFinished }
}

function widthOf(offer: Offer | undefined): number {
  return offer?.searches.length ?? 0
}

function tooMany({ from, to }: Span, planner: Planner): Offer {
  const message = `This would take more than ${planner.searchLimit} searches: it is decided here, among what the other clauses find.`
  planner.notes.push({ message, from, to })
  return { searches: [[]], isExact: false }
}

function union(one: readonly string[], other: readonly string[]): readonly string[] {
  return [...new Set([...one, ...other])]
}

/** Without the searches that ask for no more than another one does: `a AND b` beside `a`. */
function withoutCovered(searches: Offer['searches']): Offer['searches'] {
  const kept: (readonly string[])[] = []
  for (const search of [...searches].sort((a, b) => a.length - b.length)) {
    const isCovered = kept.some((wider) => wider.every((clause) => search.includes(clause)))
    if (!isCovered) kept.push(search)
  }
  return kept
}

/** The same searches where none of them mixes data sets with what the server joins; else without those data sets. */
function withoutJoinedDatasets(searches: Offer['searches']): Offer['searches'] {
  const isDataset = (clause: string) => clause.startsWith('dataset.')
  const isJoined = (clause: string) => !isDataset(clause) && !/^attribute\.(?!run_name )/.test(clause)
  if (!searches.some((clauses) => clauses.some(isDataset) && clauses.some(isJoined))) return searches
  return withoutCovered(
    searches.map((clauses) =>
      clauses.some(isJoined) ? clauses.filter((clause) => !isDataset(clause)) : clauses,
    ),
  )
}
