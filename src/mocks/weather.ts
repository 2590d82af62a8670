import type { PlainRequest, Reply } from './request'
import type { Server } from './server'

export interface Weather {
  /** Milliseconds before the n-th answer. */
  delayMs: (n: number) => number
  /** What something before the server (a proxy) answers in its place; null: the server answers. */
  storm: (request: PlainRequest) => Reply | null
}

/** The same waits for the same seed, 15 to 60 ms: as long as a server nearby takes. */
export function seededDelay(seed: number): Weather['delayMs'] {
  return (n) => {
    // One round of a 32-bit mixer (Murmur3's finaliser) is enough to look irregular.
    let x = Math.imul(seed + n, 0x9e3779b1)
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
    x ^= x >>> 13
    return 15 + ((x >>> 0) % 46)
  }
}

/** The page that nginx sends where what is behind it does not answer. */
export const BAD_GATEWAY: Reply = {
  status: 502,
  headers: { 'content-type': 'text/html' },
  body: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
}

/** @param sleep resolves after that many milliseconds */
export function withWeather(
  server: Server,
  weather: Weather,
  sleep: (ms: number) => Promise<void> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
): Server {
  let count = 0
  return async (request) => {
    const ms = weather.delayMs(count++)
    if (ms > 0) await sleep(ms)
    const reply = weather.storm(request)
    return reply ? { reply, wrote: false } : server(request)
  }
}
