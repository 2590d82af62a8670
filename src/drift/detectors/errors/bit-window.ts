/** The last answers of a classifier: 1 where it was right. Plain data, O(1) a row, one byte an answer. */
export interface BitWindow {
  /** A ring as long as the window. */
  bits: Uint8Array
  /** Where the next answer goes. */
  next: number
  /** Answers so far, at most the window's length. */
  count: number
  /** Right answers in it. */
  ones: number
}

export function bitWindow(length: number): BitWindow {
  return { bits: new Uint8Array(length), next: 0, count: 0, ones: 0 }
}

/** Puts the newest answer in and the oldest out, where the window is full. */
export function push(window: BitWindow, bit: number): void {
  const { bits, next } = window
  if (window.count === bits.length) window.ones -= bits[next]!
  else window.count++
  bits[next] = bit
  window.ones += bit
  window.next = next + 1 === bits.length ? 0 : next + 1
}

/** The answer that came `ago` answers before the newest; 0 is the newest. Less than `count`. */
export function recent({ bits, next }: BitWindow, ago: number): number {
  const at = next - 1 - ago
  return bits[at < 0 ? at + bits.length : at]!
}
