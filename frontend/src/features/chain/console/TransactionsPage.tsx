import { PageTitle } from "../../../entities/Fetched.tsx";
import { List } from "../../../entities/list/List.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { TRANSACTIONS } from "./transactions-list.tsx";

/** What the relayer sends, and what can be done about what does not get through. */
export function TransactionsPage() {
  return (
    <>
      <PageTitle title={useText()("operations.transactions")}>
        <T id="operations.transactions.about" />
      </PageTitle>
      <List list={TRANSACTIONS} />
    </>
  );
}
