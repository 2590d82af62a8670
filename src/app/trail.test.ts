import { expect, it } from 'vitest'
import { paths } from '~/lib/paths'
import { lineages, trailOf } from './trail'

const idsOf = (pathname: string) => trailOf(pathname).map(({ page, path }) => [page.id, path])

it('leads from a page up to the sidebar, with the parameters of its address', () => {
  expect(idsOf('/')).toEqual([['lab', '/']])
  expect(idsOf('/drift/a%2Fb')).toEqual([
    ['drift', '/drift'],
    ['drift.history', '/drift/a%2Fb'],
  ])
  const job = 'org%2Fodd%20name%2Ffeature%25252Fx'
  expect(idsOf(`/pipelines/${job}/builds/7`)).toEqual([
    ['pipelines', '/pipelines'],
    ['pipelines.stages', `/pipelines/${job}`],
    ['pipelines.build', `/pipelines/${job}/builds/7`],
  ])
  expect(idsOf('/nowhere')).toEqual([])
})

it('has a page for every address, each below the page whose address it goes on from', () => {
  const all = lineages()
  expect(new Set(all.map((lineage) => lineage.at(-1)?.id))).toEqual(new Set(Object.keys(paths)))
  expect(all).toHaveLength(Object.keys(paths).length)
  const below = all.flatMap((lineage) => {
    const [page, above] = [lineage.at(-1), lineage.at(-2)]
    return page && above ? [[paths[page.id], `${paths[above.id]}/`] as const] : []
  })
  for (const [path, start] of below) expect(path.slice(0, start.length)).toBe(start)
  expect(below.length).toBeGreaterThan(0)
})
