import { PageTitle } from "../../entities/Fetched.tsx";
import { List } from "../../entities/list/List.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { DELIVERIES } from "./deliveries-list.tsx";

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
