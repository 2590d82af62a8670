import { describe, expect, it } from 'vitest'
import type { DriftExperiment } from '~/domain/drift-watch/drift-record'
import { emptyForm, experimentOptions, problemsOf, searchOptions } from './publish-form'

const experiment = (id: string, name: string, entity: string): DriftExperiment => ({
  id,
  createdAt: 0,
  name,
  description: id === 'b' ? 'Coastal water' : null,
  isPublic: true,
  grants: [{ entity, level: 'Edit' }],
})
const me = { user: { id: 'me' }, entitlements: ['team'], admin: false }
const all = [
  experiment('a', 'obsea-camera', 'other'),
  experiment('b', 'coast', 'me'),
  experiment('c', 'Obsea fish', 'team'),
]
const options = experimentOptions(all, me)
const form = emptyForm(options, ['data-drift', 'MMD'])

describe('experimentOptions', () => {
  it('puts those one may write to first, and tells why not the others', () => {
    expect(options.map((option) => option.experiment.id)).toEqual(['b', 'c', 'a'])
    expect(options[2]?.permission).toMatchObject({ allowed: false, code: 'needs-level' })
  })

  it('are found by words of name and description', () => {
    const found = (search: string) => searchOptions(options, search).map((option) => option.experiment.id)
    expect(found('OBSEA')).toEqual(['c', 'a'])
    expect(found('water coast')).toEqual(['b'])
    expect(found(' ')).toEqual(['b', 'c', 'a'])
    expect(found('.*')).toEqual([])
  })
})

describe('emptyForm', () => {
  it('chooses only where there is no choice', () => {
    expect(form).toMatchObject({ where: 'existing', experiment: null, tags: 'data-drift, MMD' })
    expect(emptyForm(options.slice(1), [])).toMatchObject({ where: 'existing', experiment: 'c' })
    expect(emptyForm(options.slice(2), [])).toMatchObject({ where: 'new', experiment: null })
  })
})

describe('problemsOf', () => {
  it('asks for an experiment that one may write to', () => {
    expect(problemsOf(form, options)).toEqual({
      experiment: 'Choose the experiment that the record belongs to.',
    })
    expect(problemsOf({ ...form, experiment: 'a' }, options).experiment).toContain('You need Edit access')
    expect(problemsOf({ ...form, experiment: 'b' }, options)).toEqual({})
  })

  it('asks for a name that is free, capitals counted', () => {
    const named = (name: string) => problemsOf({ ...form, where: 'new', name }, options).name
    expect(named('  ')).toContain('Give the experiment a name')
    expect(named(' coast ')).toContain('“coast” is taken')
    expect(named('Coast')).toBeUndefined()
  })

  it('judges tags', () => {
    expect(
      problemsOf({ ...form, experiment: 'b', tags: 'Maximum Mean Discrepancy' }, options).tags,
    ).toContain('24 characters')
    expect(problemsOf({ ...form, experiment: 'b', tags: '' }, options)).toEqual({})
  })
})
