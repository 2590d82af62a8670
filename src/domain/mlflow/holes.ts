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
      title: 'Everybody can find every run.',
      text: `MLflow ${version} checks no permission when runs and metrics are searched: anyone with an account can read parameters, metrics and tags of all experiments. MLflow 3.6 and later check it.`,
    })
  if (!abilities.protectsArtifacts)
    holes.push({
      id: 'files',
      tone: 'warning',
      title: 'Everybody can read every file, and add files.',
      text: `MLflow ${version} checks no permission when files of runs are downloaded or uploaded. MLflow 3.7 and later check it.`,
    })
  if (known && known.level !== 'NO_PERMISSIONS')
    holes.push({
      id: 'default',
      tone: 'info',
      title: `Without a row everybody has ${LEVEL_NAMES[known.level]}.`,
      text: `That is the server’s default (${known.from === 'measured' ? 'measured' : 'as entered here'}); its configuration calls it default_permission.`,
    })
  if (abilities.hasRoles)
    holes.push({
      id: 'reading-rows',
      tone: 'info',
      title: 'Anyone with a permission can read everybody’s.',
      text: 'The server shows all roles, including each person’s hidden one, to anyone who has a single row.',
    })
  holes.push({
    id: 'creating',
    tone: 'info',
    title: 'Everybody may create experiments and models.',
    text: 'Anyone with an account may, and manages what they create. Sign-in attempts are not limited either.',
  })
  return holes
}
