/** A part of a title; `hit` is set off. */
export interface Piece {
  text: string
  hit: boolean
}

interface Findable {
  title: string
  group: string
  keywords?: readonly string[]
}

export interface Found<C> {
  command: C
  pieces: readonly Piece[]
}

/**
 * What a query finds, best first; the given order among equals. Every word of the query must occur: as the
 * whole title, at its start, at the start of a word, inside, in the keywords or the group, or at last as letters of
 * the title in their order ("rdt" finds "Run the detector"), where `isLoose` allows that.
 */
export function filterCommands<C extends Findable>(
  commands: readonly C[],
  query: string,
  isLoose: (command: C) => boolean = () => true,
): readonly Found<C>[] {
  const words = fold(query).split(/\s+/).filter(Boolean)
  if (words.length === 0)
    return commands.map((command) => ({ command, pieces: [{ text: command.title, hit: false }] }))
  return commands
    .flatMap((command, index) => {
      const matches = words.map((word) => match(command, word, isLoose(command)))
      if (matches.some((m) => m === null)) return []
      const found = matches.filter((m) => m !== null)
      const cost = found.reduce((sum, m) => sum + m.cost, 0)
      return [{ command, cost, index, pieces: cut(command.title, new Set(found.flatMap((m) => m.hits))) }]
    })
    .toSorted((a, b) => a.cost - b.cost || a.index - b.index)
    .map(({ command, pieces }) => ({ command, pieces }))
}

interface Match {
  cost: number
  /** Indices of the title's characters that are set off. */
  hits: readonly number[]
}

function match({ title, group, keywords = [] }: Findable, word: string, loose: boolean): Match | null {
  const text = fold(title)
  const span = (start: number): readonly number[] => Array.from(word, (_, i) => start + i)
  const wordStart = text.search(new RegExp(`(^|[^\\p{L}\\p{N}])${escape(word)}`, 'u'))
  // A whole name goes before all that begin with it, also before what was chosen last.
  if (text === word) return { cost: -1, hits: span(0) }
  if (text.startsWith(word)) return { cost: 0, hits: span(0) }
  if (wordStart >= 0) return { cost: 1, hits: span(text.indexOf(word, wordStart)) }
  const inside = text.indexOf(word)
  if (inside >= 0) return { cost: 2, hits: span(inside) }
  if ([group, ...keywords].some((other) => fold(other).includes(word))) return { cost: 3, hits: [] }
  const letters = loose ? subsequence(text, word) : null
  return letters ? { cost: 4, hits: letters } : null
}

/** Case and accents do not matter; the length stays, so that indices fit the title. */
const fold = (text: string): string =>
  Array.from(text, (c) => (c.length > 1 ? c : c.normalize('NFD').charAt(0).toLowerCase().slice(0, 1))).join(
    '',
  )

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

function subsequence(text: string, word: string): readonly number[] | null {
  const hits: number[] = []
  let from = 0
  for (const letter of word) {
    const at = text.indexOf(letter, from)
    if (at < 0) return null
    hits.push(at)
    from = at + 1
  }
  return hits
}

function cut(title: string, hits: ReadonlySet<number>): readonly Piece[] {
  const pieces: Piece[] = []
  for (let i = 0; i < title.length; i++) {
    const hit = hits.has(i)
    const last = pieces.at(-1)
    if (last && last.hit === hit) last.text += title.charAt(i)
    else pieces.push({ text: title.charAt(i), hit })
  }
  return pieces
}
