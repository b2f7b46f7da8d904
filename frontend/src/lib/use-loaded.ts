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
 */
export function useLoaded<T>(load: (signal: AbortSignal) => Promise<T>): Loaded<T> & { reload: () => void } {
  const [state, setState] = useState<Loaded<T>>({ status: "loading" });
  const [attempt, setAttempt] = useState(0);
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  useEffect(() => {
    const controller = new AbortController();
    load(controller.signal).then(
      (data) => !controller.signal.aborted && setState({ status: "ready", data }),
      (error: unknown) => !controller.signal.aborted && setState(({ data }) => ({ status: "failed", data, error })),
    );
    return () => controller.abort();
  }, [load, attempt]);
  useEffect(() => {
    addEventListener("online", reload);
    return () => removeEventListener("online", reload);
  }, [reload]);
  return { ...state, reload };
}
