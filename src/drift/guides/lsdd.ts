import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Do the densities of the two samples differ, and where? Instead of estimating two densities and taking their difference, it fits the difference itself by Gaussian bumps at some reference rows.',
  formula: [
    'h_c = mean k(x, c) − mean k(y, c) at each centre c,  k(x, c) = exp(−|x − c|² / 2σ²)',
    'A = (H + λI)⁻¹,  H = exp(−|c − c′|² / 4σ²)',
    'LSDD = hᵀ (2A − AHA) h;  p = (1 + number of permutations with LSDD at least as large) / (1 + permutations)',
    'λ: the largest of 1, 1/4, 1/16, … at which hᵀAh and hᵀAHAh differ by less than a fifth',
  ],
  chart:
    'LSDD against its values with the rows reshuffled; the map is the fitted difference of the densities, positive where the reference has more mass.',
  pitfalls: [
    'Its centres are drawn from the reference: another seed gives another LSDD and another p. More centres make that smaller.',
    'The density difference leaves out a factor that depends on σ and the number of columns: LSDD of different data cannot be compared.',
    'In many columns few rows lie near any centre, and the differences that it sees become coarse.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'Alibi Detect 0.13',
      text: 'Standardises the columns by the reference alone (profile Alibi Detect), which makes the test slightly inexact; its p leaves the observed split out and can be 0, and it computes in single precision.',
      row: 12,
    },
  ],
  python: {
    library: 'alibi-detect 0.13.0',
    code: `from alibi_detect.cd import LSDDDrift

detector = LSDDDrift(reference.astype("float32"), backend="pytorch", p_val=0.05, n_permutations=999)
print(detector.predict(test.astype("float32"))["data"])`,
  },
  tryIt: { sample: 'digits', params: {}, columns: null },
}
