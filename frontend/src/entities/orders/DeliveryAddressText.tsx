import { useIntl } from "react-intl";
import { T } from "../../lib/i18n/text.tsx";
import type { TrackedOrder } from "./tracked-order.ts";

/** Where it goes to, as far as whoever reads it may know. */
export function DeliveryAddressText({ delivery: { name, lines, postcode, city, country } }: Pick<TrackedOrder, "delivery">) {
  const intl = useIntl();
  const place = [postcode, city].filter((part) => part !== null).join(" ");
  const region = intl.formatDisplayName(country, { type: "region" }) ?? country;
  const rows = [name, ...(lines ?? []), place, region].filter((row) => row !== null && row !== "");
  return (
    <div>
      {rows.map((row, index) => (
        <p key={index}>{row}</p>
      ))}
      {name === null && (
        <p className="text-muted">
          <T id="orders.delivery.hidden" />
        </p>
      )}
    </div>
  );
}
