import { pathToFileURL } from 'node:url'

/** A failure that is told as one sentence, without a stack: what is wrong and what to do. */
export class Sentence extends Error {}

/**
 * Runs a script's main function. A `Sentence` is printed as it is; anything else is our own fault
 * and keeps its stack.
 * @param {() => Promise<void> | void} main
 */
export async function runMain(main) {
  try {
    await main()
  } catch (thrown) {
    console.error(thrown instanceof Sentence ? thrown.message : thrown)
    process.exitCode = 1
  }
}

/**
 * Whether the module at `moduleUrl` was started by `node <file>` and not imported.
 * @param {string} moduleUrl
 */
export function isMain(moduleUrl) {
  return process.argv[1] !== undefined && moduleUrl === pathToFileURL(process.argv[1]).href
}
