import { useCallback, useEffect, useState } from "react";

export type Loaded<T> =
  | { status: "loading"; data?: undefined; error?: undefined }
  | { status: "ready"; data: T; error?: undefined }
  /** The last attempt failed; `data` is what an earlier one brought, and it may be out of date. */
  | { status: "failed"; data?: T; error: unknown };

/**
 * Loads once, again on `reload`, and by itself when the browser comes back online. What was shown stays while it is loaded anew.
 * Small on purpose: the product page has no room for a query library.
 *
 * @param load must keep its identity while its inputs are the same
 * @param known what is there already: nothing is loaded until it is asked for
 */
export function useLoaded<T>(load: (signal: AbortSignal) => Promise<T>, known?: T): Loaded<T> & { reload: () => void } {
  const [state, setState] = useState<Loaded<T>>(known === undefined ? { status: "loading" } : { status: "ready", data: known });
  const [attempt, setAttempt] = useState(0);
  const isKnown = known !== undefined && attempt === 0;
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  useEffect(() => {
    if (isKnown) return;
    const controller = new AbortController();
    load(controller.signal).then(
      (data) => !controller.signal.aborted && setState({ status: "ready", data }),
      (error: unknown) => !controller.signal.aborted && setState(({ data }) => ({ status: "failed", data, error })),
    );
    return () => controller.abort();
  }, [load, attempt, isKnown]);
  useEffect(() => {
    addEventListener("online", reload);
    return () => removeEventListener("online", reload);
  }, [reload]);
  return { ...state, reload };
}
