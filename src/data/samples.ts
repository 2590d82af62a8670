import type { Selection } from './prepare/selection'

/**
 * The data sets that come with Tidemark. All are real. `scripts/samples/make.mjs` makes the files from
 * the packages that carry them; `public/samples/README.md` says where each comes from.
 */
export interface BundledSample {
  /** Stands in URLs, so it never changes. */
  id: 'digits' | 'digits-predictions' | 'nile' | 'seattle-weather'
  name: string
  /** One sentence: what it is and where its change lies. */
  description: string
  files: readonly BundledFile[]
  source: { text: string; url: string; doi?: string }
  licence: DataLicence
  /** Unit of each column by its name; '*' stands for all columns. */
  units: Readonly<Record<string, string>>
  /** What a reader must know before believing a result. */
  notes: readonly string[]
  annotations: SampleAnnotations
  suggestion: SampleSuggestion
}

export interface BundledFile {
  /** `both`: the one file, which the suggestion splits, or hands whole to a detector that learns from the stream. */
  role: 'reference' | 'test' | 'both'
  fileName: string
  /** Relative to the page, so that one build works under any path. */
  path: string
  /** SHA-256 of the bytes, 64 hex digits: the digest by which a link names the file. */
  digest: string
  bytes: number
  /** Without the header. */
  rows: number
  columns: number
}

/** The licence of the data, as its source states it: a package's licence is not the data's. */
export interface DataLicence {
  name: string
  url: string | null
  /** Who states it, in which words, and what it asks for. */
  note: string
}

/** What is known about the test rows, for the charts. */
export interface SampleAnnotations {
  /** `row`: row numbers of the test file, from 1. `time`: values of the suggested time column. */
  axis: 'row' | 'time'
  /** Both ends inclusive. */
  regions: readonly { from: number; to: number; label: string }[]
  markers: readonly { at: number; label: string }[]
}

/** Where to start; everything can be changed afterwards. */
export interface SampleSuggestion {
  selection: Pick<Selection, 'split' | 'columns' | 'standardise' | 'timeColumn'>
  /** Id of a detector of the registry, which this folder does not know. */
  detector: string
  /** Only those that differ from the detector's defaults. */
  params: Readonly<Record<string, number | string | boolean>>
}

