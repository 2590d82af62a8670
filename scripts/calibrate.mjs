import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './install.mjs'
import { isMain, runMain } from './sentence.mjs'
import { sourceServer } from './source-server.mjs'

const file = join(root, 'src', 'drift', 'calibration.json')

/**
 * `npm run calibrate [-- id …]`: measures how the streaming detectors behave at their defaults and writes the
 * table of the method pages; with ids, only their rows.
 */
async function calibrateAll() {
  const wanted = process.argv.slice(2)
  const server = await sourceServer()
  try {
    const { calibratedDetectors, calibrationOf } = await server.ssrLoadModule(
      '/src/drift/calibration-table.ts',
    )
    /** @type {Record<string, unknown>} */
    const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
    /** @type {Record<string, unknown>} */
    const table = {}
    for (const detector of calibratedDetectors()) {
      const { id } = detector
      const again = wanted.length === 0 || wanted.includes(id)
      if (again) console.log(`${id} …`)
      const row = again ? await calibrationOf(detector) : known[id]
      if (row !== undefined) table[id] = row
    }
    writeFileSync(file, `${JSON.stringify(table, null, 2)}\n`)
  } finally {
    await server.close()
  }
}

if (isMain(import.meta.url)) await runMain(calibrateAll)
