import { describe, expect, test } from 'vitest'
import type { Takes } from '~/data/prepare/selection'
import { comparedJobs } from './compared-jobs'
import { labCodec, type ComparedDetector, type LabSettings } from '../settings'

const digest = (c: string): string => c.repeat(64)
const base: LabSettings = {
  ...labCodec.empty,
  reference: { digest: digest('a'), name: 'ref.csv' },
  test: { digest: digest('b'), name: 'new.csv' },
}
const columns: Record<Takes, string[]> = {
  numbers: ['x', 'y', 'z'],
  component: ['x', 'y', 'z'],
  categories: ['w'],
  both: ['x', 'y', 'z', 'w'],
  error: ['err'],
  labels: ['truth', 'guess', 'w'],
}
const run = (detector: string, over: Partial<ComparedDetector> = {}, settings: Partial<LabSettings> = {}) =>
  comparedJobs({ ...base, ...settings, beside: [{ detector, params: {}, on: null, ...over }] }, (takes) => ({
    available: columns[takes],
    names: columns[takes],
  }))[0]!

describe('a detector beside the first', () => {
  test('of one column looks at PC 1 of the chosen columns, or at the column chosen for it', () => {
    const all = run('page-hinkley')
    expect(all.on).toBe('PC 1')
    expect(all.job?.selection).toMatchObject({ takes: 'component', columns: null, keepMissing: true })
    expect(run('page-hinkley', {}, { columns: ['x', 'y'] }).job?.selection).toMatchObject({
      takes: 'component',
      columns: ['x', 'y'],
    })
    const one = run('page-hinkley', { on: 'y' })
    expect(one.on).toBe('y')
    expect(one.job?.selection.columns).toEqual(['y'])
    expect(one.job?.selection).not.toHaveProperty('takes')
    // Of one column there is no component.
    expect(run('page-hinkley', {}, { columns: ['z'] })).toMatchObject({ on: 'z' })
  })

  test('of many columns looks at the same as the first, with parameters of its own', () => {
    const ks = run('ks', { params: { alpha: 0.01 } })
    expect(ks.on).toBe('3 columns')
    expect(ks.job).toMatchObject({ detector: 'ks', params: { alpha: 0.01 }, selection: { columns: null } })
  })

  test('of errors takes the labels of the first, or a column of errors', () => {
    const labels = { truth: 'truth', prediction: 'guess' }
    expect(run('ddm', {}, { labels })).toMatchObject({
      on: 'truth ≠ guess',
      job: { selection: { takes: 'error', labels, columns: null } },
    })
    const own = run('ddm', { on: 'err' }, { labels })
    expect(own.job?.selection).toMatchObject({ takes: 'error', columns: ['err'] })
    expect(own.job?.selection).not.toHaveProperty('labels')
    expect(run('ddm').job?.selection.columns).toEqual(['err'])
  })

  test('says what it lacks', () => {
    expect(run('lfr')).toMatchObject({
      job: null,
      problem: 'Choose the columns of true and of predicted labels for it.',
    })
    expect(run('page-hinkley', { params: { delta: -1 } }).problem).toMatch(/^δ must be a number from 0/)
    expect(run('ks', {}, { test: null }).problem).toBe(
      'KS needs a test sample: split the file, or drop a second one.',
    )
    // Page-Hinkley walks the one file.
    expect(run('page-hinkley', {}, { test: null }).job).not.toBeNull()
  })

  test('one that this version does not have is left out', () => {
    expect(
      comparedJobs({ ...base, beside: [{ detector: 'nonsense', params: {}, on: null }] }, () => ({
        available: [],
        names: [],
      })),
    ).toEqual([])
  })
})
