import type { OpenOrderView } from "@waybill/protocol/schemas/api/recalls";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { InstantText } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Section } from "../../../ui/Card.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
import { Goods } from "./Goods.tsx";

/** Orders that some of the goods are meant for. */
export function OpenOrders({ orders }: { orders: readonly OpenOrderView[] }) {
  const t = useText();
  if (orders.length === 0) return null;
  const rows = () =>
    orders.flatMap(({ order, subjects, saidBy, eventTime, commitment }) =>
      subjects.map((subject) => [order, subject, saidBy.account, saidBy.name, eventTime, commitment]),
    );
  return (
    <Section id="orders" title={<T id="recalls.orders" />} intro={<T id="recalls.orders.intro" />}>
      <Table caption={t("recalls.orders")} hideCaption>
        <thead>
          <tr>
            <Th>{t("recalls.order")}</Th>
            <Th>{t("recalls.goods")}</Th>
            <Th>{t("recalls.order.said")}</Th>
            <Th>{t("recalls.order.event")}</Th>
          </tr>
        </thead>
        <tbody>
          {orders.map(({ order, subjects, saidBy, eventTime, eventHash }) => (
            <tr key={order}>
              <Td className="min-w-40 break-all">{order}</Td>
              <Td>
                <Goods subjects={subjects} />
              </Td>
              <Td>
                <PartyChip party={saidBy} />
              </Td>
              <Td className="whitespace-nowrap">
                {eventHash === null ? (
                  <InstantText time={eventTime} />
                ) : (
                  <a href={`/events/${eventHash}`} className="link">
                    <InstantText time={eventTime} />
                  </a>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <SaveCsv name="recall-orders" heads={["order", "subject", "account", "name", "event_time", "commitment"]} rows={rows} />
    </Section>
  );
}
