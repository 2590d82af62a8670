import { LEVEL_NAMES, MLFLOW_LEVELS } from '~/domain/mlflow/permissions/level'
import type { RolePermission } from '~/queries/mlflow/people'
import { ownOf } from '~/lib/own'

/** Kinds of things as people call them; others as the server does. */
const TYPES: Readonly<Record<string, readonly [all: string, one: string]>> = {
  experiment: ['all experiments', 'experiment'],
  registered_model: ['all models', 'model'],
  workspace: ['the whole server', 'workspace'],
}

/** "Read on all experiments". */
export function permissionWords({ type, pattern, level }: RolePermission): string {
  return `${levelWords(level)} on ${thingWords({ type, pattern })}`
}

export function thingWords({ type, pattern }: Pick<RolePermission, 'type' | 'pattern'>): string {
  const [all, one] = ownOf(TYPES, type) ?? [`every ${type.replaceAll('_', ' ')}`, type.replaceAll('_', ' ')]
  return pattern === '*' ? all : `${one} ${pattern}`
}

/** A level that is not known here as the server says it. */
export function levelWords(text: string): string {
  const known = MLFLOW_LEVELS.find((level) => level === text)
  return known ? LEVEL_NAMES[known] : text
}
