import { defineBatch } from '../../define'
import { choiceParam, defineParams } from '../../params'
import { profileParam } from '../common-params'
import { binningParam, binsParam, decisionParams } from './distance-params'

const params = defineParams(
  {
    bins: binsParam,
    binning: binningParam('equal'),
    cells: choiceParam({
      label: 'Columns',
      advanced: true,
      help: 'Each column by itself, or all of them in one histogram of as many dimensions: one histogram sees changes in the dependence, and needs very many rows.',
      options: [
        { value: 'each', label: 'Each by itself' },
        { value: 'joint', label: 'All in one histogram' },
      ],
      default: 'each',
    }),
    ...decisionParams(0.1),
    profile: profileParam('frouros', 'frouros-0.10'),
  },
  (p) =>
    p.cells === 'joint' && p.decision === 'threshold'
      ? 'One histogram of all columns is decided by a permutation test: set Decides by to Permutation test, or Columns to Each by itself.'
      : null,
  (p) =>
    p.cells === 'joint' && p.binning === 'quantile'
      ? 'One histogram of all columns has equally wide cells: set Cells lie to Equally wide, or Columns to Each by itself.'
      : null,
)

export const bhattacharyya = defineBatch({
  id: 'bhattacharyya',
  name: 'Bhattacharyya',
  longName: 'Bhattacharyya distance',
  family: 'data-drift',
  summary:
    'Which columns changed their distribution? The negative logarithm of the overlap of two histograms: 0 for the same, large where hardly any mass is shared.',
  citation: {
    text: 'Bhattacharyya (1946). On a measure of divergence between two multinomial populations. Sankhyā 7, 401–406; as a distance of distributions: Kailath (1967). The Divergence and Bhattacharyya Distance Measures in Signal Selection. IEEE Transactions on Communication Technology 15, 52–60.',
    doi: '10.1109/TCOM.1967.1089532',
  },
  params,
  columns: 'many',
  accepts: 'both',
  promise: 'none',
  cost: { time: 'O(n + m) and O(k) per permutation (k cells)', memory: 'O(n + m)' },
  evolution: null,
  eachColumn: true,
})

export type BhattacharyyaParams = (typeof params)['defaults']
