import { PageTitle } from "../../entities/Fetched.tsx";
import { List } from "../../entities/list/List.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { RETURNS } from "./returns-list.tsx";

export function ReturnsPage() {
  return (
    <>
      <PageTitle title={useText()("store.returns")}>
        <T id="store.returns.about" />
      </PageTitle>
      <List list={RETURNS} />
    </>
  );
}
