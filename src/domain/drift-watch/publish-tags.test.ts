import { describe, expect, it } from 'vitest'
import { proposedTags, recordFor, tagsFromText, whyNotTags } from './publish'
import { labels, link, run } from './publish.test-support'
import { rerunOf } from './rerun'

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
      '“Maximum Mean Discrepancy” has 24 characters; a tag can have at most 20, for example “MMD”.',
    ],
    [['  '], 'A tag needs at least one character.'],
    [['MMD', ' MMD'], 'The tag “MMD” is listed twice.'],
  ])('judges %j', (tags, why) => {
    expect(whyNotTags(tags)).toBe(why)
  })

  it('are read between commas', () => {
    expect(tagsFromText(' data-drift, MMD,, ')).toEqual(['data-drift', 'MMD'])
  })
})

it('a record leads back into the Lab by the link that is logged', () => {
  const { parameters } = recordFor(run, labels)
  expect(rerunOf(parameters)).toEqual({ link: link.slice(link.indexOf('#')), why: null })
})
