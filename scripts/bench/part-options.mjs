import { parseArgs } from 'node:util'
import { Sentence } from '../sentence.mjs'

/**
 * What a benchmark is asked for: `--quick`, and `--only <part>` as often as wanted.
 * @param {string[]} args
 * @param {readonly string[]} parts names of its parts
 * @returns {{ quick: boolean, only: string[] }} `only` is empty where all parts are meant
 * @throws {Sentence} that names what is not known
 */
export function partOptions(args, parts) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
      },
    })
    const unknown = values.only.find((name) => !parts.includes(name))
    if (unknown === undefined) return values
    throw new Error(`there is no part '${unknown}'`)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Sentence(`${why}. Options: --quick, --only <${parts.join(' | ')}> (more than once).`)
  }
}
