import { describe, expect, it } from 'vitest'
import { labLinkOf, proposedTags, recordFor, tagsFromText, whyNotTags } from './publish'
import { A, labels, link, run } from './publish.test-support'

describe('tags', () => {
  it('are proposed as kind and method, and always fit', () => {
    expect(proposedTags(run.detector)).toEqual(['data-drift', 'MMD'])
    expect(proposedTags({ id: 'mmd-window', name: 'MMD over time', family: 'data-drift' })[1]).toBe('MMD')
    expect(
      proposedTags({ id: 'x', name: 'A name of more than twenty characters', family: 'concept' }),
    ).toEqual(['concept-drift', 'A name of more than '])
  })

  it.each([
    [['data-drift', 'MMD'], null],
    [['12345678901234567890'], null],
    [['ÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜ🐟🐟'], null],
    [
      ['Maximum Mean Discrepancy'],
      '“Maximum Mean Discrepancy” has 24 characters; a tag may have 20, as “MMD”.',
    ],
    [['  '], 'A tag needs at least one character.'],
    [['MMD', ' MMD'], 'The tag “MMD” stands there twice.'],
  ])('judges %j', (tags, why) => {
    expect(whyNotTags(tags)).toBe(why)
  })

  it('are read between commas', () => {
    expect(tagsFromText(' data-drift, MMD,, ')).toEqual(['data-drift', 'MMD'])
  })
})

describe('labLinkOf', () => {
  it('finds what this app wrote, and leads nowhere but into this app', () => {
    const parameters = recordFor(run, labels).parameters
    expect(labLinkOf(parameters)).toBe(link.slice(link.indexOf('#')))
    expect(labLinkOf({ lab_link: `javascript:alert(1)#/?reference=${A}.x` })).toBe(`#/?reference=${A}.x`)
  })

  it.each([
    {},
    { lab_link: 7 },
    { lab_link: 'https://example.org/' },
    { lab_link: '#/?reference=short.csv' },
    { lab_link: `#/drift?reference=${A}.x` },
  ])('is null for %j', (parameters) => {
    expect(labLinkOf(parameters)).toBeNull()
  })
})
