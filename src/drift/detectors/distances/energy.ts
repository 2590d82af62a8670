import { defineBatch } from '../../define'
import { defineParams } from '../../params'
import { decisionParams } from './distance-params'

const params = defineParams({
  ...decisionParams(0.1),
})

export const energy = defineBatch({
  id: 'energy',
  name: 'Energy',
  longName: 'Energy distance',
  family: 'data-drift',
  summary:
    'Which columns changed? Asks whether values of different samples lie further from each other than values of the same one; 0 only for equal distributions.',
  citation: {
    text: 'Székely & Rizzo (2013). Energy statistics: A class of statistics based on distances. Journal of Statistical Planning and Inference 143, 1249–1272.',
    doi: '10.1016/j.jspi.2013.03.018',
  },
  params,
  columns: 'many',
  accepts: 'numbers',
  promise: 'none',
  cost: { time: 'O((n + m) log(n + m)) and O(n + m) per permutation', memory: 'O(n + m)' },
  evolution: null,
  eachColumn: true,
})

export type EnergyParams = (typeof params)['defaults']
