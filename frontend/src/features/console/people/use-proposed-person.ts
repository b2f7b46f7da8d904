import { useQuery } from "@tanstack/react-query";
import { personView, type PersonView } from "@waybill/protocol/schemas/api/installation";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { withQuery } from "../../../lib/api/http.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { getOwn } from "../../../lib/session/session.ts";

const page = pageOf(personView);

/** Somebody whom a proposal names, as the list of people shows it; null for nobody, or who is gone. */
export function useProposedPerson(person: string | null) {
  return useQuery<PersonView | null>({
    queryKey: keys.list("proposed-person", { named: person }),
    queryFn: async ({ signal }) => {
      if (person === null) return null;
      const { items } = await getOwn(withQuery("/api/installation/people", { named: person }), page, signal);
      return items.find((one) => one.person === person) ?? null;
    },
  });
}