export const bundledSamples: readonly BundledSample[] = [
  {
    id: 'digits',
    name: 'Handwritten digits',
    description:
      'Images of 8 × 8 pixels: the reference holds digits 0 to 4; in the stream, digits 5 to 9 begin at row 451.',
    files: [
      {
        role: 'reference',
        fileName: 'digits-reference.csv',
        path: 'samples/digits-reference.csv',
        digest: 'f07c1d92329344f2c26bf43188be49a0d15ffbc9150ec0419643013a59f43095',
        bytes: 65_815,
        rows: 451,
        columns: 64,
      },
      {
        role: 'test',
        fileName: 'digits-stream.csv',
        path: 'samples/digits-stream.csv',
        digest: '6b2a3b26ab32c6a14ed8a159e52b53eae740e5c5c0d20ff64f5dbd0976ffa397',
        bytes: 195_943,
        rows: 1346,
        columns: 64,
      },
    ],
    source: {
      text: 'E. Alpaydin and C. Kaynak (1998). Optical Recognition of Handwritten Digits. UCI Machine Learning Repository. Test set, as carried by scikit-learn 1.9.1.',
      url: 'https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits',
      doi: '10.24432/C50P49',
    },
    licence: {
      name: 'CC BY 4.0',
      url: 'https://creativecommons.org/licenses/by/4.0/',
      note: 'As the UCI Machine Learning Repository lists this data set. Changed here: rows reordered and split by digit, a header added, the labels left out.',
    },
    units: { '*': 'inked pixels per block (0–16)' },
    notes: [
      'Rows are dealt by a hash of their line number, not in the order of the source, where neighbours tend to come from the same writer: so the only change is where 5 to 9 begin.',
      'The label is in neither file, so it cannot be compared by mistake.',
    ],
    annotations: {
      axis: 'row',
      regions: [{ from: 1, to: 450, label: 'digits 0 to 4, as in the reference' }],
      markers: [{ at: 451, label: 'digits 5 to 9 begin' }],
    },
    suggestion: {
      // All columns have the same unit; dividing by the deviation would only inflate pixels that are rarely inked.
      selection: { split: null, columns: null, standardise: false, timeColumn: null },
      detector: 'mmd',
      params: {},
    },
  },
  {
    id: 'digits-predictions',
    name: 'Digits: a classifier’s errors',
    description:
      'Odd or even, as a classifier says that has seen digits 0 to 4 alone: where 5 to 9 begin, at row 451, its error rate rises from 4 % to 34 %.',
    files: [
      {
        role: 'both',
        fileName: 'digits-predictions.csv',
        path: 'samples/digits-predictions.csv',
        digest: 'ecd2f78be7c87a0d632fc433647d99e1d879c532a76fe32a9f4de881e0a54c2f',
        bytes: 8098,
        rows: 1346,
        columns: 3,
      },
    ],
    source: {
      text: 'Computed here from: E. Alpaydin and C. Kaynak (1998). Optical Recognition of Handwritten Digits. UCI Machine Learning Repository. Test set, as carried by scikit-learn 1.9.1.',
      url: 'https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits',
      doi: '10.24432/C50P49',
    },
    licence: {
      name: 'CC BY 4.0',
      url: 'https://creativecommons.org/licenses/by/4.0/',
      note: 'As the UCI Machine Learning Repository lists the data set of digits. Changed here: rows reordered, images left out, labels turned into odd (1) or even (0), and a classifier’s predictions and errors added.',
    },
    units: {},
    notes: [
      'The classifier is real and simple: an image is taken for the digit (0 to 4) whose mean image is nearest, learned from the 451 images of digits-reference.csv. It is asked about the images of digits-stream.csv, in their order, and learns nothing from them: 18 of 450 answers are wrong before row 451, 308 of 896 after.',
      'Its first error is in row 68. DDM with its own warm-up of 30 rows has seen none by then and takes it for a change, so a warm-up of 150 rows is suggested.',
      'From row 451 on rows are in random order, so nothing changes any more and a later alarm is a false one. Several detectors raise one near row 710, where by chance the error rate goes from 27 % to 37 %.',
      'A classifier that is asked about digits it never saw is wrong at once: in practice error rates often rise more slowly.',
    ],
    annotations: {
      axis: 'row',
      regions: [{ from: 1, to: 450, label: 'digits 0 to 4, as in training' }],
      markers: [{ at: 451, label: 'digits 5 to 9 begin' }],
    },
    suggestion: {
      // The whole file is one stream; errors are 0 and 1 only while they are not standardised.
      selection: { split: null, columns: ['error'], standardise: false, timeColumn: null },
      detector: 'ddm',
      params: { minInstances: 150 },
    },
  },
  {
    id: 'nile',
    name: 'Flow of the Nile, 1871–1970',
    description: 'One hundred yearly volumes of the Nile at Aswan, with an apparent changepoint near 1898.',
    files: [
      {
        role: 'both',
        fileName: 'nile.csv',
        path: 'samples/nile.csv',
        digest: '88e97bea7249e5832a85e41aec6ce4b8f7b1b14aae930c8363da7f193286b598',
        bytes: 942,
        rows: 100,
        columns: 2,
      },
    ],
    source: {
      text: 'G. W. Cobb (1978). The problem of the Nile: conditional solution to a changepoint problem. Biometrika 65, 243–251. As carried by statsmodels 0.15.0.',
      url: 'https://www.statsmodels.org/stable/datasets/generated/nile.html',
      doi: '10.2307/2335202',
    },
    licence: {
      name: 'Public domain',
      url: null,
      note: 'statsmodels says of this data set, apart from its own licence: “This is public domain.” Who released it is not stated by the source.',
    },
    units: { volume: '10⁸ m³ per year' },
    notes: [
      'The first 14 years are the reference and the next 14 open the stream, so that the change of 1898 lies inside it. Page-Hinkley learns the mean from the stream itself and does not use the reference.',
    ],
    annotations: {
      axis: 'time',
      regions: [],
      markers: [{ at: 1898, label: 'the level drops (Cobb 1978)' }],
    },
    suggestion: {
      selection: {
        split: { by: 'rows', reference: { first: 1, last: 14 }, test: { first: 15, last: 100 } },
        columns: ['volume'],
        // The threshold and δ of Page-Hinkley are in 10⁸ m³ only while the values are.
        standardise: false,
        timeColumn: 'year',
      },
      detector: 'page-hinkley',
      // The years 1871 to 1898 have a standard deviation of 135: δ is half of it, the threshold five times it.
      params: { threshold: 675, delta: 67.5, minInstances: 14 },
    },
  },
  {
    id: 'seattle-weather',
    name: 'Seattle weather, 2012–2015',
    description:
      'Daily weather in Seattle: 2012 and 2013 are the reference, 2014 and 2015 the stream, which is warmer.',
    files: [
      {
        role: 'both',
        fileName: 'seattle-weather.csv',
        path: 'samples/seattle-weather.csv',
        digest: '0845078a290b48e3149ab8639966824110a251db4e06fc144c06ebb534af23be',
        bytes: 48_219,
        rows: 1461,
        columns: 6,
      },
    ],
    source: {
      text: 'NOAA National Climatic Data Center, daily records; transformed by vega-datasets 3.2.1.',
      url: 'https://www.ncdc.noaa.gov/cdo-web/datatools/records',
    },
    licence: {
      name: 'U.S. Government Dataset',
      url: 'https://www.usa.gov/government-works',
      note: 'As vega-datasets lists this file, apart from its own licence; it calls its listing “a starting point rather than definitive guidance”. NOAA’s own terms are not stated by the source.',
    },
    units: { precipitation: 'mm', temp_max: '°C', temp_min: '°C', wind: 'm/s' },
    notes: [
      'Each day resembles the day before, while the tests take rows as independent: p-values are smaller than they should be.',
      'Both parts are whole years. A window shorter than a year shows the seasons as drift.',
      'vega-datasets calls the unit of wind km/h; the script that made the file divides NOAA’s tenths of m/s by ten.',
    ],
    annotations: { axis: 'time', regions: [], markers: [] },
    suggestion: {
      selection: {
        // Row 731 is 31 December 2013.
        split: { by: 'rows', reference: { first: 1, last: 731 }, test: { first: 732, last: 1461 } },
        columns: ['precipitation', 'temp_max', 'temp_min', 'wind'],
        // Four units in one distance: KS does not care, MMD does.
        standardise: true,
        timeColumn: 'date',
      },
      detector: 'ks',
      params: {},
    },
  },
]

/** The bundled sample of this id, or null: ids come from URLs, which may be older or newer than this build. */
export function bundledSampleById(id: string): BundledSample | null {
  return bundledSamples.find((s) => s.id === id) ?? null
}

/** The sample that holds the file with this digest, or null: its source, licence and annotations belong to that data. */
export function bundledSampleOf(digest: string): BundledSample | null {
  return bundledSamples.find((s) => s.files.some((f) => f.digest === digest)) ?? null
}

/** The bundled file with this digest, or null: a link that names it needs no file from the person. */
export function bundledFile(digest: string): BundledFile | null {
  return bundledSampleOf(digest)?.files.find((f) => f.digest === digest) ?? null
}
