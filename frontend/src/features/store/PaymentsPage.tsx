import { PageTitle } from "../../entities/Fetched.tsx";
import { List } from "../../entities/list/List.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { PAYMENTS } from "./payments-list.tsx";

export function PaymentsPage() {
  return (
    <>
      <PageTitle title={useText()("store.payments")}>
        <T id="store.payments.about" />
      </PageTitle>
      <List list={PAYMENTS} />
    </>
  );
}
