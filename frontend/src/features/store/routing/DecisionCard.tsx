import { HashChip } from "../../../entities/HashChip.tsx";
import { placeName } from "../../../entities/orders/place-name.ts";
import { usePrice } from "../../../entities/shop/Price.tsx";
import { InstantText } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Card } from "../../../ui/Card.tsx";
import { CardTable } from "../../../ui/CardTable.tsx";
import { Disclosure } from "../../../ui/Disclosure.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { LookedAt } from "./LookedAt.tsx";
import type { Decision } from "./Routing.tsx";

interface DecisionProps {
  decision: Decision;
  currency: string;
}

const PARTS = ["shipments", "furtherShipments", "handling", "carriage", "co2e", "splits", "lateness"] as const;

/** One decision: the verdict in sentences, and the numbers that it was made of below. */
export function DecisionCard({ decision, currency }: DecisionProps) {
  const { number, at, madeFor, shipments, short, excluded, assumedMass, problemDigest, solver, destination, prices } = decision;
  return (
    <Card data-testid="decision" className="space-y-4">
      <div>
        <h3 className="text-xl">
          <T id="warehouses.routing.decision" values={{ number }} />
        </h3>
        <p className="text-sm text-muted">
          <T id="warehouses.routing.made-for" values={{ reason: madeFor, time: <InstantText time={at} /> }} />
        </p>
      </div>
      <ul className="space-y-1">
        {shipments.map(({ warehouse, units, massGrams, co2eGrams }) => (
          <li key={warehouse}>
            <T
              id="warehouses.routing.ships"
              values={{ warehouse: placeName(warehouse), count: units, mass: massGrams / 1000, co2e: co2eGrams }}
            />
          </li>
        ))}
        {short.map(({ line, quantity }) => (
          <li key={`short ${line}`} className="text-fail">
            <T id="warehouses.routing.short" values={{ line, count: quantity }} />
          </li>
        ))}
      </ul>
      <Verdict decision={decision} currency={currency} />
      <p className="text-muted">
        <T id={`warehouses.routing.destination.${destination}`} />
      </p>
      {excluded.length > 0 && (
        <div>
          <p className="font-semibold">
            <T id="warehouses.routing.excluded" />
          </p>
          <ul>
            {excluded.map(({ warehouse, gtin, why }) => (
              <li key={[warehouse, gtin, why].join(" ")}>
                <T id={`warehouses.routing.excluded.${why}`} values={{ warehouse: placeName(warehouse), gtin: gtin ?? "–" }} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {assumedMass.length > 0 && (
        <p className="text-muted">
          <T id="warehouses.routing.assumed" values={{ count: assumedMass.length, grams: prices.assumedMassGrams }} />
        </p>
      )}
      <Disclosure summary={<T id="warehouses.routing.parts" />}>
        <CostParts decision={decision} currency={currency} />
      </Disclosure>
      <Disclosure summary={<T id="warehouses.routing.prices" />}>
        <ChargedFor decision={decision} currency={currency} />
      </Disclosure>
      <Disclosure summary={<T id="warehouses.routing.looked-at" />}>
        <LookedAt decision={decision} currency={currency} />
        <p className="mt-3 text-sm text-muted">
          <T id="warehouses.routing.solver" values={{ solver }} /> <HashChip kind="commitment" hash={problemDigest} />
        </p>
      </Disclosure>
    </Card>
  );
}

/** An amount in thousandths of a minor unit, as money. */
export function useMilliPrice(currency: string): (thousandths: number) => string {
  const price = usePrice();
  return (thousandths) => price({ minor: thousandths / 1_000, currency });
}

function Verdict({ decision: { objective, gap, isProven, greedyObjective, savedBesideGreedy }, currency }: DecisionProps) {
  const price = useMilliPrice(currency);
  return (
    <div className="space-y-1">
      <p className="text-lg font-semibold">
        <T id="warehouses.routing.cost" values={{ cost: price(objective) }} />
      </p>
      <p>
        <StatusMark plain tone={isProven ? "passed" : "unknown"}>
          {isProven ? <T id="warehouses.routing.proven" /> : <T id="warehouses.routing.gap" values={{ gap: price(gap) }} />}
        </StatusMark>
      </p>
      <p>
        {savedBesideGreedy > 0 ? (
          <T id="warehouses.routing.saved" values={{ greedy: price(greedyObjective), saved: price(savedBesideGreedy) }} />
        ) : (
          <T id="warehouses.routing.as-greedy" />
        )}
      </p>
    </div>
  );
}

function CostParts({ decision: { parts }, currency }: DecisionProps) {
  const t = useText();
  const price = useMilliPrice(currency);
  return (
    <CardTable
      caption={t("warehouses.routing.parts")}
      rows={PARTS.map((part) => ({ part, amount: parts[part] }))}
      keyOf={({ part }) => part}
      columns={[
        { head: t("warehouses.routing.part"), cell: ({ part }) => <T id={`warehouses.routing.part.${part}`} /> },
        { head: t("warehouses.routing.amount"), cell: ({ amount }) => price(amount), className: "tabular-nums" },
      ]}
    />
  );
}

/** The prices that counted when it was decided, whatever was set since. */
function ChargedFor({ decision: { prices }, currency }: DecisionProps) {
  const t = useText();
  const price = useMilliPrice(currency);
  const rows = [
    { name: "minorPerFurtherShipment", amount: prices.minorPerFurtherShipment * 1_000 },
    { name: "minorPerSplit", amount: prices.minorPerSplit * 1_000 },
    { name: "minorPerTonneCo2e", amount: prices.minorPerTonneCo2e * 1_000 },
    { name: "thousandthsPerUnitAndDay", amount: prices.thousandthsPerUnitAndDay },
  ] as const;
  return (
    <div className="space-y-3">
      <CardTable
        caption={t("warehouses.routing.prices")}
        rows={rows}
        keyOf={({ name }) => name}
        columns={[
          { head: t("warehouses.routing.part"), cell: ({ name }) => <T id={`warehouses.routing.price.${name}`} /> },
          { head: t("warehouses.routing.amount"), cell: ({ amount }) => price(amount), className: "tabular-nums" },
        ]}
      />
      <p className="text-sm text-muted">
        <a className="link" href="/admin/routing">
          {prices.number === 0 ? (
            <T id="warehouses.routing.prices.first" />
          ) : (
            <T id="warehouses.routing.prices.set" values={{ number: prices.number }} />
          )}
        </a>
      </p>
    </div>
  );
}
