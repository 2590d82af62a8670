import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tries } from '~/lib/tries.test-support'

import { completeFilter, type Known } from './complete'
import { highlightFilter } from './highlight'
import { parseFilter } from './parse'

const NOTHING_KNOWN: Known = { metrics: [], params: [], tags: [], attributes: {}, datasets: {} }

const KNOWN: Known = {
  metrics: [
    { key: 'val/loss', examples: ['0.12', '0.3'] },
    { key: 'acc', examples: [] },
    { key: 'val/acc', examples: [] },
  ],
  params: [
    { key: 'lr', examples: ['0.01'] },
    { key: 'model', examples: ['unet', "it's"] },
  ],
  tags: [{ key: 'mlflow.user', examples: ['kozlov'] }],
  attributes: { run_name: ['site-1'], status: ['FAILED'] },
  datasets: { name: ['thermal'] },
}

/** The caret stands at the bar. What each of the suggestions makes of the text. */
function offered(marked: string): readonly string[] {
  const caret = marked.indexOf('|')
  const text = marked.replace('|', '')
  return completeFilter(text, caret, KNOWN).map(
    ({ from, to, insert }) => text.slice(0, from) + insert + text.slice(to),
  )
}

describe('completeFilter', () => {
  it.each([
    ['|', ['metrics.', 'params.', 'tags.', 'run_name']],
    ['met|', ['metrics.']],
    ['metrics.|', ['metrics.`val/loss`', 'metrics.acc', 'metrics.`val/acc`']],
    ['metrics.acc|', ['metrics.`val/acc`']],
    ['metrics.val|', ['metrics.`val/loss`', 'metrics.`val/acc`']],
    ['metrics.`val/l|', ['metrics.`val/loss`']],
    ['loss|', ['metrics.`val/loss`']],
    ['model|', ['params.model']],
    ['param.m|', ['params.model']],
    ['attributes.st|', ['attributes.status', 'attributes.start_time']],
    ['dataset.c|', ['dataset.context']],
    [
      'metrics.acc |',
      [
        'metrics.acc >',
        'metrics.acc >=',
        'metrics.acc <',
        'metrics.acc <=',
        'metrics.acc =',
        'metrics.acc !=',
        'metrics.acc IS NULL',
        'metrics.acc IS NOT NULL',
      ],
    ],
    ['metrics.acc >|', ['metrics.acc >=']],
    ['run_name I|', ['run_name ILIKE', 'run_name IN', 'run_name IS NULL', 'run_name IS NOT NULL']],
    ['metrics.`val/loss` < |', ['metrics.`val/loss` < 0.12', 'metrics.`val/loss` < 0.3']],
    ['params.model = |', ["params.model = 'unet'", `params.model = "it's"`]],
    ["params.model = 'u|", ["params.model = 'unet'"]],
    ["params.model = 'u|x' AND a", ["params.model = 'unet' AND a"]],
    ['params.model LIKE |', ["params.model LIKE '%unet%'", `params.model LIKE "%it's%"`]],
    ['params.model IN |', ['params.model IN (']],
    ['params.model IN (u|', ["params.model IN ('unet'"]],
    ["params.model IN ('unet' |", ["params.model IN ('unet' ,", "params.model IN ('unet' )"]],
    ["params.model IN ('unet', |", ["params.model IN ('unet', 'unet'", `params.model IN ('unet', "it's"`]],
    ['params.model NOT |', ['params.model NOT IN', 'params.model NOT LIKE', 'params.model NOT ILIKE']],
    ['status = f|', ["status = 'FAILED'", "status = 'FINISHED'"]],
    ['duration > |', ['duration > 30s', 'duration > 10min', 'duration > 1h', 'duration > 1d']],
    ['params.lr IS |', ['params.lr IS NULL', 'params.lr IS NOT NULL']],
    ['metrics.acc > 1 |', ['metrics.acc > 1 AND', 'metrics.acc > 1 OR']],
    ['metrics.acc > 1 a|', ['metrics.acc > 1 AND', 'metrics.acc > 1 artifact_uri']],
    ['unet |', ['unet AND', 'unet OR']],
    ['metrics.acc > 1 OR st|', ['metrics.acc > 1 OR status', 'metrics.acc > 1 OR start_time']],
    ['metr| > 1', ['metrics. > 1']],
  ])('%s', (marked, expected) => {
    expect(offered(marked).slice(0, expected.length)).toEqual(expected)
  })

  it.each(['metrics.acc > 1 and|', 'metrics.acc > 1 Or|', 'params.model ilike|', 'not|'])(
    'does not offer what is written in full: %s',
    (marked) => {
      const written = marked.replace('|', '')
      expect(offered(marked).map((text) => text.toLowerCase())).not.toContain(written.toLowerCase())
    },
  )

  it('says what stands behind a suggestion', () => {
    expect(completeFilter('lo', 2, KNOWN)[0]).toEqual({
      kind: 'key',
      label: 'metrics.`val/loss`',
      insert: 'metrics.`val/loss`',
      detail: '0.12, 0.3',
      from: 0,
      to: 2,
    })
  })

  it('offers for experiments what experiments have', () => {
    const labels = completeFilter('', 0, NOTHING_KNOWN, 'experiments').map(({ label }) => label)
    expect(labels).toEqual(['name', 'creation_time', 'last_update_time', 'experiment_id', 'tags.', 'NOT'])
  })

  it('writes fields that are read back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (key) => {
        const known: Known = { ...NOTHING_KNOWN, tags: [{ key, examples: [key] }] }
        const [field] = completeFilter('tags.', 5, known)
        if (!field) return
        const text = `${field.insert} = `
        const [value] = completeFilter(text, text.length, known)
        expect(parseFilter(text + (value?.insert ?? ''))).toMatchObject({
          ok: true,
          filter: { field: { key }, value: key },
        })
      }),
    )
  })
})

