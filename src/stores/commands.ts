import { create } from 'zustand'

export interface Command {
  id: string
  /** What it does, as a verb: "Run the detector". */
  title: string
  /** Heading it stands under in the palette: "Lab". */
  group: string
  /** Other words to find it by. */
  keywords?: readonly string[]
  /** In grey after the title. */
  detail?: string
  /**
   * Keys, as printed: "Ctrl ↵" (⌘ on a Mac), "?", or two in a row, "G L". They work everywhere on the page;
   * single keys not while something is typed.
   */
  shortcut?: string
  /** One of many alike: offered once its name is typed, by its words alone. */
  byName?: boolean
  /** Cannot be done now: the palette does not offer it, its keys say why. */
  unavailable?: boolean
  run: () => void
}

export const useCommands = create<{ commands: readonly Command[] }>(() => ({ commands: [] }))

/**
 * Adds commands to the palette, for as long as their page is on the screen.
 * @returns the function that takes them away again: `useEffect(() => registerCommands([…]), […])`.
 */
export function registerCommands(commands: readonly Command[]): () => void {
  const ids = new Set(commands.map((command) => command.id))
  useCommands.setState((state) => ({
    commands: [...state.commands.filter((command) => !ids.has(command.id)), ...commands],
  }))
  return () =>
    useCommands.setState((state) => ({ commands: state.commands.filter((c) => !commands.includes(c)) }))
}
