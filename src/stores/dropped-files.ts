/** Files that were dropped where nothing takes them, until the Lab is there. */
let waiting: readonly File[] = []

/** Keeps them for the Lab; what was dropped before and never taken is forgotten. */
export function leaveFiles(files: readonly File[]): void {
  waiting = files
}

/** @returns what was dropped, once */
export function takeFiles(): readonly File[] {
  const files = waiting
  waiting = []
  return files
}
