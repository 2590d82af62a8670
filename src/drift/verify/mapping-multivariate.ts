import { driveSync } from '../drive'
import { kdqTree } from '../detectors/multivariate/kdq-tree'
import { kdqCells } from '../detectors/multivariate/kdq-tree.run'
import { divergence, smoothedShares } from '../kernels/kdq-tree'
import { tableOf } from '../kernels/bandwidth-of-some'
import type { DetectorResult, TwoSampleResult } from '../results'
import { loadDetector } from '../run'
import type { GoldenCase, GoldenFile } from './cases'
import { samplesOf } from './samples'
import { type MapCase, type Mapped, renamed } from './mapped'
import { mapLsdd } from './mapping-lsdd'
import { mapMmd } from './mapping-mmd'
import { mapLsddOnline, mapMmdOnline } from './mapping-online-kernels'

/** Data drift of all columns together. */
export const multivariateCases: Record<string, MapCase> = {
  mmd: mapMmd,
  mmd_streaming: mapStreaming,
  mmd_online: mapMmdOnline,
  lsdd: mapLsdd,
  lsdd_online: mapLsddOnline,
  kdq_tree: mapKdqTree,
  nn_dvi: mapNnDvi,
  pca_cd: mapPcaCd,
}

/** Frouros' MMDStreaming: the window against the whole reference, with no threshold. */
function mapStreaming(c: GoldenCase): Mapped {
  const { chunk_size: _, ...params } = c.params
  return {
    kind: 'stream',
    detector: 'mmd-window',
    params: renamed(
      { ...c, params },
      { sigma: 'sigma', window_size: 'window' },
      // Frouros' own default; no MMD² exceeds 2.
      { bandwidth: 'given', sigma: 1, control: 'given', threshold: 2, referenceRows: 5000 },
    ),
    trace: { mmd2: 'mmd2' },
  }
}

const two = (result: DetectorResult): TwoSampleResult => {
  if (result.shape !== 'two-sample') throw new Error('a method for two samples')
  return result
}

/** Menelaus' kdq-tree: the cells of the reference, and the decision by its bootstrap, over as many seeds as there. */
function mapKdqTree(c: GoldenCase, file: GoldenFile): Mapped {
  const params = renamed(
    c,
    {
      count_ubound: 'mostRows',
      cutpoint_proportion_lbound: 'smallest',
      alpha: 'alpha',
      bootstrap_samples: 'draws',
    },
    { profile: 'menelaus', alpha: 0.01, draws: 500 },
  )
  const seeds = Number(c.expected['n_seeds'] ?? 0)
  if (seeds > 0)
    return {
      kind: 'values',
      values: async () => {
        const detect = await loadDetector('kdq-tree')
        const runs = Array.from({ length: seeds }, (_, seed) =>
          two(driveSync(detect({ ...params, seed }, samplesOf(file, c)))),
        )
        return {
          kl_ref_test: runs[0]!.statistic.value,
          // The middle of our seeds must lie within theirs.
          critical_distance_range: runs.map((r) => r.threshold).sort((a, b) => a - b)[Math.floor(seeds / 2)],
          detected_runs: runs.filter((r) => r.drift).length,
          n_seeds: runs.length,
        }
      },
    }
  const cells = () => {
    const { reference, test } = samplesOf(file, c)
    const p = { ...kdqTree.params.defaults, ...params, profile: 'menelaus' as const }
    return driveSync(kdqCells(tableOf(reference), tableOf(test), p))
  }
  return {
    kind: 'batch',
    detector: 'kdq-tree',
    params,
    read: {
      kl_ref_test: (r) => two(r).statistic.value,
      kl_test_ref: () => divergence(smoothedShares(cells().test), smoothedShares(cells().reference)),
      leaf_counts_ref: () => cells().reference,
      leaf_counts_test: () => cells().test,
    },
  }
}

/** Menelaus' distance; where n ≠ m it splits the rows in halves, which no profile reproduces. */
function mapNnDvi(c: GoldenCase, file: GoldenFile): Mapped {
  const { reference, test } = samplesOf(file, c)
  if (reference.rows !== test.rows)
    return { kind: 'not offered', row: 10, why: 'NN-DVI splits the rows in equal halves where n ≠ m' }
  return {
    kind: 'batch',
    detector: 'nn-dvi',
    params: renamed(
      c,
      { k: 'neighbours', k_nn: 'neighbours', alpha: 'alpha', sampling_times: 'permutations' },
      { profile: 'menelaus', decision: 'normal', permutations: 500, alpha: 0.01 },
    ),
    read: { distance: (r) => two(r).statistic.value },
  }
}

/** Menelaus' PCA-CD: every number of both its divergences is of the defect. */
function mapPcaCd(c: GoldenCase): Mapped {
  renamed(c, {
    window_size: 'window',
    ev_threshold: 'variance',
    delta: 'delta',
    divergence_metric: 'divergence',
    sample_period: 'period',
    online_scaling: 'standardise',
  })
  return {
    kind: 'not offered',
    detector: 'pca-cd',
    row: 10,
    why:
      c.params['divergence_metric'] === 'intersection'
        ? 'PCA-CD bins all components by the range of the last'
        : 'PCA-CD compares densities at unlike points, which is noise',
  }
}
