/** What the search of an MLflow server of one version can do; read in the released packages and measured on 2.21.3 and 3.17.2. */
export interface ServerAbilities {
  /** `IS [NOT] NULL` on parameters and tags of runs (3.11). */
  hasRunNullChecks: boolean
  /** `IS [NOT] NULL` on tags of experiments (3.10). */
  hasExperimentNullChecks: boolean
  /** NaN equals nothing and differs from everything (3.17); before, it is compared as 0. */
  knowsNaN: boolean
  /** Lists as Python literals: double quotes and capitals too (3.17); before, values with capitals are dropped. */
  hasFreeLists: boolean
  /**
   * Clauses on data sets beside clauses on metrics, parameters, tags or the run's name (3.9); before, their
   * SQL names a column that is not there and the search fails.
   */
  joinsDatasets: boolean
  /** `experiment_id` of experiments, with IN (3.17). */
  hasExperimentId: boolean
}

/**
 * @param version as the server says it (`2.21.3`); null where it is not known, which is taken for the oldest
 */
export function serverAbilities(version: string | null): ServerAbilities {
  const number = versionNumber(version)
  return {
    hasRunNullChecks: number >= 3011,
    hasExperimentNullChecks: number >= 3010,
    knowsNaN: number >= 3017,
    hasFreeLists: number >= 3017,
    joinsDatasets: number >= 3009,
    hasExperimentId: number >= 3017,
  }
}

function versionNumber(version: string | null): number {
  const match = /^\s*(\d+)\.(\d+)/.exec(version ?? '')
  return match ? Number(match[1]) * 1000 + Number(match[2]) : 0
}
