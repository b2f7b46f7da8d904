import { ProblemError } from "../../../platform/errors.ts";
import { ORDERS_PROBLEMS } from "../orders.errors.ts";
import type { PaymentProvider } from "./payments.ports.ts";

/** Who takes payments in this installation. */
export interface Providers {
  /** With whom new payments are made; null where nobody takes any. */
  chosen: PaymentProvider | null;
  /** All with whom payments were, or are, made here: each of them may tell of one. */
  all: readonly PaymentProvider[];
  /** With whom a payment was made. @throws {ProblemError} `orders.no-provider` when it takes none here */
  named(name: string): PaymentProvider;
}

/** @param all the chosen one first */
export function createProviders(all: readonly PaymentProvider[]): Providers {
  const byName = new Map(all.map((provider) => [provider.name, provider]));
  return {
    chosen: all[0] ?? null,
    all,
    named(name) {
      const provider = byName.get(name);
      if (provider === undefined) throw new ProblemError(ORDERS_PROBLEMS.noProvider, { detail: `The payment is with "${name}".` });
      return provider;
    },
  };
}
