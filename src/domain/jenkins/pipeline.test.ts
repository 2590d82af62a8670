import { cpuMs } from '~/lib/cpu-ms.test-support'
import { expect, test } from 'vitest'
import { plainLog } from './log-text'
import {
  type Folder,
  type Pipeline,
  type PipelineFilter,
  pipelinesOf,
  stateOfColour,
  treeLines,
  readableNames,
} from './pipeline'

const pipeline = (fullName: string, more: Partial<Pipeline> = {}): Pipeline => ({
  kind: 'pipeline',
  fullName,
  name: readableNames(fullName).at(-1)!,
  state: 'success',
  isBuilding: false,
  builds: [],
  ...more,
})
const folder = (fullName: string, children: Folder['children']): Folder => ({
  kind: 'folder',
  fullName,
  name: fullName.split('/').at(-1)!,
  isClosed: false,
  children,
})
const tree = [
  folder('org', [
    folder('org/app', [
      pipeline('org/app/main', { state: 'failed' }),
      pipeline('org/app/feature%2Fx', { isBuilding: true }),
    ]),
    folder('org/empty', []),
  ]),
  pipeline('nightly'),
]
const listed = (filter: Partial<PipelineFilter> = {}, closed: string[] = []) =>
  treeLines(tree, { search: '', state: 'all', favourites: new Set(), ...filter }, new Set(closed)).map(
    ({ item, level }) => `${'  '.repeat(level)}${item.name}`,
  )

test('folders stand above what is in them, and fold', () => {
  expect(listed()).toEqual(['org', '  app', '    main', '    feature/x', '  empty', 'nightly'])
  expect(listed({}, ['org/app'])).toEqual(['org', '  app', '  empty', 'nightly'])
})

test('a search finds names, branches as they are read, and all that a folder holds', () => {
  expect(listed({ search: 'Feature/' })).toEqual(['org', '  app', '    feature/x'])
  expect(listed({ search: 'app' })).toEqual(['org', '  app', '    main', '    feature/x'])
  expect(listed({ search: 'nothing' })).toEqual([])
})

test('states and favourites narrow the list', () => {
  expect(listed({ state: 'failed' })).toEqual(['org', '  app', '    main'])
  expect(listed({ state: 'building' })).toEqual(['org', '  app', '    feature/x'])
  expect(listed({ state: 'favourite', favourites: new Set(['nightly']) })).toEqual(['nightly'])
  expect(pipelinesOf(tree)).toHaveLength(3)
})

test('the balls of Jenkins are states', () => {
  expect(stateOfColour('blue_anime')).toEqual({ state: 'success', isBuilding: true })
  expect(stateOfColour('notbuilt')).toEqual({ state: 'never built', isBuilding: false })
  expect(stateOfColour('pink')).toEqual({ state: 'unknown', isBuilding: false })
  expect(stateOfColour(null)).toEqual({ state: 'unknown', isBuilding: false })
})

test('names that are no encoding stay as they are', () => {
  expect(readableNames('a/feature%2Fx/100%')).toEqual(['a', 'feature/x', '100%'])
})

test('a log is text: no mark of it is left, entities are read once', () => {
  expect(
    plainLog(
      '+ make\r\n<b style="x">ERROR</b>: &lt;script&gt; &amp;lt; &#39;&#x41; &bogus; \u001B[31mred\u0007',
    ),
  ).toBe("+ make\nERROR: <script> &lt; 'A &bogus; red")
  expect(plainLog('&#0;&#1114112;')).toBe('&#0;&#1114112;')
  expect(plainLog(`<a href="${'x'.repeat(300_000)}`).length).toBeLessThanOrEqual(200_000)
})

test('a log that opens 200,000 marks is read at once, and what is no mark stays', () => {
  expect(cpuMs(() => plainLog('<'.repeat(200_000)))).toBeLessThan(1000)
  expect(plainLog('1 &lt; 2, 3 < 4 <b>5</b>')).toBe('1 < 2, 3 < 4 5')
})

test('a word that every object has is no colour and no character', () => {
  expect(stateOfColour('constructor').state).toBe('unknown')
  expect(stateOfColour('__proto__').state).toBe('unknown')
  expect(plainLog('&constructor; &amp;')).toBe('&constructor; &')
})
