import type { DeliveryTerms } from "@waybill/protocol/schemas/api/catalogue";
import { useState, type FormEvent } from "react";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { OrderSums } from "../../entities/shop/OrderSums.tsx";
import { Price } from "../../entities/shop/Price.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Card } from "../../ui/Card.tsx";
import { AddressFields } from "./AddressFields.tsx";
import { keepDraft, readDraft, toAddress, type CheckoutDraft } from "./checkout-draft.ts";
import { PaymentChoice } from "./PaymentChoice.tsx";
import { priceFor, termsFor, type OrderableCart } from "./price-cart.ts";
import { usePlaceOrder } from "./use-place-order.ts";

interface CheckoutFormProps {
  cart: OrderableCart;
  terms: readonly DeliveryTerms[];
  onPlaced: (id: string) => void;
  onPriceChanged: () => void;
}

export function CheckoutForm({ cart, terms, onPlaced, onPriceChanged }: CheckoutFormProps) {
  const [kept, setKept] = useState(readDraft);
  const [tried, setTried] = useState(false);
  const { placing, failure, place, startAnew, putAway } = usePlaceOrder(onPlaced);
  const countries = termsFor(terms, cart.currency);
  const isOffered = countries.some(({ country }) => country === kept.country);
  const draft = isOffered ? kept : { ...kept, country: countries[0]?.country ?? "" };
  const change = (next: Partial<CheckoutDraft>) => {
    const changed = { ...draft, ...next };
    setKept(changed);
    keepDraft(changed);
  };
  const address = toAddress(draft);
  const delivery = "lines" in address ? address : null;
  const priced = priceFor(
    cart,
    countries.find(({ country }) => country === draft.country),
  );
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (delivery === null || priced === null) return;
    const lines = cart.wanted.map(({ gtin, quantity }) => ({ gtin, quantity }));
    await place({ lines, delivery, payment: { token: draft.card }, total: { minor: priced.totalMinor, currency: cart.currency } });
  };
  if (countries.length === 0)
    return <Callout tone="unknown" title={<T id="shop.checkout.nowhere" values={{ currency: cart.currency }} />} />;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid items-start gap-8 lg:grid-cols-2">
      <div className="space-y-8">
        <AddressFields
          draft={draft}
          countries={countries.map(({ country }) => country)}
          problems={tried && !("lines" in address) ? address : {}}
          onChange={change}
        />
        <PaymentChoice card={draft.card} onChange={(card) => change({ card })} />
      </div>
      <Card className="space-y-5">
        <h2 className="text-2xl">
          <T id="shop.checkout.order" />
        </h2>
        <ul className="divide-y divide-line border-y border-line">
          {cart.wanted.map(({ gtin, title, unitMinor, quantity }) => (
            <li key={gtin} className="flex flex-wrap items-baseline justify-between gap-x-4 py-3">
              <span>
                <T id="shop.line" values={{ quantity, title }} />
              </span>
              <Price money={{ minor: unitMinor * quantity, currency: cart.currency }} className="tabular-nums" />
            </li>
          ))}
        </ul>
        {priced !== null && <OrderSums {...priced} currency={cart.currency} />}
        {failure?.kind === "failed" && <LoadFailure error={failure.error} onRetry={putAway} />}
        {failure?.kind === "price" && (
          <Callout tone="unknown" live title={<T id="shop.checkout.price-changed" />}>
            <Button
              onClick={() => {
                onPriceChanged();
                startAnew();
              }}
            >
              <T id="shop.checkout.price-changed.show" />
            </Button>
          </Callout>
        )}
        {failure?.kind === "elsewhere" && (
          <Callout tone="unknown" live title={<T id="shop.checkout.elsewhere" />}>
            <p>
              <a className="link" href="/account/orders">
                <T id="shop.checkout.elsewhere.look" />
              </a>
            </p>
            <Button onClick={startAnew}>
              <T id="shop.checkout.elsewhere.anew" />
            </Button>
          </Callout>
        )}
        {tried && delivery === null && (
          <p role="alert" className="text-fail">
            <T id="shop.checkout.incomplete" />
          </p>
        )}
        <Button type="submit" look="primary" size="large" className="w-full" busy={placing} disabled={failure?.kind === "elsewhere"}>
          <T id={placing ? "shop.checkout.placing" : "shop.checkout.place"} />
        </Button>
        <p className="text-sm text-muted">
          <T id="shop.checkout.place.hint" />
        </p>
      </Card>
    </form>
  );
}
