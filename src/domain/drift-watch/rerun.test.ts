import { describe, expect, it } from 'vitest'
import { rerunOf } from './rerun'

const A = 'a'.repeat(64)
const B = 'b'.repeat(64)
/** As the command line logs it: no link. */
const logged = {
  detector: 'ks',
  settings: { alpha: 0.01, correction: 'holm', exact: true },
  reference: { name: 'ref.csv', sha256: A, rows: 300 },
  test: { name: 'new data.csv', sha256: B, rows: 400 },
  standardise: true,
}
const queryOf = (parameters: Record<string, unknown>) => {
  const { link } = rerunOf(parameters)
  return link === null ? null : Object.fromEntries(new URLSearchParams(link.slice('#/?'.length)))
}

describe('the link of the Lab', () => {
  it('is found, and leads nowhere but into this app', () => {
    const link = `https://tidemark.example/app/#/?reference=${A}.ref.csv&run=yes`
    expect(rerunOf({ lab_link: link }).link).toBe(`#/?reference=${A}.ref.csv&run=yes`)
    expect(rerunOf({ lab_link: `javascript:alert(1)#/?reference=${A}.x` }).link).toBe(`#/?reference=${A}.x`)
  })

  it.each([
    {},
    { lab_link: 7 },
    { lab_link: 'https://example.org/' },
    { lab_link: '#/?reference=short.csv' },
    { lab_link: `#/drift?reference=${A}.x` },
  ])('is none for %j', (parameters) => {
    expect(rerunOf(parameters)).toEqual({
      link: null,
      why: 'This record names no detector and settings that the Lab could run again.',
    })
  })
})

describe('a record without a link', () => {
  it('is run again by what it names', () => {
    expect(queryOf(logged)).toEqual({
      reference: `${A}.ref.csv`,
      test: `${B}.new data.csv`,
      detector: 'ks',
      'p.alpha': '0.01',
      'p.correction': 'holm',
      'p.exact': 'true',
      run: 'yes',
    })
  })

  it.each([
    [{ reference: { name: 'ref.csv' } }, 'which files were compared'],
    [{ reference: { name: 'ref.csv', sha256: 'A'.repeat(64) } }, 'which files were compared'],
    [{ reference: [A] }, 'which files were compared'],
    [{ columns: ['a'], columns_count: 60 }, 'More columns were compared'],
    [{ detector: 'ks"><script>' }, 'names no detector'],
    [{ settings: null }, 'names no detector'],
  ])('with %j is not: it says why', (change, why) => {
    const rerun = rerunOf({ ...logged, ...change })
    expect(rerun.link).toBeNull()
    expect(rerun.why).toContain(why)
  })
})
