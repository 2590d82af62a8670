import { resultBits } from './bits'

resultBits().then(
  (bits) => postMessage({ bits }),
  (error: unknown) => postMessage({ error: String(error) }),
)
