import { PageTitle } from "../../entities/Fetched.tsx";
import { List } from "../../entities/list/List.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { DELIVERIES } from "./deliveries-list.tsx";
import { PARTNER_EVENTS } from "./partner-events-list.tsx";
import { SUBSCRIPTIONS } from "./subscriptions-list.tsx";

/** Who is told of new events, and how that fares. */
export function SubscriptionsPage() {
  return (
    <>
      <PageTitle title={useText()("operations.subscriptions")}>
        <T id="operations.subscriptions.about" />
      </PageTitle>
      <List list={SUBSCRIPTIONS} />
    </>
  );
}

/** What was sent to subscribers, and what was given up. */
export function DeliveriesPage() {
  return (
    <>
      <PageTitle title={useText()("operations.deliveries")}>
        <T id="operations.deliveries.about" />
      </PageTitle>
      <List list={DELIVERIES} />
    </>
  );
}

/** Events of the exchange of footprints, for partners' host systems. */
export function PartnerEventsPage() {
  return (
    <>
      <PageTitle title={useText()("operations.partner-events")}>
        <T id="operations.partner-events.about" />
      </PageTitle>
      <List list={PARTNER_EVENTS} />
    </>
  );
}
