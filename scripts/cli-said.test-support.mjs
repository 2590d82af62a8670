import { vi } from 'vitest'
import { tidemark as command } from '~/cli/command'
import { runHere } from './run-here.test-support.mjs'

/** @typedef {{ code: number | null, out: string, err: string }} Said */

/** What commands read of the environment: a test sets all that is to be there. */
const VARIABLES = ['DRIFT_WATCH_URL', 'DRIFT_WATCH_TOKEN', 'JENKINS_USER', 'JENKINS_TOKEN']

/**
 * What standard error holds beside the counted work that it tells every few seconds: on a busy machine there is some.
 * @param {string} text
 */
export const withoutProgress = (text) =>
  text.replace(/^[^\n]*: [\d\s]+ of [\d\s]+ [a-z]+(?:, [^\n]*)?\n/gm, '')

/**
 * One call of the command line, in this process, and what it said.
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<Said>}
 */
export async function tidemark(args, env = {}) {
  const said = { out: '', err: '' }
  /** @param {'out' | 'err'} where */
  const heard = (where) => (/** @type {string | Uint8Array} */ piece) => {
    said[where] += String(piece)
    return true
  }
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(heard('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(heard('err')),
  ]
  for (const name of VARIABLES) vi.stubEnv(name, env[name])
  try {
    const code = await command(args, runHere)
    return { code, out: said.out, err: withoutProgress(said.err) }
  } finally {
    for (const spy of spies) spy.mockRestore()
    vi.unstubAllEnvs()
  }
}
