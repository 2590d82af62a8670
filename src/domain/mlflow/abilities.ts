/** The version of an MLflow server, as `GET /version` says it. */
export interface MlflowVersion {
  text: string
  major: number
  minor: number
}

/** "2.21.3" or "3.17.2.dev0"; null where it is no version. */
export function parseVersion(text: string): MlflowVersion | null {
  const found = /^v?(\d{1,9})\.(\d{1,9})(?!\d)[.\w+-]*$/.exec(text.trim())
  return found ? { text: text.trim(), major: Number(found[1]), minor: Number(found[2]) } : null
}

/** Whether a version is `major.minor` or newer. */
function isAtLeast(version: MlflowVersion, major: number, minor: number): boolean {
  return version.major > major || (version.major === major && version.minor >= minor)
}

/** What a server can do, by its version: read in the released packages and measured on 2.21.3 and 3.17.2. */
export interface Abilities {
  /** `experiments/delete-experiment-tag`; before, a tag can only be set to the empty string. */
  deletesExperimentTags: boolean
  /** `get-history` in pages; before, the server always answers the whole history. */
  pagesHistories: boolean
  /** Models as objects of their own. */
  hasLoggedModels: boolean
  /** `IS NULL` of tags and parameters in the filter of runs. */
  filtersNull: boolean
  /** `run_id IN ("a")` in double quotes. */
  listsInDoubleQuotes: boolean
  /** Leaves runs out of a search that the person may not read; before, everybody finds every run. */
  protectsRunSearch: boolean
  /** Who may download a file is checked; before, everybody may. */
  protectsArtifacts: boolean
  listsUsers: boolean
  /** Roles may give more than the rows of a person say. */
  rolesAddRights: boolean
  /** Grants by `users/permissions/{grant,revoke}`, roles, `users/current`; the older routes are gone. */
  hasRoles: boolean
  hasUse: boolean
  hasDeny: boolean
}

/** The table; what is newer than every row has all of them. */
const SINCE: Readonly<Record<keyof Abilities, readonly [major: number, minor: number]>> = {
  hasLoggedModels: [3, 0],
  deletesExperimentTags: [3, 0],
  pagesHistories: [3, 0],
  listsInDoubleQuotes: [3, 0],
  protectsRunSearch: [3, 6],
  protectsArtifacts: [3, 7],
  hasUse: [3, 9],
  listsUsers: [3, 10],
  filtersNull: [3, 11],
  rolesAddRights: [3, 12],
  hasRoles: [3, 13],
  hasDeny: [3, 17],
}

export function abilitiesOf(version: MlflowVersion): Abilities {
  return Object.fromEntries(
    Object.entries(SINCE).map(([ability, [major, minor]]) => [ability, isAtLeast(version, major, minor)]),
  ) as unknown as Abilities
}
