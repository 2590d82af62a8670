import type { Verdict } from './verdict'

/** The notes that stand beside a verdict: what its own sentences say already is left out. */
export function notesBeside(
  { title, text }: Pick<Verdict, 'title' | 'text'>,
  notes: readonly string[],
): string[] {
  return notes.filter((note) => note !== `${title}.` && !text.includes(note))
}
