import { expect, it } from 'vitest'
import { matrixCodec, viewOf, type MatrixSettings } from './settings'

it('keeps the view in the address, both ways', () => {
  const settings: MatrixSettings = {
    of: 'models',
    user: 'student-*',
    resource: 'thermal',
    tag: 'team=kit',
    explicitOnly: true,
    differ: ['a@x.org', 'b@x.org'],
    sortUsers: 'rows',
    sortResources: 'name',
    groupUsers: 'domain',
    groupResources: 'tag:team',
  }
  const query = matrixCodec.write(settings)
  expect(query.toString().length).toBeLessThan(2000)
  expect(matrixCodec.read(query)).toEqual(settings)
  expect(viewOf(settings).kind).toBe('registered-model')
  expect(matrixCodec.write(matrixCodec.empty).toString()).toBe('')
})

it('passes over what it does not understand', () => {
  const read = matrixCodec.read(new URLSearchParams('of=lions&groupResources=tagged&explicitOnly=maybe'))
  expect(read).toEqual(matrixCodec.empty)
})
