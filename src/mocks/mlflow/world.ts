/** What the handlers of one server share. */
export interface MlflowWorld {
  /** "2.21.3": how the server behaves, and what `/version` says. */
  version: string
  /** 3.x, with what 3.6 and 3.7 protect. */
  isModern: boolean
  clock: () => number
  /** 32 hexadecimal digits. */
  newHex: () => string
  /** The id of a new experiment. */
  newNumber: () => string
}
