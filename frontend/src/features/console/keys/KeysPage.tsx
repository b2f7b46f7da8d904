import { PageTitle } from "../../../entities/Fetched.tsx";
import { List } from "../../../entities/list/List.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { KEYS } from "./keys-list.tsx";

/** The API keys of every organisation. */
export function KeysPage() {
  return (
    <>
      <PageTitle title={useText()("console.keys")}>
        <T id="console.keys.about" />
      </PageTitle>
      <List list={KEYS} />
    </>
  );
}
