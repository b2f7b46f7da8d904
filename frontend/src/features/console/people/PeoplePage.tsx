import { useRouter } from "@tanstack/react-router";
import { useConsole } from "../../../entities/console/console.ts";
import { FindPerson } from "../../../entities/console/FindPerson.tsx";
import { PageTitle } from "../../../entities/Fetched.tsx";
import { List } from "../../../entities/list/List.tsx";
import { withQuery } from "../../../lib/api/http.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { mayDo } from "../../../lib/session/may.ts";
import { InvitePeople } from "./InvitePeople.tsx";
import { INVITATIONS } from "./invitations-list.tsx";
import { PEOPLE } from "./people-list.tsx";
import { TwoPersons } from "./TwoPersons.tsx";

/** Everybody who has signed in, what each is, and what takes two admins, and the links by which others can come. */
export function PeoplePage() {
  const { me } = useConsole();
  const { history } = useRouter();
  return (
    <>
      <PageTitle title={useText()("console.people")}>
        <T id="console.people.about" />
      </PageTitle>
      <div className="space-y-12">
        {mayDo(me, "persons:find") && (
          <FindPerson label="console.people.find" onFound={(person) => history.push(withQuery("/admin/people", { named: person }))} />
        )}
        <List list={PEOPLE} />
        <TwoPersons />
        {mayDo(me, "installation:invite") && <InvitePeople />}
        <section aria-labelledby="invitations" className="space-y-4">
          <h2 id="invitations" className="text-2xl">
            <T id="account.invitations" />
          </h2>
          <List list={INVITATIONS} />
        </section>
      </div>
    </>
  );
}
