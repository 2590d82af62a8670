import { csvLine, readCsv } from '~/lib/csv'
import { formatCount } from '~/lib/format'
import type { DraftCell } from './draft'
import { effectiveAt } from './effective'
import { LEVEL_NAMES, levelName, MLFLOW_LEVELS, type MlflowLevel } from './level'
import type { Review } from './review'
import { ownAt, type AccessTable } from './table'

const HEAD = ['user', 'kind', 'id', 'name', 'level'] as const

/**
 * Own rows of the given users and resources (places), a line each, with what holds and why beside them; read back by
 * `readAccessCsv`.
 * @param all also cells without a row: their level is empty, and an import leaves them alone
 */
export function accessCsv(
  table: AccessTable,
  users: readonly number[],
  resources: readonly number[],
  all: boolean,
): string {
  let text = csvLine([...HEAD, 'effective', 'source'])
  for (const u of users) {
    for (const r of resources) {
      const own = ownAt(table, u, r)
      const user = table.users[u]
      const resource = table.resources[r]
      if (!user || !resource || (own === null && !all)) continue
      const { level, source, roles } = effectiveAt(table, u, r)
      text += csvLine([
        user.name,
        resource.ref.kind,
        resource.ref.id,
        resource.name,
        own === null || own === 'hidden' ? '' : LEVEL_NAMES[own],
        level === 'unknown' ? 'not shown' : LEVEL_NAMES[level],
        source === 'role' ? `role ${roles.join(', ')}` : source,
      ])
    }
  }
  return text
}

/** Reviewed changes, a line each; importing it drafts them again. */
export function reviewCsv({ changes }: Review): string {
  return [
    [...HEAD, 'before'],
    ...changes.map(({ user, resource: { ref, name }, before, after }) => [
      user.name,
      ref.kind,
      ref.id,
      name,
      levelName(after),
      before === 'hidden' ? 'not shown' : levelName(before),
    ]),
  ]
    .map(csvLine)
    .join('')
}

/** A line that was not taken, and why. */
export interface ImportFault {
  line: number
  says: string
}

export interface AccessImport {
  cells: DraftCell[]
  faults: ImportFault[]
  /** Names that are in no list: on servers that list nobody they may exist all the same. */
  newUsers: string[]
}

/** Of one file: more is no list that anybody reviews. */
const MOST_LINES = 100_000
/** Faults that are told one by one. */
const MOST_FAULTS = 200

const COLUMN_NAMES = {
  user: ['user', 'username', 'user_name', 'email', 'e-mail', 'name of user'],
  id: ['id', 'resource_id', 'experiment_id', 'experiment id'],
  name: ['name', 'resource', 'resource_name', 'experiment', 'experiment_name', 'model', 'model_name'],
  level: ['level', 'permission', 'access'],
  kind: ['kind', 'type', 'resource_type'],
} as const
type ColumnName = keyof typeof COLUMN_NAMES

/**
 * Reads "user, experiment, level" lines, by names or ids, in any order of columns. A line that cannot be taken is told
 * with its number and leaves the others alone; two lines for one cell are told, and the first holds.
 * @param kind of resources that a line means where it does not say
 * @param allowNew take users whom the table does not know (the server lists nobody)
 */
export function readAccessCsv(
  text: string,
  table: AccessTable,
  kind: 'experiment' | 'registered-model',
  allowNew: boolean,
): AccessImport {
  const faults: ImportFault[] = []
  const [head, ...lines] = readCsv(text)
  if (!head) return { cells: [], faults: [{ line: 1, says: 'The file is empty.' }], newUsers: [] }
  const columns = columnsOf(head.cells)
  const missing = missingColumns(columns)
  if (missing !== null) return { cells: [], faults: [{ line: head.line, says: missing }], newUsers: [] }
  if (lines.length > MOST_LINES) {
    const says = `The file has ${formatCount(lines.length)} lines; at most ${formatCount(MOST_LINES)} are read. Split it.`
    return { cells: [], faults: [{ line: MOST_LINES + 2, says }], newUsers: [] }
  }
  const find = resourceFinder(table, kind)
  const seen = new Map<string, number>()
  const newUsers = new Set<string>()
  const cells: DraftCell[] = []
  for (const { line, cells: texts } of lines) {
    const at = (column: ColumnName): string => texts[columns[column] ?? -1] ?? ''
    const taken = takeLine(at, table, find, allowNew)
    if (taken === null) continue
    if ('says' in taken) {
      faults.push({ line, says: taken.says })
      continue
    }
    const key = `${taken.user}\n${taken.key}`
    const first = seen.get(key)
    if (first !== undefined) {
      faults.push({
        line,
        says: `${taken.user} and this resource are already in line ${first}, which is the one that counts.`,
      })
      continue
    }
    seen.set(key, line)
    if (!table.userAt.has(taken.user)) newUsers.add(taken.user)
    cells.push(taken)
  }
  const told = faults.slice(0, MOST_FAULTS)
  const last = faults.length - told.length
  if (last > 0)
    told.push({
      line: faults[MOST_FAULTS]?.line ?? 0,
      says: `${formatCount(last)} more lines were left out.`,
    })
  return { cells, faults: told, newUsers: [...newUsers] }
}

