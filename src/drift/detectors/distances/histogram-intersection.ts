import { defineBatch } from '../../define'
import { defineParams } from '../../params'
import { binningParam, binsParam, decisionParams } from './distance-params'

const params = defineParams({
  bins: binsParam,
  binning: binningParam('equal'),
  ...decisionParams(0.1),
})

export const histogramIntersection = defineBatch({
  id: 'histogram-intersection',
  name: 'Histogram intersection',
  longName: 'Histogram intersection, complement of',
  family: 'data-drift',
  summary:
    'Which columns changed their distribution? The share of rows that would have to move to another cell of the histogram to make the two samples look the same.',
  citation: {
    text: 'Swain & Ballard (1991). Color indexing. International Journal of Computer Vision 7, 11–32.',
    doi: '10.1007/BF00130487',
  },
  params,
  columns: 'many',
  accepts: 'both',
  promise: 'none',
  cost: { time: 'O(n + m) and O(k) per permutation (k cells)', memory: 'O(n + m)' },
  evolution: null,
  eachColumn: true,
})

export type HistogramIntersectionParams = (typeof params)['defaults']
