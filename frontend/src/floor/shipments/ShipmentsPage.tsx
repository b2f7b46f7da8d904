import { T, useText } from "../../lib/i18n/text.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";
import { useShipments } from "../api/use-floor.ts";
import { Shown } from "../parts/Shown.tsx";
import { Title } from "../parts/Title.tsx";
import { placeOf } from "../place.ts";
import { TONES } from "./state-words.ts";

/** Shipments that are under way; those that may leave first. */
export function ShipmentsPage() {
  const t = useText();
  const query = useShipments();
  return (
    <>
      <Title title={t("floor.shipments")} />
      <Shown query={query}>
        {(shipments) =>
          shipments.length === 0 ? (
            <p className="text-lg text-muted">
              <T id="floor.shipments.none" />
            </p>
          ) : (
            <ul className="space-y-3">
              {[...shipments.filter(({ state }) => state === "loadable"), ...shipments.filter(({ state }) => state !== "loadable")].map(
                ({ id, state, units, country, order }) => (
                  <li key={id}>
                    <a
                      href={placeOf("shipments", id)}
                      className="block rounded-xl border border-line-strong bg-surface p-4 text-ink no-underline hover:bg-sunken"
                    >
                      <StatusMark tone={TONES[state]}>
                        <T id={`floor.state.${state}`} />
                      </StatusMark>
                      <span className="mt-2 block text-lg">
                        <T id="floor.shipment.line" values={{ count: units, country: country ?? "–" }} />
                      </span>
                      <span className="block font-mono text-sm text-muted">{order ?? id}</span>
                    </a>
                  </li>
                ),
              )}
            </ul>
          )
        }
      </Shown>
    </>
  );
}
