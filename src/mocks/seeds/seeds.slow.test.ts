import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { makeSeeds } from './make'

const text = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const sample = (name: string) => text(`../../../public/samples/${name}`)

test('the files are what our own core computes from the bundled digits', async () => {
  const made = await makeSeeds({
    'digits-reference.csv': sample('digits-reference.csv'),
    'digits-stream.csv': sample('digits-stream.csv'),
  })
  expect(Object.keys(made)).toEqual(['camera.json', 'scanner.json'])
  for (const [name, expected] of Object.entries(made)) {
    const written = text(`./${name}`)
    // Not toEqual on two long strings: what a person needs to know is which file is old.
    expect(written === expected, `${name} is not what the core computes: npm run seed`).toBe(true)
    expect(written.length).toBeLessThan(1_500_000)
  }
})
