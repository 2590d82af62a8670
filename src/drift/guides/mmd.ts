import type { Guide } from '../guides'

export const guide: Guide = {
  asks: 'Do the two samples come from the same distribution, all columns taken together? It sees any difference that rows at a distance of about σ can show: of the mean, the spread, the shape, or how columns go together.',
  formula: [
    'k(x, y) = exp(−|x − y|² / 2σ²)',
    'MMD² = mean k(x, x′) + mean k(y, y′) − 2 mean k(x, y), over pairs of different rows (unbiased)',
    'p = (1 + number of permutations with MMD² at least as large) / (1 + permutations)',
    'stopped after h as large (Stop after): p = h / number of permutations drawn, else as above',
    'first estimate of p, before any permutation: MMD² with its diagonal ~ Gamma, of mean (1/n + 1/m)(1 − k̄) and the variance of the centred kernel',
  ],
  chart:
    'MMD² against its values with the rows reshuffled between the two samples. The witness function is positive where the reference has more mass, the kernel heat map shows which rows resemble which, and the ranking shows each column by itself.',
  pitfalls: [
    'The unbiased MMD² has mean 0 without drift and is negative more often than not (59 % of null draws at 50 + 50 rows): a negative value is not an error.',
    'Values of MMD² from different tools are not comparable: each finds σ by another rule. The result names its σ and its rule.',
    'Columns in different units must be standardised, or the one with the largest numbers decides alone.',
    'The linear-time estimator needs very many rows: at 60 + 60 rows of 3 columns and a shift of 0.4 standard deviations it finds 14 % of the shifts, all pairs 81 %, 64 random features 79 %.',
    'Blocks and neighbouring rows pair the samples row by row, as far as the shorter one goes: a change late in a longer test sample is not seen.',
    'The smallest p is 1 / (1 + permutations): for α = 0.01 take at least 99 permutations, better 999.',
    'Stop after 10 ends the drawing once 10 permutations were as large (Besag and Clifford 1991): without drift some tens of permutations are enough in place of 999, the level stays α, and only p is coarser where it is large.',
    'Permute: Bins reshuffles whole bins of consecutive rows (Domingo-Enrich, Dwivedi and Mackey 2025): MMD² is that of all rows, the level stays α, and p differs by some hundredths from that by rows. It pays from some thousand rows on.',
    'All pairs of more than 30 000 rows are refused: Estimator: Random Fourier features compares all of them approximately, and gives the standard error of MMD².',
    'In the Lab, MMD looks twice, at the whole sample and at windows over time, and says drift where either does. Each look has half of α, so that both together err at most as often as α says; on the command line it looks once, with all of α.',
  ],
  firstAlarm: '',
  differences: [
    {
      library: 'Frouros 0.9',
      text: 'The same unbiased statistic, with σ = 1 unless given; it recomputes the kernel for every permutation.',
    },
    {
      library: 'Alibi Detect 0.13',
      text: 'The same statistic with σ from the reference alone (Bandwidth: Median of the reference); its p does not count the observed split and can be 0, and it computes in single precision.',
      row: 12,
    },
    {
      library: 'TorchDrift 0.1',
      text: 'Leaves the diagonal in its sums: its value is the unbiased one plus 1/(n − 1) + 1/(m − 1) (Estimator: TorchDrift). Its p counts strictly larger values and can be 0.',
      row: 11,
    },
    {
      library: 'Evidently 0.7',
      text: 'Its test of tables compares one column at a time.',
      row: 13,
    },
  ],
  python: {
    library: 'frouros 0.9.0',
    code: `from functools import partial
from frouros.callbacks import PermutationTestDistanceBased
from frouros.detectors.data_drift import MMD
from frouros.utils.kernels import rbf_kernel

detector = MMD(
    kernel=partial(rbf_kernel, sigma=sigma),
    callbacks=[PermutationTestDistanceBased(num_permutations=999, random_state=42, name="test")],
)
detector.fit(X=reference)
distance, logs = detector.compare(X=test)
print(distance.distance, logs["test"]["p_value"])`,
  },
  tryIt: { sample: 'digits', params: {}, columns: null },
}
