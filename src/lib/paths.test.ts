import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { linkTo, paramsOf, paths, pathTo } from './paths'

it('writes parameters so that they are read back, and settings behind them', () => {
  expect(pathTo('lab')).toBe('/')
  expect(pathTo('drift.history', { experiment: 'a/b %' })).toBe('/drift/a%2Fb%20%2525')
  expect(
    linkTo('drift.history', { experiment: '66f1' }, { record: 'r 1', tag: ['a', 'b'], model: null }),
  ).toBe('#/drift/66f1?record=r+1&tag=a&tag=b')
  expect(linkTo('lab', new URLSearchParams('detector=mmd'))).toBe('#/?detector=mmd')
})

it('keeps what an item is called through the router, an encoded slash too', () => {
  for (const job of ['org/app/feature%2Fx', '100%', 'a%25b', '%2F', 'ä b']) {
    const [, segment = ''] = pathTo('pipelines.stages', { job }).split('/pipelines/')
    // As the router does: it decodes, and reads what is left of encoded slashes as slashes.
    const given = decodeURIComponent(segment).replaceAll('%2F', '/')
    expect(paramsOf({ job: given })).toEqual({ job })
  }
})

it('asks for the parameters of an address, and for no others', () => {
  // @ts-expect-error the history is that of an experiment
  void (() => pathTo('drift.history'))
  // @ts-expect-error there is no such parameter
  void (() => pathTo('drift.history', { experiment: 'a', run: 'b' }))
  // @ts-expect-error there is no such page
  void (() => pathTo('drifts'))
  expect(pathTo('connections')).toBe('/connections')
})

it('is the only place where addresses are written', () => {
  const roots = Object.values(paths).map((path) => path.split(':')[0]?.replace(/\/$/, '') ?? '')
  const starts = [...new Set(roots)].filter((root) => root !== '')
  // A quote, then the hash and a slash; or an address of a page at its start.
  const literal = new RegExp(`['"\`](?:#/|(?:${starts.join('|')})(?:['"\`/?#]))|['"\`]/\\?`)
  const found = sourceFiles('src')
    .filter((file) => !/\.test\.tsx?$|lib\/paths\.ts$|src\/(?:api|mocks|cli)\//.test(file))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, i) =>
          literal.test(line) && !/^\s*(?:\/?\*|\/\/|import |export .* from )/.test(line)
            ? [`${file}:${i + 1} ${line.trim()}`]
            : [],
        ),
    )
  expect(found).toEqual([])
})

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? sourceFiles(join(folder, entry.name))
      : /\.tsx?$/.test(entry.name)
        ? [join(folder, entry.name)]
        : [],
  )
}
