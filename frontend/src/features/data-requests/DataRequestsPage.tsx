import { PageTitle } from "../../entities/Fetched.tsx";
import { useConsole } from "../../entities/console/console.ts";
import { FindPerson } from "../../entities/console/FindPerson.tsx";
import { List } from "../../entities/list/List.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { mayDo } from "../../lib/session/may.ts";
import { Section } from "../../ui/Card.tsx";
import { HOLDS } from "./holds-list.tsx";

/** What people ask for about their data, and who must not be erased. */
export function DataRequestsPage({ onFound }: { onFound: (person: string) => void }) {
  const { me } = useConsole();
  return (
    <>
      <PageTitle title={useText()("operations.data-requests")}>
        <T id="operations.data-requests.about" />
        <p className="mt-2">
          <a className="link" href="/admin/audit?action=person">
            <T id="operations.data-requests.log" />
          </a>
        </p>
      </PageTitle>
      {mayDo(me, "persons:find") && <FindPerson label="operations.person.find" onFound={onFound} />}
      <Section id="holds" title={<T id="operations.holds" />} intro={<T id="operations.holds.intro" />}>
        <List list={HOLDS} />
      </Section>
    </>
  );
}
