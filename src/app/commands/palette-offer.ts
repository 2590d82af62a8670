import type { Command } from '~/stores/commands'
import { filterCommands, type Found } from './palette-filter'

/** Rows of the list, at most: who sees as many types another letter. */
const MOST_ROWS = 60
/** What was chosen last, before anything is typed. */
const MOST_RECENT = 5

interface Offer {
  /** Of the page on the screen and of the app. */
  commands: readonly Command[]
  /** What can be gone to by its name: hundreds, and offered once something is typed. */
  places: readonly Command[]
  /** Ids, the newest first. */
  recent: readonly string[]
  query: string
}

/**
 * What the palette offers: what can be done now, the best hits first, and among equals what was chosen last. Before
 * anything is typed, the last choices stand first, under a heading of their own.
 */
export function offered({ commands, places, recent, query }: Offer): readonly Found<Command>[] {
  const now = commands.filter(({ id, unavailable }) => id !== 'palette' && unavailable !== true)
  const ids = new Set(commands.map(({ id }) => id))
  const others = places.filter(({ id }) => !ids.has(id))
  const all: Command[] = [...now, ...others.map((place) => ({ ...place, byName: true }))]
  const last = recent.flatMap((id) => all.find((command) => command.id === id) ?? [])
  const isLast = new Set(last)
  if (query.trim() === '') {
    const first = last.slice(0, MOST_RECENT)
    return filterCommands(
      [
        ...first.map((command) => ({ ...command, group: 'Recent' })),
        ...now.filter((command) => command.byName !== true && !first.includes(command)),
      ],
      '',
    )
  }
  const ordered = [...last, ...all.filter((command) => !isLast.has(command))]
  return filterCommands(ordered, query, ({ byName }) => byName !== true).slice(0, MOST_ROWS)
}
