import type { PersonView } from "@waybill/protocol/schemas/api/installation";
import { T, type MessageId } from "../../../lib/i18n/text.tsx";

/** Whom an act strikes, and with what: in a sentence, and then by name. */
export function PeopleReach({ people, says }: { people: readonly PersonView[]; says: MessageId }) {
  const sum = (count: (person: PersonView) => number) => people.reduce((total, person) => total + count(person), 0);
  const values = { sessions: sum(({ sessions }) => sessions), memberships: sum(({ memberships }) => memberships.length) };
  return (
    <div className="space-y-3">
      <p>
        <T id={says} values={{ count: people.length, ...values }} />
      </p>
      <ul className="list-disc pl-5">
        {people.map(({ person, email }) => (
          <li key={person} className="break-all">
            {email ?? person}
          </li>
        ))}
      </ul>
    </div>
  );
}
