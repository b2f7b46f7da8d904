import { PageTitle } from "../../entities/Fetched.tsx";
import { List } from "../../entities/list/List.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
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
