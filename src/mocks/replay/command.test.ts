import { expect, test } from 'vitest'
import { countedWorld } from '../counted-world'
import { memoryJournal } from '../journal'
import { mockOf } from '../registry'
import { plainRequest, textOf } from '../request'
import { readReplayArguments, replayFiles } from './command'

const samples = import.meta.glob<string>('~/api/drift-watch/samples/*.json', {
  eager: true,
  query: '?raw',
  import: 'default',
})
const files = Object.entries(samples).map(([path, text]) => ({ name: path.split('/').at(-1) ?? path, text }))

const options = { backend: 'drift-watch', parseOnly: false, profile: null }

/** The file whose name begins so, with its text changed. */
function changed(start: string, change: (text: string) => string) {
  return files.map((file) => (file.name.startsWith(start) ? { ...file, text: change(file.text) } : file))
}

test('every recorded exchange of the real server is answered alike', async () => {
  const { lines, differing } = await replayFiles(options, files)
  expect(differing).toBe(0)
  expect(lines).toHaveLength(files.length + 1)
  expect(lines[0]).toBe('     ok  01-experiments-public-page-1.json  searchExperiments 200')
  expect(lines.at(-1)).toBe('17 of 17 are answered alike by the mock.')
})

test.each([
  [
    'another status',
    changed('11', (text) => text.replace('"status": 401', '"status": 403')),
    'differs  11-user-self-no-token-401.json  self 403: status 403, and 401 in the mock',
  ],
  [
    'a header that is read',
    changed('11', (text) => text.replace('"application/json"', '"text/html"')),
    'differs  11-user-self-no-token-401.json  self 401: content-type is "text/html", and "application/json" in the mock',
  ],
  [
    'a header that holds JSON',
    changed('02', (text) => text.replace('"first_page"', '"page_one"')),
    'differs  02-experiments-mine.json  searchExperiments 200: x-pagination: page_one is number, and absent in the mock; x-pagination: first_page is absent, and number in the mock',
  ],
  [
    'a member of a refusal',
    changed('11', (text) => text.replace('"message":', '"reason":')),
    'differs  11-user-self-no-token-401.json  self 401: reason is string, and absent in the mock; message is absent, and string in the mock',
  ],
  [
    'an answer that the contract does not read',
    changed('09', (text) => text.replace('"email":', '"mail":')),
    'differs  09-user-self.json  self 200: as recorded: The answer of GET /user/self cannot be read at email: Invalid key: Expected "email" but received undefined',
  ],
  [
    'a row that the contract does not read',
    changed('02', (text) => text.replace('"public": true', '"public": "yes"')),
    /^differs {2}02-experiments-mine\.json  searchExperiments 200: as recorded: A row cannot be read at \d+: public: Invalid type: Expected boolean/,
  ],
  [
    'an address that the contract does not have',
    changed('11', (text) => text.replace('/user/self', '/user/me/too')),
    'differs  11-user-self-no-token-401.json  GET /user/me/too 401: no endpoint of the contract has this address',
  ],
  [
    'what is no exchange',
    [...files, { name: '18.json', text: '[]' }],
    'differs  18.json  no recorded exchange: it holds no request with its answer',
  ],
  [
    'what is no JSON',
    [...files, { name: '18.json', text: '{' }],
    'differs  18.json  no recorded exchange: it is not JSON',
  ],
])('one line says how it differs: %s', async (_, given, line) => {
  const { lines, differing } = await replayFiles(options, given)
  expect(differing).toBe(1)
  expect(lines.find((text) => text.startsWith('differs'))).toMatch(line)
})

test('with --parse the contract alone is asked, and an unknown address is no difference', async () => {
  const given = changed('11', (text) => text.replace('/user/self', '/user/me/too')).map((file) =>
    file.name.startsWith('09') ? { ...file, text: file.text.replace('"email":', '"mail":') } : file,
  )
  const { lines, differing } = await replayFiles({ ...options, parseOnly: true }, given)
  expect(differing).toBe(1)
  expect(lines.filter((line) => line.startsWith('differs'))).toEqual([
    expect.stringMatching(/09-user-self\.json .* cannot be read at email/),
  ])
  expect(lines).toContain(
    '     ok  11-user-self-no-token-401.json  GET /user/me/too 401: no endpoint of the contract has this address',
  )
  expect(lines.at(-1)).toBe('16 of 17 are read by the contract.')
})

test.each([
  ['jenkins', ['/whoAmI/api/json', '/api/json?tree=jobs[name,url]']],
  ['sign-up', ['/user/me', '/experiment']],
])('a backend without recordings of its own is replayed in its first state: %s', async (backend, targets) => {
  const mock = mockOf(backend)
  const { server } = mock.start({ ...countedWorld(), profile: null }, memoryJournal())
  const recorded = await Promise.all(
    targets.map(async (path, i) => {
      const { reply } = await server(plainRequest('GET', path, {}))
      const { status, headers } = reply
      const text = textOf(reply)
      const isJson = headers['content-type']?.includes('json')
      const answer = isJson ? { body: JSON.parse(text) as unknown } : { text }
      return {
        name: `0${i}.json`,
        text: JSON.stringify({ request: { method: 'GET', path }, status, headers, ...answer }),
      }
    }),
  )
  const all = { backend, parseOnly: false, profile: null }
  expect(await replayFiles(all, recorded)).toMatchObject({ differing: 0 })
  const [first, ...others] = recorded
  const refused = { name: first!.name, text: first!.text.replace(/"status":\d+/, '"status":418') }
  const { lines, differing } = await replayFiles(all, [refused, ...others])
  expect(differing).toBe(1)
  expect(lines[0]).toMatch(/^differs {2}00\.json .*status 418, and \d+ in the mock/)
})

test('arguments', () => {
  expect(readReplayArguments(['drift-watch', 'a b', '--parse'])).toEqual({
    backend: 'drift-watch',
    folder: 'a b',
    parseOnly: true,
    profile: null,
  })
})

test.each([
  [[], 'Use: npm run replay'],
  [['drift-watch'], 'Use: npm run replay'],
  [['drift-watch', 'a', 'b'], 'Use: npm run replay'],
  [['drift-watch', 'a', '--profile'], 'Use: npm run replay'],
  [['drift-watch', 'a', '--quick'], '--quick is no option.'],
  [['made-up', 'a'], 'No backend is called "made-up".'],
  [['drift-watch', 'a', '--profile', '2'], 'The mock of drift-watch imitates one version only'],
])('arguments are refused with a sentence: %j', (given, sentence) => {
  expect(() => readReplayArguments(given)).toThrow(sentence)
})
