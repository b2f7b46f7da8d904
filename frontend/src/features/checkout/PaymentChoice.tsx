import { T } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { SANDBOX_CARDS, type CheckoutDraft } from "./checkout-draft.ts";

const NAMES = {
  "sandbox:approve": "shop.card.approve",
  "sandbox:challenge": "shop.card.challenge",
  "sandbox:delay": "shop.card.delay",
  "sandbox:decline": "shop.card.decline",
  "sandbox:refuse": "shop.card.refuse",
  "sandbox:lapse": "shop.card.lapse",
} as const;

/** How it is paid: by cards of the sandbox, which are no money. */
export function PaymentChoice({ card, onChange }: { card: CheckoutDraft["card"]; onChange: (card: CheckoutDraft["card"]) => void }) {
  return (
    <fieldset className="space-y-3">
      <legend className="mb-3 font-serif text-2xl font-semibold">
        <T id="shop.payment" />
      </legend>
      <Callout tone="unknown" title={<T id="shop.payment.sandbox" />}>
        <p>
          <T id="shop.payment.sandbox.text" />
        </p>
      </Callout>
      {SANDBOX_CARDS.map((value) => (
        <label key={value} className="flex min-h-11 items-center gap-3">
          <input type="radio" name="card" className="size-5 accent-(--accent)" checked={card === value} onChange={() => onChange(value)} />
          <T id={NAMES[value]} />
        </label>
      ))}
    </fieldset>
  );
}
