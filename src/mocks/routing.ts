/** A path of a contract that answers a request's path, and what its parameters hold, decoded. */
export interface Match<T> {
  route: T
  params: Record<string, string>
}

interface Routed {
  /** "/experiment/:experiment/drift": each `:name` is one segment; "/job/:job+": as often as "/job/" comes. */
  path: string
}

type Segment = { literal: string } | { name: string }

/**
 * All routes whose path is this one, those with fewer parameters first. A path is cut into segments before anything is
 * decoded: `feature%2Fx` is one segment, and the parameter "feature/x". An empty segment (`//`, a slash at the end) is
 * a segment like any other, and no parameter is empty.
 * @param path as it was sent: still encoded, without its query
 * @param parameter what a decoded parameter must be as a whole
 */
export function matchRoutes<T extends Routed>(
  routes: readonly T[],
  path: string,
  parameter: RegExp = /[^]+/,
): Match<T>[] {
  const sent = path.split('/').map(decodeSegment)
  const whole = new RegExp(`^(?:${parameter.source})$`, parameter.flags)
  return routes
    .map((route) => ({ route, segments: segmentsOf(route.path, sent) }))
    .flatMap(({ route, segments }) => {
      const params = paramsOf(segments, sent, whole)
      return params ? [{ route, params }] : []
    })
    .toSorted((a, b) => Object.keys(a.params).length - Object.keys(b.params).length)
}

function paramsOf(
  segments: readonly Segment[],
  sent: readonly string[],
  whole: RegExp,
): Record<string, string> | null {
  if (segments.length !== sent.length) return null
  const params: Record<string, string> = {}
  for (const [i, segment] of segments.entries()) {
    const text = sent[i] ?? ''
    if ('literal' in segment) {
      if (segment.literal !== text) return null
    } else {
      if (!whole.test(text)) return null
      const before = params[segment.name]
      params[segment.name] = before === undefined ? text : `${before}/${text}`
    }
  }
  return params
}

/** A repeated pair ("/job/:job+") is there as often as the path that was sent has its word in a row. */
function segmentsOf(path: string, sent: readonly string[]): Segment[] {
  const segments: Segment[] = []
  for (const text of path.split('/')) {
    if (!text.startsWith(':')) segments.push({ literal: text })
    else if (!text.endsWith('+')) segments.push({ name: text.slice(1) })
    else {
      const segment = { name: text.slice(1, -1) }
      const before = segments.at(-1)
      segments.push(segment)
      if (before && 'literal' in before)
        while (sent[segments.length] === before.literal) segments.push(before, segment)
    }
  }
  return segments
}

/** What is no percent-encoding of UTF-8 stays as it is. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
