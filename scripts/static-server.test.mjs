import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serveFolder } from './static-server.mjs'

/** @type {string} */
let home
/** @type {Awaited<ReturnType<typeof serveFolder>>} */
let server

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'tidemark-server-'))
  mkdirSync(join(home, 'dist', 'assets'), { recursive: true })
  mkdirSync(join(home, 'dist', '.vite'))
  writeFileSync(join(home, 'secret.txt'), 'secret')
  writeFileSync(join(home, 'dist', 'index.html'), '<!doctype html><title>Tidemark</title>')
  writeFileSync(join(home, 'dist', '.vite', 'manifest.json'), '{}')
  for (const name of ['a-1.js', 'b-2.wasm', 'c.parquet', 'd.npy', 'e.csv', 'f g.css']) {
    writeFileSync(join(home, 'dist', 'assets', name), 'x')
  }
  symlinkSync(join(home, 'secret.txt'), join(home, 'dist', 'link.txt'))
  server = await serveFolder({ folder: join(home, 'dist'), port: 0 })
})

afterAll(async () => {
  await server.close()
  rmSync(home, { recursive: true })
})

/**
 * The path exactly as written: fetch() would tidy `..` away before it is sent.
 * @param {string} path
 * @param {{ method?: string, headers?: Record<string, string> }} [options]
 * @returns {Promise<{ status: number | undefined, headers: import('node:http').IncomingHttpHeaders, body: string }>}
 */
function ask(path, options = {}) {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: server.port, path, ...options }, (answer) => {
      let body = ''
      answer.setEncoding('utf8')
      answer.on('data', (text) => {
        body += text
      })
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body }))
    })
    asked.once('error', reject)
    asked.end()
  })
}

describe('files', () => {
  test.for([
    ['/', 'text/html; charset=utf-8'],
    ['/index.html?x=1', 'text/html; charset=utf-8'],
    ['/assets/a-1.js', 'text/javascript; charset=utf-8'],
    ['/assets/b-2.wasm', 'application/wasm'],
    ['/assets/c.parquet', 'application/vnd.apache.parquet'],
    ['/assets/d.npy', 'application/octet-stream'],
    ['/assets/e.csv', 'text/csv; charset=utf-8'],
    ['/assets/f%20g.css', 'text/css; charset=utf-8'],
  ])('%s is %s', async ([path = '', type = '']) => {
    const { status, headers } = await ask(path)
    expect(status).toBe(200)
    expect(headers['content-type']).toBe(type)
    expect(headers['content-security-policy']).toContain("default-src 'self'")
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  test('hashed names are kept for ever, the page is asked for again', async () => {
    expect((await ask('/assets/a-1.js')).headers['cache-control']).toContain('immutable')
    const page = await ask('/')
    expect(page.headers['cache-control']).toBe('no-cache')
    const again = await ask('/', { headers: { 'if-none-match': page.headers.etag ?? '' } })
    expect(again).toMatchObject({ status: 304, body: '' })
  })

  test('HEAD has no body, and nothing is written', async () => {
    expect(await ask('/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' })
    expect((await ask('/', { method: 'POST' })).status).toBe(405)
  })

  test.for(['GET', 'POST'])('%s of a server of the demo is misdirected here', async (method) => {
    const { status, body } = await ask('/backends/mlflow/version', { method })
    expect(status).toBe(421)
    expect(body).toContain('in the page')
  })

  test.for([
    '/none.html',
    '/assets',
    '/assets/',
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%5c..%5c..%5csecret.txt',
    '//etc/passwd',
    '/link.txt',
    '/.vite/manifest.json',
    '/%00',
    '/%zz',
  ])('%s is not found', async (path) => {
    const { status, body } = await ask(path)
    expect(status).toBe(404)
    expect(body).not.toContain('secret')
  })
})

describe('ports', () => {
  test('a taken port leads to the next one, on either loopback', async () => {
    for (const host of ['127.0.0.1', '::1']) {
      const other = createServer()
      await new Promise((resolve) => {
        other.once('error', resolve)
        other.listen({ port: 0, host, ipv6Only: true }, () => resolve(null))
      })
      const address = other.address()
      // A machine without IPv6 has one loopback less.
      if (address === null || typeof address === 'string') continue
      const second = await serveFolder({ folder: join(home, 'dist'), port: address.port })
      expect(second.port).toBeGreaterThan(address.port)
      await expect(serveFolder({ folder: join(home, 'dist'), port: address.port, tries: 1 })).rejects.toThrow(
        'all taken',
      )
      await second.close()
      await new Promise((resolve) => other.close(resolve))
    }
  })
})
