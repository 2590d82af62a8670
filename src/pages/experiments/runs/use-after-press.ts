import { useEffect, useRef } from 'react'

/**
 * Does something at once, or where a pointer is pressed, once it was let go: what a field shows when it is left moves
 * what is below, and a button that moves under the pointer between its press and its release is not pressed.
 */
export function useAfterPress(): (act: () => void) => void {
  const isPressed = useRef(false)
  const waiting = useRef<(() => void) | null>(null)
  useEffect(() => {
    const onDown = () => {
      isPressed.current = true
    }
    const onUp = () => {
      isPressed.current = false
      // The click comes after it, in the same task.
      setTimeout(() => {
        waiting.current?.()
        waiting.current = null
      })
    }
    window.addEventListener('pointerdown', onDown, true)
    window.addEventListener('pointerup', onUp, true)
    window.addEventListener('pointercancel', onUp, true)
    return () => {
      window.removeEventListener('pointerdown', onDown, true)
      window.removeEventListener('pointerup', onUp, true)
      window.removeEventListener('pointercancel', onUp, true)
    }
  }, [])
  return (act) => {
    if (isPressed.current) waiting.current = act
    else act()
  }
}
