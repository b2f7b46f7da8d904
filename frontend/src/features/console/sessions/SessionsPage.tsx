import { PageTitle } from "../../../entities/Fetched.tsx";
import { List } from "../../../entities/list/List.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { SESSIONS } from "./sessions-list.tsx";

/** Who is signed in now. */
export function SessionsPage() {
  return (
    <>
      <PageTitle title={useText()("console.sessions")}>
        <T id="console.sessions.about" />
      </PageTitle>
      <List list={SESSIONS} />
    </>
  );
}
