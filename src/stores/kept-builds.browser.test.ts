import { expect, test } from 'vitest'
import { keepBuild, keptBuild } from './kept-builds'

test('a finished build is kept by server, pipeline and number', async () => {
  const key = { server: 'https://a.example.org', job: 'org/app', id: '7' }
  await keepBuild(key, { id: '7', name: '#7' })
  expect(await keptBuild(key)).toEqual({ id: '7', name: '#7' })
  for (const other of [
    { ...key, server: 'https://b.example.org' },
    { ...key, job: 'org/other' },
    { ...key, id: '8' },
  ])
    expect(await keptBuild(other)).toBeUndefined()
  await keepBuild(key, { id: '7', name: 'release 7' })
  expect(await keptBuild(key)).toEqual({ id: '7', name: 'release 7' })
})

test('what cannot be stored is not, and nothing breaks', async () => {
  const key = { server: 's', job: 'j', id: '1' }
  await keepBuild(key, { no: () => undefined })
  expect(await keptBuild(key)).toBeUndefined()
})
