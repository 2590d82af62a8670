import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { COLUMN_TYPES, plainOptions } from '~/data/read-options'
import { detectors } from '~/drift/registry'
import { chosenColumns, jobsOf } from './job/jobs'
import { labCodec, labFields, type LabSettings } from './settings'

const digest = (c: string): string => c.repeat(64)
const files = {
  reference: { digest: digest('a'), name: 'ref.csv' },
  test: { digest: digest('b'), name: 'new data.csv' },
}

describe('settings in the URL', () => {
  test('whatever can be set comes back from its link', () => {
    const fileRef = fc.record({
      digest: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 }),
      name: fc.string({ minLength: 1, maxLength: 60 }),
    })
    const readAs = fc.record(
      {
        separator: fc.constantFrom(',', ';', '\t', 'space'),
        decimal: fc.constantFrom('.' as const, ',' as const),
        header: fc.boolean(),
        comment: fc.constantFrom('', '#'),
        missing: fc.uniqueArray(
          fc.string({ unit: fc.constantFrom(...'aNÄ?#&=% ,"'), minLength: 1, maxLength: 8 }),
          {
            maxLength: 5,
          },
        ),
        types: fc.dictionary(
          fc.constantFrom('x', 'temp, max', 'Größe & mehr'),
          fc.constantFrom(...COLUMN_TYPES),
          {
            minKeys: 1,
          },
        ),
      },
      { requiredKeys: ['decimal'] },
    )
    const readFile = fc.oneof(
      fileRef,
      fc.tuple(fileRef, readAs).map(([file, options]) => ({ ...file, options: plainOptions(options) })),
    )
    const range = fc
      .tuple(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 0, max: 1e3 }))
      .map(([first, n]) => ({ first, last: first + n }))
    const split = fc.option(
      fc.oneof(
        fc.record({ by: fc.constant('rows' as const), reference: range, test: fc.option(range) }),
        fc.record({
          by: fc.constant('column' as const),
          column: fc.string(),
          reference: fc.string(),
          test: fc.option(fc.string()),
        }),
        fc.record({
          by: fc.constant('time' as const),
          column: fc.string(),
          cut: fc.oneof(
            fc.record({ kind: fc.constant('at' as const), at: fc.integer({ min: -6e13, max: 2e14 }) }),
            fc.record({
              kind: fc.constant('last' as const),
              last: fc.integer({ min: 1, max: 1e12 }),
              against: fc.option(fc.integer({ min: 1, max: 1e12 })),
            }),
          ),
        }),
      ),
    )
    fc.assert(
      fc.property(
        fc.record({
          reference: fc.option(readFile),
          test: fc.option(readFile),
          split,
          columns: fc.option(fc.uniqueArray(fc.string(), { minLength: 1 })),
          standardise: fc.boolean(),
          timeColumn: fc.option(fc.string()),
          labels: fc.option(fc.record({ truth: fc.string(), prediction: fc.string() })),
          oneIsCorrect: fc.boolean(),
          beside: fc.array(
            fc.record({
              detector: fc.constantFrom(...detectors.map((d) => d.id)),
              params: fc.constant({}),
              on: fc.option(fc.string({ unit: fc.constantFrom(...'a~:%&= ü≠') })),
            }),
            { maxLength: 4 },
          ),
          detector: fc.constantFrom(...detectors.map((d) => d.id)),
          run: fc.boolean(),
          ignore: fc.subarray(['missing', 'schema'] as const),
          view: fc.option(
            fc.tuple(
              fc.double({ min: -1e9, max: 0, noNaN: true }),
              fc.double({ min: 1, max: 1e13, noNaN: true }),
            ),
          ),
        }),
        (some) => {
          const settings: LabSettings = { ...some, params: {} }
          const [first] = labFields(settings.detector).filter((f) => f.input.kind === 'number')
          if (first) settings.params[first.name] = 0.125
          const link = labCodec.write(settings).toString()
          const back = labCodec.read(new URLSearchParams(link))
          // −0 and 0 are the same place on an axis.
          expect({ ...back, view: back.view?.map((x) => x + 0) ?? null }).toEqual({
            ...settings,
            view: settings.view?.map((x) => x + 0) ?? null,
          })
        },
      ),
    )
  })

  test('no nonsense in a link breaks the page: each field falls back by itself', () => {
    const query = new URLSearchParams(
      'reference=../../etc/passwd&test=zz.name&rows=9-1&detector=nonsense&p.permutations=lots&p.alpha=0.01&view=5..1&run=perhaps&time=t',
    )
    expect(labCodec.read(query)).toEqual({
      ...labCodec.empty,
      params: { alpha: 0.01 },
      timeColumn: 't',
    })
  })

  test('defaults leave the link short', () => {
    expect(labCodec.write(labCodec.empty).toString()).toBe('')
    expect(labCodec.write({ ...labCodec.empty, params: { permutations: 999 } }).toString()).toBe('')
  })
})

