import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isMain, runMain, Sentence } from './sentence.mjs'
import { sourceServer } from './source-server.mjs'

/**
 * `npm run replay -- <backend> DIR`: holds a backend's mock to recorded exchanges of the real server, a line a file.
 * Exit code 1 where any differs.
 */
async function run() {
  const server = await sourceServer()
  try {
    /** @type {typeof import('~/mocks/replay/command')} */
    const { readReplayArguments, replayFiles } = /** @type {any} */ (
      await server.ssrLoadModule('/src/mocks/replay/command.ts')
    )
    const options = told(() => readReplayArguments(process.argv.slice(2)))
    const { lines, differing } = await replayFiles(options, recordedFiles(options.folder))
    for (const line of lines) console.log(line)
    if (differing > 0) process.exitCode = 1
  } finally {
    await server.close()
  }
}

/**
 * @param {string} folder
 * @returns {{ name: string, text: string }[]} its JSON files
 */
function recordedFiles(folder) {
  const path = resolve(process.env['INIT_CWD'] ?? process.cwd(), folder)
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new Sentence(`${folder} is no folder.`)
  const names = readdirSync(path).filter((name) => name.endsWith('.json'))
  if (names.length === 0)
    throw new Sentence(`${folder} holds no recorded exchange: no file of it ends in .json.`)
  return names.map((name) => ({ name, text: readFileSync(join(path, name), 'utf8') }))
}

/**
 * @template T
 * @param {() => T} work
 * @returns {T}
 */
function told(work) {
  try {
    return work()
  } catch (error) {
    throw new Sentence(error instanceof Error ? error.message : String(error))
  }
}

if (isMain(import.meta.url)) await runMain(run)
