import { cpuMs } from '~/lib/cpu-ms.test-support'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson, writeJson } from './json'

describe('parseJson', () => {
  test('bare NaN and infinities become null, text stays', () => {
    expect(parseJson('{"a":NaN,"b":-Infinity,"c":[Infinity,1],"NaN":"say \\"NaN\\", Infinity"}')).toEqual({
      ok: true,
      value: { a: null, b: null, c: [null, 1], NaN: 'say "NaN", Infinity' },
    })
  })

  test('what is no JSON says why', () => {
    expect(parseJson('<html>NaN</html>')).toMatchObject({ ok: false })
    expect(parseJson('')).toMatchObject({ ok: false })
    expect(parseJson('{"a":NaNa}')).toMatchObject({ ok: false })
  })

  test('an image of 3 MB beside a NaN', () => {
    const image = 'iVBORw0KGgo'.repeat(300_000)
    const parsed = parseJson(`[{"image":"${image}","distance":NaN}]`)
    expect(parsed.ok && (parsed.value as { image: string; distance: null }[])[0]).toEqual({
      image,
      distance: null,
    })
  })

  test('50,000 levels deep', () => {
    const deep = `${'{"a":'.repeat(50_000)}NaN${'}'.repeat(50_000)}`
    expect(parseJson(deep).ok).toBe(true)
  })

  test('whatever JSON.stringify writes is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify({ value, NaN: 'NaN' })
        expect(parseJson(text.replace(/\}$/, ',"n":NaN}'))).toEqual({
          ok: true,
          value: { ...(JSON.parse(text) as object), n: null },
        })
      }),
    )
  })
})

describe('writeJson', () => {
  test('numbers that no 8 bytes hold are written as decimal numbers', () => {
    expect(writeJson({ a: 1e20, b: -1e20, c: 2 ** 62, d: '100000000000000000000', e: 1e21, f: 0.1 })).toBe(
      '{"a":100000000000000000000.0,"b":-100000000000000000000.0,"c":4611686018427388000,"d":"100000000000000000000","e":1e+21,"f":0.1}',
    )
  })

  test('it always reads back as what it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(writeJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})

test('a cut-off answer full of escaped quotes is refused at once', () => {
  const text = `{"a": NaN, "b": "${'\\"'.repeat(100_000)}`
  expect(cpuMs(() => expect(parseJson(text).ok).toBe(false))).toBeLessThan(1000)
  expect(parseJson('{"a": NaN, "b": "x\\')).toMatchObject({ ok: false })
})
