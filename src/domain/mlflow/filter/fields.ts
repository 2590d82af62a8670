import type { Entity, Field } from './ast'

/** What is searched: the runs of experiments, or the experiments themselves. */
export type Subject = 'runs' | 'experiments'

/** `duration` is in milliseconds and takes units, `time` is milliseconds since 1970 UTC and takes dates. */
export type ValueKind = 'text' | 'status' | 'time' | 'duration'

export interface Attribute {
  kind: ValueKind
  /** Whether an MLflow server of any version can search it. */
  isOnServer: boolean
  detail: string
}

/** Attributes by canonical name. */
const ATTRIBUTES: Readonly<Record<Subject, Readonly<Record<string, Attribute>>>> = {
  runs: {
    run_name: { kind: 'text', isOnServer: true, detail: 'name of the run' },
    status: { kind: 'status', isOnServer: true, detail: 'RUNNING, FINISHED, FAILED, …' },
    start_time: { kind: 'time', isOnServer: true, detail: 'when the run started' },
    end_time: { kind: 'time', isOnServer: true, detail: 'when the run ended' },
    duration: { kind: 'duration', isOnServer: false, detail: 'how long the run took: 90s, 20min, 2h' },
    user_id: { kind: 'text', isOnServer: true, detail: 'who started the run' },
    run_id: { kind: 'text', isOnServer: true, detail: 'identifier of the run' },
    artifact_uri: { kind: 'text', isOnServer: true, detail: 'where its artifacts are kept' },
    experiment_id: { kind: 'text', isOnServer: false, detail: 'experiment that the run belongs to' },
    lifecycle_stage: { kind: 'text', isOnServer: false, detail: 'active or deleted' },
  },
  experiments: {
    name: { kind: 'text', isOnServer: true, detail: 'name of the experiment' },
    creation_time: { kind: 'time', isOnServer: true, detail: 'when the experiment was created' },
    last_update_time: { kind: 'time', isOnServer: true, detail: 'when the experiment last changed' },
    experiment_id: { kind: 'text', isOnServer: false, detail: 'identifier of the experiment' },
  },
}

const ATTRIBUTE_ALIASES: Readonly<Record<Subject, Readonly<Record<string, string>>>> = {
  runs: {
    created: 'start_time',
    Created: 'start_time',
    'run name': 'run_name',
    'Run name': 'run_name',
    'Run Name': 'run_name',
    name: 'run_name',
    user: 'user_id',
  },
  experiments: {},
}

/** Every word that MLflow takes for an entity of runs, with the entity that it means. */
export const RUN_ENTITY_WORDS: Readonly<Record<string, Entity>> = {
  metric: 'metric',
  metrics: 'metric',
  param: 'param',
  params: 'param',
  parameter: 'param',
  parameters: 'param',
  tag: 'tag',
  tags: 'tag',
  attribute: 'attribute',
  attributes: 'attribute',
  attr: 'attribute',
  run: 'attribute',
  dataset: 'dataset',
  datasets: 'dataset',
}

const EXPERIMENT_ENTITY_WORDS: Readonly<Record<string, Entity>> = {
  tag: 'tag',
  tags: 'tag',
  attribute: 'attribute',
  attributes: 'attribute',
}

export const DATASET_KEYS = ['name', 'digest', 'context'] as const

/** The attributes of a subject by canonical name, in the order of use. */
export function attributesOf(subject: Subject): Readonly<Record<string, Attribute>> {
  return ATTRIBUTES[subject]
}

/** The attribute of that canonical name; undefined where there is none. */
export function attributeOf(subject: Subject, name: string): Attribute | undefined {
  const all = ATTRIBUTES[subject]
  return Object.hasOwn(all, name) ? all[name] : undefined
}

/** The canonical name of an attribute or of an alias of it; null where there is no such attribute. */
export function canonicalAttribute(subject: Subject, written: string): string | null {
  const aliases = ATTRIBUTE_ALIASES[subject]
  if (Object.hasOwn(aliases, written)) return aliases[written] ?? null
  return attributeOf(subject, written) ? written : null
}

/** The entity that a word before the dot means; null where it means none. */
export function entityOf(subject: Subject, word: string): Entity | null {
  const words = subject === 'runs' ? RUN_ENTITY_WORDS : EXPERIMENT_ENTITY_WORDS
  return Object.hasOwn(words, word) ? (words[word] ?? null) : null
}

/** The attribute that a bare word searches. */
export function bareWordField(subject: Subject): Field {
  return { entity: 'attribute', key: subject === 'runs' ? 'run_name' : 'name' }
}

/** What the value of a field may be: `number` (metrics), `keyed` (text that may be compared as a number) or as its attribute. */
export function valueKindOf(subject: Subject, field: Field): ValueKind | 'number' | 'keyed' {
  if (field.entity === 'metric') return 'number'
  if (field.entity === 'param' || field.entity === 'tag') return 'keyed'
  if (field.entity === 'dataset') return 'text'
  return attributeOf(subject, field.key)?.kind ?? 'text'
}
