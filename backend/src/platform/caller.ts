import { AsyncLocalStorage } from "node:async_hooks";

/** Whose rows a request may touch, where that is its own alone. */
export interface Caller {
  account: string | null;
  person: string | null;
}

const callers = new AsyncLocalStorage<Caller>();

/** Does the work of a request of somebody: each transaction that it opens sees that caller's private rows and no others'. */
export function asCaller<Result>({ account, person }: Caller, work: () => Result): Result {
  return callers.run({ account, person }, work);
}

/** For whom the running request works; undefined elsewhere, and where the caller may see everybody's rows. */
export function currentCaller(): Caller | undefined {
  return callers.getStore();
}
