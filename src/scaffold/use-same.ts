import { replaceEqualDeep } from '@tanstack/react-query'
import { useState } from 'react'

/**
 * The same object as before, as long as it says the same; and so do its parts. For what is made anew at every render
 * and stands in the dependencies of a memo or an effect. Plain data only: objects, arrays, texts and numbers.
 */
export function useSame<Value>(value: Value): Value {
  const [kept, keep] = useState(value)
  const same = replaceEqualDeep(kept, value)
  if (same !== kept) keep(same)
  return same
}