type Columns = Partial<Record<ColumnName, number>>

function columnsOf(head: readonly string[]): Columns {
  const names = head.map((cell) => cell.toLowerCase())
  const columns: Columns = {}
  for (const column of Object.keys(COLUMN_NAMES) as ColumnName[]) {
    const known: readonly string[] = COLUMN_NAMES[column]
    const at = names.findIndex((name) => known.includes(name))
    if (at >= 0) columns[column] = at
  }
  return columns
}

function missingColumns({ user, id, name, level }: Columns): string | null {
  const missing = [
    ...(user === undefined ? ['“user”'] : []),
    ...(id === undefined && name === undefined ? ['“experiment” (or “model”, “id”, “name”)'] : []),
    ...(level === undefined ? ['“level”'] : []),
  ]
  return missing.length === 0
    ? null
    : `The first line has no column ${missing.join(' and ')}. It should look like: user,experiment,level.`
}

type Find = (kind: string, id: string, name: string) => { key: string } | { says: string }

function resourceFinder(table: AccessTable, usual: 'experiment' | 'registered-model'): Find {
  const byName = new Map<string, string[]>()
  for (const { ref, name, key } of table.resources) {
    const full = `${ref.kind} ${name}`
    byName.set(full, [...(byName.get(full) ?? []), key])
  }
  return (kindText, id, name) => {
    const kind = kindText === '' ? usual : kindOf(kindText)
    if (kind === null) return { says: `“${kindText}” is not a kind: write experiment or model.` }
    const word = kind === 'experiment' ? 'experiment' : 'model'
    const letter = kind === 'experiment' ? 'e' : 'm'
    if (id !== '') {
      return table.resourceAt.has(`${letter}:${id}`)
        ? { key: `${letter}:${id}` }
        : { says: `There is no ${word} with the id “${id}”.` }
    }
    const [first, ...more] = byName.get(`${kind} ${name}`) ?? []
    if (more.length > 0) return { says: `Several ${word}s are called “${name}”: write the id.` }
    if (first !== undefined) return { key: first }
    // A number in the column of names may be an id.
    if (table.resourceAt.has(`${letter}:${name}`)) return { key: `${letter}:${name}` }
    return { says: name === '' ? `The line names no ${word}.` : `There is no ${word} called “${name}”.` }
  }
}

function kindOf(text: string): 'experiment' | 'registered-model' | null {
  const kind = text.toLowerCase().replace('_', '-')
  if (kind === 'experiment') return kind
  return kind === 'model' || kind === 'registered-model' ? 'registered-model' : null
}

/** Null: the line says nothing (an empty level). */
function takeLine(
  at: (column: ColumnName) => string,
  table: AccessTable,
  find: Find,
  allowNew: boolean,
): DraftCell | { says: string } | null {
  const user = at('user')
  const words = at('level')
  if (words === '') return null
  if (user === '') return { says: 'The line names no user.' }
  if (!table.userAt.has(user)) {
    if (!allowNew) return { says: `The server has no user “${user}”.` }
    if (user.includes(':')) return { says: `“${user}” cannot be a user: a name has no colon.` }
  }
  const level = levelOf(words)
  if (level === undefined) return { says: `“${words}” is not a level: write None, Read, Edit or Manage.` }
  const found = find(at('kind'), at('id'), at('name'))
  return 'says' in found ? found : { user, key: found.key, level }
}

/** "Read", "READ", "None", "No access"; undefined where it is no level. */
function levelOf(text: string): MlflowLevel | null | undefined {
  const plain = text.toUpperCase().replaceAll(/[\s-]+/g, '_')
  if (plain === 'NONE' || plain === '–') return null
  return (
    MLFLOW_LEVELS.find((level) => level === plain) ??
    MLFLOW_LEVELS.find((level) => LEVEL_NAMES[level].toUpperCase().replaceAll(' ', '_') === plain)
  )
}