const PIECES = fc.constantFrom(
  ...'metrics. metrics.acc params.`a b` tags."x status = != < ( ) , \' " ` AND OR NOT IN IS NULL LIKE 1 -1 0.9and a.b 😀 % \\ ;'.split(
    ' ',
  ),
  ' ',
  '\n',
  "'x'",
)
const TEXT = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(PIECES, { maxLength: 12 }).map((list) => list.join(' ')),
  fc.array(PIECES, { maxLength: 12 }).map((list) => list.join('')),
)

describe('while it is being written', () => {
  it('highlight tiles any text', () => {
    fc.assert(
      fc.property(TEXT, (text) => {
        const spans = highlightFilter(text)
        expect(spans.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text)
        spans.forEach(({ from, to }, at) => {
          expect(from).toBe(at === 0 ? 0 : spans[at - 1]?.to)
          expect(to).toBeGreaterThan(from)
        })
      }),
      { numRuns: tries(1000) },
    )
  })

  it('complete takes any text and any caret', () => {
    fc.assert(
      fc.property(TEXT, fc.nat(), (text, place) => {
        const caret = place % (text.length + 1)
        for (const { from, to, insert } of completeFilter(text, caret, KNOWN)) {
          expect(from).toBeLessThanOrEqual(caret)
          expect(to).toBeGreaterThanOrEqual(caret)
          expect(to).toBeLessThanOrEqual(text.length)
          expect(insert).not.toBe('')
        }
      }),
      { numRuns: tries(1000) },
    )
  })
})

describe('highlightFilter', () => {
  const kinds = (text: string) =>
    highlightFilter(text)
      .filter(({ kind }) => kind !== 'plain')
      .map(({ from, to, kind }) => `${text.slice(from, to)}:${kind}`)

  it.each([
    ['metrics.acc > 0.9', ['metrics.:entity', 'acc:key', '>:operator', '0.9:number']],
    ["params.`a b` IN ('x', y)", ['params.:entity', '`a b`:key', 'IN:keyword', "'x':string", 'y:string']],
    ['unet AND status = FAILED', ['unet:string', 'AND:keyword', 'status:key', '=:operator', 'FAILED:string']],
    ['metrics.loss = NaN', ['metrics.:entity', 'loss:key', '=:operator', 'NaN:number']],
    [
      "metrics.acc > 'x' AND a",
      ['metrics.:entity', 'acc:key', '>:operator', "'x':error", 'AND:keyword', 'a:string'],
    ],
    ["foo.bar = 'x' AND a", ['foo.bar:error', '=:operator', "'x':string", 'AND:keyword', 'a:string']],
    ["params.model = 'un", ['params.:entity', 'model:key', '=:operator', "'un:string"]],
    ['metrics.', ['metrics.:entity']],
    ['metrics.acc == 1', ['metrics.:entity', 'acc:key', '==:error', '1:number']],
  ])('%s', (text, expected) => {
    expect(kinds(text)).toEqual(expected)
  })
})
