import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { backends } from '../src/api/registry'
import { root } from './install.mjs'

// An endpoint that nothing asks is dead, and the compiler does not see it: its mock and its checks name it.

/** Asked by no page: real servers' answers to them are recorded, and `npm run replay` holds the mock to those. */
const RECORDED = {
  mlflow: ['currentUser', 'searchDatasets', 'ownPermissions'],
}

/** What may ask a server: neither tests, nor mocks, nor the lists of endpoints themselves. */
const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'))
  .filter((file) => !/\.test(?:-support)?\.tsx?$|\/mocks\/|contract\.ts$|-endpoints\.ts$/.test(file))
  .map((file) => readFileSync(file, 'utf8'))

test.each(backends.map((backend) => [backend.id, backend]))(
  'every endpoint of %s is asked by somebody, or recorded',
  (id, { contract }) => {
    const recorded = Object.entries(RECORDED).find(([of]) => of === id)?.[1] ?? []
    const unused = Object.keys(contract).filter((name) => {
      const asked = new RegExp(`\\.${name}(?:\\(|\\.raw\\b)|'${name}'`)
      return !sources.some((text) => asked.test(text))
    })
    expect(unused).toEqual(recorded)
  },
)
