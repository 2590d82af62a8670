import type { Method } from '../methods'

export const method: Method = {
  asks: 'To be written by the owner of this detector: what it asks, in a sentence or two.',
  formula: ['–'],
  chart: 'To be written by the owner of this detector.',
  pitfalls: ['To be written by the owner of this detector.'],
  firstAlarm: 'to be written',
  differences: [],
  python: null,
  tryIt: null,
}
