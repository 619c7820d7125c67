import { useEffect, useState } from "react"

type Loaded<T> = { value: T | undefined; error: unknown; set: (value: T) => void }

/** What is loaded when a part of the page appears. `load` must stay the same as long as what it loads. */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [value, setValue] = useState<T>()
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    let isShown = true
    load().then(
      (loaded) => isShown && setValue(loaded),
      (problem: unknown) => isShown && setError(problem),
    )
    return () => {
      isShown = false
    }
  }, [load])
  return { value, error, set: setValue }
}
