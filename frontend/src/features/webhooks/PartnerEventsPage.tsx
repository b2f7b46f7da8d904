import { PageTitle } from "../../entities/Fetched.tsx";
import { List } from "../../entities/list/List.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { PARTNER_EVENTS } from "./partner-events-list.tsx";

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
