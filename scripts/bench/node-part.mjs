import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildForNode } from '../node-build.mjs'

/**
 * Bundles a part of the benchmark for node, as it is run by an engine: without the test runner's detours at each import.
 * @param {string} name of a file beside this one
 * @param {string} folder temporary
 * @returns {Promise<string>} the file to run
 */
export async function buildNodePart(name, folder) {
  await buildForNode(folder, { part: fileURLToPath(new URL(name, import.meta.url)) })
  return join(folder, 'part.mjs')
}
