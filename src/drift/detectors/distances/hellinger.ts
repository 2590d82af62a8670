import { defineBatch } from '../../define'
import { defineParams } from '../../params'
import { profileParam } from '../common-params'
import { binningParam, binsParam, decisionParams } from './distance-params'

const params = defineParams({
  bins: binsParam,
  binning: binningParam('equal'),
  ...decisionParams(0.1),
  profile: profileParam('evidently'),
})

export const hellinger = defineBatch({
  id: 'hellinger',
  name: 'Hellinger',
  longName: 'Hellinger distance',
  family: 'data-drift',
  summary:
    'Which columns changed their distribution? Compares the square roots of the shares in each cell of a histogram: 0 for the same, 1 for no overlap.',
  citation: {
    text: 'Hellinger (1909). Neue Begründung der Theorie quadratischer Formen von unendlichvielen Veränderlichen. Journal für die reine und angewandte Mathematik 136, 210–271.',
    doi: '10.1515/crll.1909.136.210',
  },
  params,
  columns: 'many',
  accepts: 'both',
  promise: 'none',
  cost: { time: 'O(n + m) and O(k) per permutation (k cells)', memory: 'O(n + m)' },
  evolution: null,
  eachColumn: true,
})

export type HellingerParams = (typeof params)['defaults']
