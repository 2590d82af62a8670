import { expect, test } from 'vitest'
import type { Detector } from '~/drift/define'
import { detectorById, detectors } from '~/drift/registry'
import { filterDetectors } from './detector-groups'

const names = (query: string, all: readonly Detector[] = detectors) =>
  filterDetectors(all, query).flatMap((group) => group.detectors.map((d) => d.name))
const ks = detectorById('ks')!

test('every detector stands in exactly one group', () => {
  const listed = filterDetectors(detectors, '').flatMap((group) => group.detectors.map((d) => d.id))
  expect(listed.toSorted()).toEqual(detectors.map((d) => d.id).toSorted())
})

test('all words must occur, without case, accents and hyphens', () => {
  expect(names('page hinkley')).toContain('Page-Hinkley')
  expect(names('MEAN discrepancy')).toContain('MMD')
  expect(names('zebra')).toEqual([])
  const cramer = { ...ks, id: 'cvm', name: 'Cramér–von Mises' }
  expect(names('cramer von', [cramer])).toEqual(['Cramér–von Mises'])
})

test('a name that begins with the query comes first', () => {
  const other = { ...ks, id: 'ad', name: 'AD', summary: `Like ${ks.name}.` }
  expect(names(ks.name, [other, ks])).toEqual([ks.name, 'AD'])
})

test('the detector that is called like the query is the first of all', () => {
  // HDDDM, EDDM and RDDM hold it too, and stand in groups before it.
  expect(names('ddm')[0]).toBe('DDM')
  expect(names('mmd')[0]).toBe('MMD')
})
