import type { Money } from "@waybill/protocol/schemas/api/catalogue";
import { useIntl } from "react-intl";
import { majorOf } from "../../lib/money.ts";

/** An amount of money as the reader's language writes it. */
export function Price({ money, className }: { money: Money; className?: string }) {
  return <span className={className}>{usePrice()(money)}</span>;
}

/** The same as text. */
export function usePrice(): (money: Money) => string {
  const intl = useIntl();
  return (money) => intl.formatNumber(majorOf(money), { style: "currency", currency: money.currency });
}
