import { expect, it } from 'vitest'
import { urlChoice, urlCodec, urlFlag, urlInterval, urlName, urlNames, urlNumber, urlText } from './url-codec'

interface Settings {
  search: string
  sort: 'name' | 'time'
  tags: readonly string[]
  run: string | null
  shown: boolean
  threshold: number | null
  view: readonly [number, number] | null
}

const codec = urlCodec<Settings>({
  search: urlText(),
  sort: urlChoice(['name', 'time']),
  tags: urlNames({ as: 'tag' }),
  run: urlName(),
  shown: urlFlag(true),
  threshold: urlNumber(),
  view: urlInterval(),
})
const read = (text: string) => codec.read(new URLSearchParams(text))

it('writes what differs from the fallbacks, in the order of the fields, and reads it back', () => {
  const settings: Settings = {
    search: 'a&b',
    sort: 'time',
    tags: ['x', 'y z'],
    run: '0',
    shown: false,
    threshold: -0.5,
    view: [1, 2.5],
  }
  const text = codec.write(settings).toString()
  expect(text).toBe('search=a%26b&sort=time&tag=x&tag=y+z&run=0&shown=no&threshold=-0.5&view=1..2.5')
  expect(read(text)).toEqual(settings)
  expect(codec.write(codec.empty).toString()).toBe('')
})

it('lets each field fall back by itself, and drops what it does not know', () => {
  const text = 'sort=up&tag=&tag=x&tag=x&run=&shown=maybe&threshold=much&view=2..1&other=1&search=q'
  expect(read(text)).toEqual({ ...codec.empty, tags: ['x'], search: 'q' })
  expect(codec.write(read(text)).toString()).toBe('search=q&tag=x')
})

it('cuts a long text, and passes over a long name', () => {
  const long = 'x'.repeat(3000)
  expect(read(`search=${long}&run=${long}&tag=${long}`)).toEqual({ ...codec.empty, search: 'x'.repeat(500) })
})

it('cuts a text off where its field says so', () => {
  const [short, long] = [urlText(), urlText({ most: 2000 })]
  const query = new URLSearchParams({ text: 'x'.repeat(900) })
  expect(short.read(query, 'text')).toHaveLength(500)
  expect(long.read(query, 'text')).toHaveLength(900)
})

it('a choice is a step that Back takes back; what is typed or dragged, and what changes nothing, is none', () => {
  const from = (change: Partial<Settings>) => codec.isStep(codec.empty, { ...codec.empty, ...change })
  expect(from({ sort: 'time' })).toBe(true)
  expect(from({ tags: ['x'] })).toBe(true)
  expect(from({ shown: false, search: 'a' })).toBe(true)
  expect(from({ search: 'a', threshold: 2, view: [1, 2] })).toBe(false)
  expect(from({ tags: [], sort: 'name' })).toBe(false)
})
