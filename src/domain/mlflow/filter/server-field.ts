import type { ServerAbilities } from './abilities'
import type { Field } from './ast'
import {
  attributeOf,
  canonicalAttribute,
  DATASET_KEYS,
  entityOf,
  RUN_ENTITY_WORDS,
  type Subject,
} from './fields'
import { ServerRefusal } from './server-list'

/** Whose fields are read, and of which server. */
export interface ServerReader {
  subject: Subject
  abilities: ServerAbilities
  /** Whether results are put in order by the field, which takes other names than a filter does. */
  isOrdering?: boolean
}

const RUN_ATTRIBUTES =
  "{'run_id', 'run_name', 'user_id', 'status', 'artifact_uri', 'start_time', 'end_time', 'created', 'Created', 'run name', 'Run name', 'Run Name'}"
const DATASET_SET = "{'name', 'digest', 'context'}"

/** The field that an identifier means to a server. @throws {ServerRefusal} in the server's words */
export function readServerField(identifier: string, reader: ServerReader): Field {
  const { subject } = reader
  const dot = identifier.indexOf('.')
  const word = dot === -1 ? 'attribute' : identifier.slice(0, dot)
  const key = withoutQuotes(identifier.slice(dot + 1))
  const entity = subject === 'runs' ? runEntity(withoutBackticks(word)) : experimentEntity(word)
  if (entity === 'attribute') return { entity, key: serverAttribute(key, reader) }
  if (entity === 'dataset' && !DATASET_KEYS.some((known) => known === key)) {
    throw new ServerRefusal(`Invalid dataset key '${key}' specified. Valid keys are '${DATASET_SET}'`)
  }
  return { entity, key: subject === 'runs' ? renamedKey(key) : key }
}

/** A server takes the old names of attributes for the new ones, even where they are keys of metrics or tags. */
export function renamedKey(key: string): string {
  const isAlias = key === 'created' || key === 'Created' || /^(?:run|Run) name$|^Run Name$/.test(key)
  return isAlias ? (canonicalAttribute('runs', key) ?? key) : key
}

function runEntity(word: string): Field['entity'] {
  const entity = Object.hasOwn(RUN_ENTITY_WORDS, word) ? RUN_ENTITY_WORDS[word] : undefined
  if (entity) return entity
  throw new ServerRefusal(
    `Invalid entity type '${word}'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']`,
  )
}

function experimentEntity(word: string): Field['entity'] {
  const entity = word === 'attributes' ? null : entityOf('experiments', word)
  if (entity) return entity
  throw new ServerRefusal(
    `Invalid entity type '${word}'. Valid entity types are ('attribute', 'tag', 'tags')`,
  )
}

function serverAttribute(key: string, reader: ServerReader): string {
  const { subject, abilities, isOrdering = false } = reader
  const canonical = isForeign(key, reader) ? null : canonicalAttribute(subject, key)
  const isNewId =
    subject === 'experiments' && key === 'experiment_id' && (isOrdering || abilities.hasExperimentId)
  if (canonical !== null && (isNewId || attributeOf(subject, canonical)?.isOnServer === true))
    return canonical
  const experimentKeys = abilities.hasExperimentId
    ? "{'name', 'experiment_id', 'creation_time', 'last_update_time'}"
    : "{'name', 'creation_time', 'last_update_time'}"
  const valid = subject === 'runs' ? RUN_ATTRIBUTES : experimentKeys
  throw new ServerRefusal(`Invalid attribute key '${key}' specified. Valid keys are '${valid}'`)
}

/** Short words of Tidemark's own, and names that a server takes in filters alone. */
function isForeign(key: string, { subject, isOrdering = false }: ServerReader): boolean {
  if (subject !== 'runs') return false
  return key === 'name' || key === 'user' || (isOrdering && /^run name$/i.test(key))
}

function withoutQuotes(text: string): string {
  return withoutBackticks(isQuoted(text, "'") || isQuoted(text, '"') ? text.slice(1, -1) : text)
}

function withoutBackticks(text: string): string {
  return isQuoted(text, '`') ? text.slice(1, -1) : text
}

/** Whether a text stands between two of these quotes. */
export function isQuoted(text: string, quote: string): boolean {
  return text.length >= 2 && text.startsWith(quote) && text.endsWith(quote)
}
