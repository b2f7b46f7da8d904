import { PageTitle } from "../../entities/Fetched.tsx";
import { List } from "../../entities/list/List.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { RETENTION } from "./retention-list.tsx";

/** How long things are kept, and what was removed for it. */
export function RetentionPage() {
  return (
    <>
      <PageTitle title={useText()("operations.retention")}>
        <T id="operations.retention.about" />
      </PageTitle>
      <List list={RETENTION} />
    </>
  );
}
