import { type PlainRequest, type Reply } from './request'

/**
 * Bytes as a file server hands them out: the part that `Range` asks for (206), all of them where it asks for nothing or
 * for several parts (200), and 416 where the part begins behind the end. Source: RFC 9110, section 14.
 */
export function rangeReply(
  { headers }: Pick<PlainRequest, 'headers'>,
  bytes: Uint8Array<ArrayBuffer>,
  more: Reply['headers'],
): Reply {
  const whole = { status: 200, headers: { ...more, 'accept-ranges': 'bytes' }, body: bytes }
  const asked = /^bytes=(\d*)-(\d*)$/.exec(headers.get('range') ?? '')
  if (!asked || (asked[1] === '' && asked[2] === '')) return whole
  const [, first = '', last = ''] = asked
  const from = first === '' ? Math.max(0, bytes.length - Number(last)) : Number(first)
  const to = first === '' || last === '' ? bytes.length - 1 : Math.min(Number(last), bytes.length - 1)
  // A last byte before the first says nothing: the header counts as not sent.
  if (first !== '' && last !== '' && Number(last) < from) return whole
  if (from >= bytes.length)
    return { status: 416, headers: { 'content-range': `bytes */${bytes.length}` }, body: '' }
  return {
    status: 206,
    headers: { ...whole.headers, 'content-range': `bytes ${from}-${to}/${bytes.length}` },
    body: bytes.slice(from, to + 1),
  }
}
