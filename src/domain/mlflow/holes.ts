import type { Abilities } from './abilities'
import { LEVEL_NAMES } from './permissions/level'
import type { KnownDefault } from './permissions/table'

/** Something that a server lets people do whatever their permissions say. */
export interface Hole {
  id: 'shipped-password' | 'search' | 'files' | 'default' | 'creating' | 'reading-rows'
  tone: 'warning' | 'info'
  title: string
  text: string
}

/**
 * What a server does not protect, for its admins. Read in the released packages and measured on 2.21.3 and 3.17.2.
 * @param hasShippedPassword whether the admin at the screen signed in by a password that MLflow came with
 */
export function holesOf(
  abilities: Pick<Abilities, 'protectsRunSearch' | 'protectsArtifacts' | 'hasRoles'>,
  version: string,
  known: KnownDefault | null,
  hasShippedPassword: boolean,
): Hole[] {
  const holes: Hole[] = []
  if (hasShippedPassword)
    holes.push({
      id: 'shipped-password',
      tone: 'warning',
      title: 'You signed in with MLflow’s default password.',
      text: 'Everybody can read it in MLflow’s documentation, and be an admin here. Change it now.',
    })
  if (!abilities.protectsRunSearch)
    holes.push({
      id: 'search',
      tone: 'warning',
      title: 'Everybody finds every run.',
      text: `MLflow ${version} does not ask for a permission where runs and metrics are searched: who has an account reads parameters, metrics and tags of all experiments. From 3.6 on it does.`,
    })
  if (!abilities.protectsArtifacts)
    holes.push({
      id: 'files',
      tone: 'warning',
      title: 'Everybody reads every file, and may add some.',
      text: `MLflow ${version} does not ask for a permission where files of runs are downloaded or uploaded. From 3.7 on it does.`,
    })
  if (known && known.level !== 'NO_PERMISSIONS')
    holes.push({
      id: 'default',
      tone: 'info',
      title: `Without a row everybody has ${LEVEL_NAMES[known.level]}.`,
      text: `That is the server’s default (${known.from === 'measured' ? 'measured' : 'as it was typed here'}); it stands in its configuration as default_permission.`,
    })
  if (abilities.hasRoles)
    holes.push({
      id: 'reading-rows',
      tone: 'info',
      title: 'Who has any permission can read everybody’s.',
      text: 'The server tells all roles, the hidden one of each person too, to whoever has one row.',
    })
  holes.push({
    id: 'creating',
    tone: 'info',
    title: 'Everybody may create experiments and models.',
    text: 'Whoever has an account, and manages them from then on. Attempts to sign in are not limited either.',
  })
  return holes
}