describe('jobsOf', () => {
  test('MMD brings its evolution, each with its own parameters', () => {
    const jobs = jobsOf({ ...labCodec.empty, ...files, params: { alpha: 0.01, window: 50 } }, null)
    // Both look, with half of α each.
    expect(jobs?.main).toMatchObject({ detector: 'mmd', params: { alpha: 0.005, permutations: 999 } })
    expect(jobs?.main.params).not.toHaveProperty('window')
    expect(jobs?.evolution).toMatchObject({ detector: 'mmd-window', params: { alpha: 0.005, window: 50 } })
    expect(jobs?.evolution?.params).not.toHaveProperty('permutations')
  })

  test('a second file is the test sample, whatever split is still set', () => {
    const split = { by: 'rows', reference: { first: 1, last: 5 }, test: null } as const
    expect(jobsOf({ ...labCodec.empty, ...files, split }, null)?.main.selection).toMatchObject({
      split: null,
      test: files.test,
    })
    expect(
      jobsOf({ ...labCodec.empty, reference: files.reference, split }, null)?.main.selection,
    ).toMatchObject({ split, test: null })
  })

  test('one file without a split is enough only for a detector that learns from the stream itself', () => {
    const one = { ...labCodec.empty, reference: files.reference }
    expect(jobsOf(one, null)).toBeNull()
    expect(jobsOf({ ...one, detector: 'page-hinkley' }, ['x'])?.main.selection).toMatchObject({
      test: files.reference,
      columns: ['x'],
    })
  })

  test('a value out of range runs nothing', () => {
    expect(jobsOf({ ...labCodec.empty, ...files, params: { alpha: 1.5 } }, null)).toBeNull()
  })
})

describe('chosenColumns', () => {
  const chosen = (detector: string, columns: string[] | null) =>
    chosenColumns({ ...labCodec.empty, detector, columns }, ['x', 'y', 'z'])

  test('a detector of one column takes the chosen one, and of several their first component', () => {
    expect(chosen('page-hinkley', ['y'])).toEqual(['y'])
    expect(chosen('page-hinkley', ['y', 'z'])).toEqual(['y', 'z'])
    expect(chosen('page-hinkley', null)).toBeNull()
    expect(chosen('mmd', ['y', 'z'])).toEqual(['y', 'z'])
    expect(chosen('mmd', null)).toBeNull()
  })

  test('a column that orders the stream or splits the file is not compared', () => {
    const split = { by: 'column', column: 'y', reference: 'a', test: null } as const
    const settings = { ...labCodec.empty, columns: ['x', 'y', 'z'], timeColumn: 'x', split }
    expect(chosenColumns(settings, ['z'])).toEqual(['z'])
    expect(chosenColumns({ ...settings, columns: ['x'] }, ['z'])).toBeNull()
    expect(chosenColumns({ ...settings, ...files }, ['y', 'z'])).toEqual(['y', 'z'])
  })

  test('a column that a link names twice is compared once', () => {
    expect(labCodec.read(new URLSearchParams('column=y&column=y')).columns).toEqual(['y'])
  })
})

describe('Back', () => {
  const at = (change: Partial<LabSettings>): LabSettings => ({ ...labCodec.empty, ...files, ...change })
  const isStep = (before: Partial<LabSettings>, after: Partial<LabSettings>) =>
    labCodec.isStep(at(before), at(after))

  test('takes back a detector, a file, a choice of a parameter, and one beside; not what was typed into them', () => {
    expect(isStep({}, { detector: 'ks' })).toBe(true)
    expect(isStep({}, { test: null })).toBe(true)
    expect(isStep({}, { params: { bandwidth: 'manual' } })).toBe(true)
    expect(isStep({}, { params: { permutations: 19 } })).toBe(false)
    const beside = (params: LabSettings['params'], on: string | null = null) => ({
      beside: [{ detector: 'kswin', params, on }],
    })
    expect(isStep({}, beside({}))).toBe(true)
    expect(isStep(beside({}), beside({}, 'x'))).toBe(true)
    expect(isStep(beside({}), beside({ alpha: 0.01 }))).toBe(false)
  })

  test('goes from what was found to what was found before: the first letter leaves it', () => {
    expect(isStep({ run: true }, { run: false, params: { permutations: 1 } })).toBe(true)
    expect(isStep({ params: { permutations: 1 } }, { params: { permutations: 19 } })).toBe(false)
  })

  test('takes back members of an ensemble and how a file is split, not their numbers', () => {
    const members = (text: string) => ({ detector: 'ensemble-stream', params: { members: text } })
    const name = labFields('ensemble-stream').find(({ input }) => input.kind === 'detectors')?.name
    expect(name).toBe('members')
    expect(isStep(members('kswin'), members('kswin,adwin'))).toBe(true)
    expect(isStep(members('kswin?alpha=0.1'), members('kswin?alpha=0.12'))).toBe(false)
    const rows = (last: number) => ({
      split: { by: 'rows' as const, reference: { first: 1, last }, test: null },
    })
    expect(isStep({}, rows(1))).toBe(true)
    expect(isStep(rows(1), rows(10))).toBe(false)
  })
})
