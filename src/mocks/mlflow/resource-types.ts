import type { MlflowLevel } from '~/domain/mlflow/permissions/level'
import { refuse } from './refusal'

/** What a grant of 3.17 may be about, sorted. Source: mlflow/server/auth/permissions.py. */
const RESOURCE_TYPES = [
  'assessment',
  'experiment',
  'gateway_endpoint',
  'gateway_model_definition',
  'gateway_secret',
  'logged_model',
  'mcp_server',
  'mcp_server_version',
  'prompt',
  'prompt_version',
  'registered_model',
  'registered_model_version',
  'review_queue',
  'run',
  'scorer',
  'scorer_version',
  'trace',
  'workspace',
] as const
export type ResourceType = (typeof RESOURCE_TYPES)[number]

/** What a person may be given by itself; the others only all at once. */
const BY_ID: ReadonlySet<ResourceType> = new Set([
  'experiment',
  'registered_model',
  'prompt',
  'scorer',
  'gateway_secret',
  'gateway_endpoint',
  'gateway_model_definition',
  'mcp_server',
])

/** As Python prints a tuple of texts. */
const tuple = (texts: readonly string[]): string => `(${texts.map((text) => `'${text}'`).join(', ')})`

/** @throws Answered 400 */
export function resourceType(text: string): ResourceType {
  const known = RESOURCE_TYPES.find((type) => type === text)
  return (
    known ??
    refuse(
      'INVALID_PARAMETER_VALUE',
      `Invalid resource type '${text}'. Valid resource types are: ${tuple(RESOURCE_TYPES)}`,
    )
  )
}

/** @throws Answered 400 */
export function refuseWorkspace(text: string): void {
  if (text === 'workspace')
    refuse(
      'INVALID_PARAMETER_VALUE',
      "resource_type 'workspace' is not supported by the per-user permission convenience APIs. Use set_workspace_permission / delete_workspace_permission for workspace-wide grants.",
    )
}

/** Only what a person may be given by itself has an owner. @throws Answered 400 */
export function refuseWithoutOwner(type: ResourceType): void {
  if (!BY_ID.has(type) || type === 'prompt')
    refuse(
      'INVALID_PARAMETER_VALUE',
      `resource_type '${type}' is not supported by the per-user permission convenience APIs.`,
    )
}

/** @throws Answered 400 */
export function checkPattern(pattern: string, type: ResourceType): void {
  if (pattern !== '*' && !BY_ID.has(type))
    refuse(
      'INVALID_PARAMETER_VALUE',
      `Invalid resource_pattern '${pattern}' for resource_type='${type}'. This resource type supports only wildcard ('*') grants.`,
    )
}

const OF_A_ROW = ['DENY', 'EDIT', 'MANAGE', 'READ', 'USE'] as const
const OF_A_WORKSPACE = ['MANAGE', 'USE'] as const
/** In the order in which 3.17 names them. */
const ALL_3 = ['READ', 'USE', 'EDIT', 'MANAGE', 'NO_PERMISSIONS', 'DENY'] as const
const ALL_2 = ['READ', 'EDIT', 'MANAGE', 'NO_PERMISSIONS'] as const

function oneOf(text: string, levels: readonly MlflowLevel[]): MlflowLevel {
  const known = levels.find((level) => level === text)
  return (
    known ??
    refuse('INVALID_PARAMETER_VALUE', `Invalid permission '${text}'. Valid permissions are: ${tuple(levels)}`)
  )
}

/** A level of 2.x. @throws Answered 400 for USE, DENY, and letters of another case */
export const olderLevel = (text: string): MlflowLevel => oneOf(text, ALL_2)

/** A level of a row of 3.17: without NO_PERMISSIONS. @throws Answered 400 */
export function rowLevel(text: string, type: ResourceType): MlflowLevel {
  const level = oneOf(text, ALL_3)
  const [allowed, what]: readonly [readonly MlflowLevel[], string] =
    type === 'workspace' ? [OF_A_WORKSPACE, 'Workspace-wide'] : [OF_A_ROW, 'Resource-level']
  if (!allowed.includes(level))
    refuse(
      'INVALID_PARAMETER_VALUE',
      `Invalid permission '${text}' for resource_type='${type}'. ${what} grants accept only: ${tuple(allowed)}.`,
    )
  return level
}
