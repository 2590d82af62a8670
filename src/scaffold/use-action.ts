import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { explain } from '~/lib/explain'
import { renewAfterRefusal } from '~/queries/session'
import { setSignInWanted } from '~/stores/sign-in-wanted'
import { toast } from '~/stores/toasts'
import { serverToSignIn } from './server-to-sign-in'

export interface ActionOptions<Input, Output> {
  /**
   * Where a failure is told: `here`, then the caller shows `failure`, by `<Problem error={failure} />` or at its field;
   * or in a toast with this title, for what has no place of its own (it offers to try again, or
   * to sign in first).
   */
  failure: 'here' | { toast: string }
  /** After it succeeded, also where its place has been left meanwhile. */
  onDone?: (output: Output, input: Input) => void
}

export interface Action<Input> {
  /** Starts it; while it is under way, nothing happens. */
  run: (input: Input) => void
  busy: boolean
  /** What it threw last; null before, and while it is tried again. */
  failure: Error | null
  /** Takes the failure off the screen. */
  dismiss: () => void
}

/**
 * Something that a person does and that may fail: it changes a server, or waits for one.
 * @param act throws for `explain`
 */
export function useAction<Input = void, Output = void>(
  act: (input: Input, client: QueryClient) => Promise<Output>,
  { failure, onDone }: ActionOptions<Input, Output>,
): Action<Input> {
  const client = useQueryClient()
  // Two presses may come before the next render.
  const underWay = useRef(false)
  const { mutate, isPending, error, reset } = useMutation<Output, Error, Input>({
    mutationFn: (input) => act(input, client),
    onSuccess: (output, input) => onDone?.(output, input),
    onSettled: () => {
      underWay.current = false
    },
    onError: (thrown, input) => {
      renewAfterRefusal(client, thrown)
      if (failure === 'here') return
      const { title, why, next } = explain(thrown)
      toast({
        tone: 'fail',
        title: failure.toast,
        text: [`${title}.`, why, next].filter(Boolean).join(' '),
        action:
          serverToSignIn(thrown) === null
            ? { label: 'Try again', run: () => start(input) }
            : {
                label: 'Sign in',
                run: () => setSignInWanted({ error: thrown, again: () => start(input) }),
              },
      })
    },
  })
  const start = (input: Input) => {
    if (underWay.current) return
    underWay.current = true
    mutate(input)
  }
  return {
    run: start,
    busy: isPending,
    failure: isPending ? null : error,
    dismiss: reset,
  }
}
