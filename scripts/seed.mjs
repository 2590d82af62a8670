import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './install.mjs'
import { isMain, runMain } from './sentence.mjs'
import { sourceServer } from './source-server.mjs'

const seeds = join(root, 'src', 'mocks', 'seeds')

/** @param {string} name */
const sample = (name) => readFileSync(join(root, 'public', 'samples', name), 'utf8')

/** `npm run seed`: computes the demo's histories from the bundled data, with the TypeScript core, and writes them. */
async function seed() {
  const server = await sourceServer()
  try {
    const { makeSeeds } = await server.ssrLoadModule('/src/mocks/seeds/make.ts')
    /** @type {Record<string, string>} */
    const files = await makeSeeds({
      'digits-reference.csv': sample('digits-reference.csv'),
      'digits-stream.csv': sample('digits-stream.csv'),
    })
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(seeds, name), text)
      console.log(`src/mocks/seeds/${name}: ${text.length} bytes`)
    }
  } finally {
    await server.close()
  }
}

if (isMain(import.meta.url)) await runMain(seed)
