import type { Cart, CartLine } from "@waybill/protocol/schemas/api/cart";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { keys } from "../api/query-keys.ts";
import { useSession } from "../session/session.ts";
import { browserCart } from "./browser-cart.ts";
import type { CartChange } from "./lines.ts";
import { changeCart, fetchCart } from "./server-cart.ts";

export interface CartInHand {
  /** Undefined until it is known. */
  lines: readonly CartLine[] | undefined;
  /** Why it is not known, or why the last change was not kept; null while nothing went wrong. */
  error: unknown;
  isChanging: boolean;
  /** Resolves when it is kept. @throws what the server says */
  change: (change: CartChange) => Promise<void>;
  /** Reads it again. */
  retry: () => void;
}

/** The cart of whoever is signed in, kept by the server; of everybody else that of this browser. */
export function useCart(): CartInHand {
  const client = useQueryClient();
  const { kind } = useSession();
  const kept = useSyncExternalStore(browserCart.subscribe, browserCart.lines);
  const isIn = kind === "in";
  const query = useQuery({ queryKey: keys.cart, enabled: isIn, queryFn: ({ signal }) => fetchCart(signal) });
  const { mutateAsync, error, isPending, reset } = useMutation({
    // One after the other: each starts from what the one before has left.
    scope: { id: "cart" },
    mutationFn: (change: CartChange) => changeCart(client.getQueryData<Cart>(keys.cart), change),
    onSuccess: (changed) => client.setQueryData(keys.cart, changed),
  });
  return {
    lines: isIn ? query.data?.lines : kind === "unknown" ? undefined : kept,
    error: error ?? query.error,
    isChanging: isPending,
    async change(change) {
      if (isIn) await mutateAsync(change);
      else browserCart.set(change(browserCart.lines()));
    },
    retry() {
      reset();
      void query.refetch();
    },
  };
}
