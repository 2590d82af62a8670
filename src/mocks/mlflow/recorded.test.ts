import { describe, expect, test } from 'vitest'
import { replayFiles } from '../replay/command'
import { mock } from './mock'
import { recorded } from './recorded'

const samples = import.meta.glob<string>('~/api/mlflow/samples/*/*.json', {
  eager: true,
  query: '?raw',
  import: 'default',
})

describe.each(mock.profiles)('recorded answers of MLflow %s', (profile) => {
  const files = Object.entries(samples)
    .filter(([path]) => path.includes(`/${profile}/`))
    .map(([path, text]) => ({ name: path.split('/').at(-1) ?? path, text }))
  const options = { backend: 'mlflow', profile }

  test('are there', () => expect(files.length).toBeGreaterThan(40))

  test('are read by the contract', async () => {
    const { lines } = await replayFiles({ ...options, parseOnly: true }, files)
    expect(lines.filter((line) => line.startsWith('differs'))).toEqual([])
  })

  test('are answered alike by the mock', async () => {
    const { lines } = await replayFiles({ ...options, parseOnly: false }, files)
    expect(lines.filter((line) => line.startsWith('differs'))).toEqual([])
  })
})

test('what is left out was recorded', () => {
  const names = new Set(Object.keys(samples).map((path) => path.split('/').at(-1)))
  expect(Object.keys(recorded.leftOut ?? {}).filter((name) => !names.has(name))).toEqual([])
})
