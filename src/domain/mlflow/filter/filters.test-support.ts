import fc from 'fast-check'

import type { Clause, Field, Filter } from './ast'
import type { DatasetFields, RunFields } from './evaluate'

/** A run as plain data, with few keys and values, so that random filters meet it often. */
export interface PlainRun {
  id: string
  attributes: Readonly<Record<string, string | number | null>>
  metrics: Readonly<Record<string, number>>
  params: Readonly<Record<string, string>>
  tags: Readonly<Record<string, string>>
  datasets: readonly DatasetFields[]
}

export function fieldsOf(run: PlainRun): RunFields {
  return {
    attribute: (name) => run.attributes[name] ?? null,
    metric: (key) => run.metrics[key] ?? null,
    param: (key) => run.params[key] ?? null,
    tag: (key) => run.tags[key] ?? null,
    datasets: () => run.datasets,
  }
}

const KEYS = ['acc', 'val/loss', 'a b', 'from']
const TEXTS = [
  '',
  'unet',
  'UNet',
  '10',
  '9.0',
  '0.01',
  "it's",
  'say "hi"',
  `it's "x"`,
  'C:\\',
  'C:\\x',
  'Größe',
  'GRÖSSE',
  'größe',
  'a_b',
  'a%b',
  'a\nb',
]
const NUMBERS = [0, 1, -1, 0.5, 10, 9, 0.01, 1e300, 1e-7, Number.MAX_VALUE]

const text = fc.constantFrom(...TEXTS)
const pattern = fc.oneof(
  text,
  text.map((part) => `%${part}%`),
  text.map((part) => `${part}%`),
  fc.constantFrom('%', '_%', 'u_et', '%\\%', '%ö%', 'C:_'),
)
const number = fc.constantFrom(...NUMBERS)
const metricNumber = fc.oneof(number, fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY))
const key = fc.constantFrom(...KEYS)
const operator = fc.constantFrom('=', '!=', '<', '<=', '>', '>=')
const equality = fc.constantFrom('=', '!=')
const times = [0, 1_000, 1_664_067_852_747]
const statuses = ['RUNNING', 'FINISHED', 'FAILED']

const metricField = key.map((name): Field => ({ entity: 'metric', key: name }))
const keyedField = fc
  .tuple(fc.constantFrom('param', 'tag'), key)
  .map(([entity, name]): Field => ({ entity, key: name }))
const textAttribute = fc
  .constantFrom('run_name', 'user_id', 'artifact_uri', 'experiment_id')
  .map((name): Field => ({ entity: 'attribute', key: name }))
const statusField: Field = { entity: 'attribute', key: 'status' }
const runIdField: Field = { entity: 'attribute', key: 'run_id' }
const timeField = fc
  .constantFrom('start_time', 'end_time', 'duration')
  .map((name): Field => ({ entity: 'attribute', key: name }))
const datasetField = fc
  .constantFrom('name', 'digest', 'context')
  .map((name): Field => ({ entity: 'dataset', key: name }))
const textField = fc.oneof(keyedField, textAttribute, datasetField)
const anyField = fc.oneof(
  metricField,
  keyedField,
  textAttribute,
  timeField,
  datasetField,
  fc.constantFrom(statusField, runIdField),
)
const runId = fc.constantFrom('a1', 'b2', 'c3', 'D4', '55')
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 })

/** One clause of any kind, on any field, at no place. */
const clauseArbitrary: fc.Arbitrary<Clause> = fc
  .oneof(
    fc
      .record({ kind: fc.constant('compare'), field: metricField, operator, value: metricNumber })
      .filter(({ operator, value }) => !Number.isNaN(value) || operator === '=' || operator === '!='),
    fc.record({ kind: fc.constant('compare'), field: keyedField, operator, value: number }),
    fc.record({ kind: fc.constant('compare'), field: textField, operator: equality, value: text }),
    fc.record({
      kind: fc.constant('compare'),
      field: fc.constant(statusField),
      operator: equality,
      value: fc.constantFrom(...statuses),
    }),
    fc.record({ kind: fc.constant('compare'), field: timeField, operator, value: fc.constantFrom(...times) }),
    fc.record({
      kind: fc.constant('like'),
      field: textField,
      operator: fc.constantFrom('LIKE', 'ILIKE'),
      isNegated: fc.boolean(),
      pattern,
    }),
    fc.record({ kind: fc.constant('in'), field: textField, isNegated: fc.boolean(), values: some(text) }),
    fc.record({
      kind: fc.constant('in'),
      field: fc.constant(runIdField),
      isNegated: fc.boolean(),
      values: some(runId),
    }),
    fc.record({
      kind: fc.constant('in'),
      field: fc.oneof(metricField, keyedField),
      isNegated: fc.boolean(),
      values: some(number),
    }),
    fc.record({ kind: fc.constant('null'), field: anyField, isNegated: fc.boolean() }),
  )
  .map((clause): Clause => ({ ...clause, from: 0, to: 0 }))

/** Any filter that the parser can return, without its places. */
export const filterArbitrary: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    clauseArbitrary,
    fc.record({
      kind: fc.constantFrom('and', 'or'),
      parts: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
      from: fc.constant(0),
      to: fc.constant(0),
    }),
    fc.record({ kind: fc.constant('not'), part: tie('filter'), from: fc.constant(0), to: fc.constant(0) }),
  ),
})).filter

const keyed = <T>(value: fc.Arbitrary<T>) => fc.dictionary(key, value, { maxKeys: 4 })

export const runArbitrary: fc.Arbitrary<PlainRun> = fc
  .record({
    id: runId,
    attributes: fc.record({
      run_name: text,
      user_id: text,
      artifact_uri: text,
      experiment_id: fc.constantFrom('1', '2'),
      lifecycle_stage: fc.constant('active'),
      status: fc.constantFrom(...statuses),
      start_time: fc.constantFrom(...times),
      end_time: fc.option(fc.constantFrom(...times)),
      duration: fc.option(fc.constantFrom(...times)),
    }),
    metrics: keyed(fc.oneof(metricNumber, fc.constant(Number.NEGATIVE_INFINITY))),
    params: keyed(text),
    tags: keyed(text),
    datasets: fc.array(fc.record({ name: text, digest: text, context: fc.option(text) }), { maxLength: 2 }),
  })
  .map((run) => ({ ...run, attributes: { ...run.attributes, run_id: run.id } }))

/** A filter without the places of its parts, to compare two readings of it. */
export function withoutPlaces(filter: Filter): unknown {
  if (filter.kind === 'and' || filter.kind === 'or')
    return { kind: filter.kind, parts: filter.parts.map(withoutPlaces) }
  if (filter.kind === 'not') return { kind: 'not', part: withoutPlaces(filter.part) }
  const { from: _from, to: _to, ...rest } = filter
  return rest
}
