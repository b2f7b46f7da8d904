import { usePrice } from "../shop/Price.tsx";
import { T } from "../../lib/i18n/text.tsx";
import type { TrackedOrder } from "./tracked-order.ts";

/** Where the money is, in words: what is held, what was taken, what went back. */
export function PaymentText({ payment, currency }: Pick<TrackedOrder, "payment"> & { currency: string }) {
  const price = usePrice();
  const { provider, state, heldMinor, capturedMinor, refundedMinor } = payment;
  const sums = (["held", "captured", "refunded"] as const).flatMap((kind) => {
    const minor = { held: heldMinor, captured: capturedMinor, refunded: refundedMinor }[kind];
    return minor > 0 ? [{ kind, amount: price({ minor, currency }) }] : [];
  });
  return (
    <div className="space-y-1">
      <p data-testid="payment-state" data-state={state}>
        <T id={`orders.payment.${state}`} />
      </p>
      {sums.map(({ kind, amount }) => (
        <p key={kind} className="text-muted">
          <T id={`orders.payment.sum.${kind}`} values={{ amount }} />
        </p>
      ))}
      {provider === "sandbox" && (
        <p className="text-sm text-muted">
          <T id="shop.payment.sandbox" />
        </p>
      )}
    </div>
  );
}
