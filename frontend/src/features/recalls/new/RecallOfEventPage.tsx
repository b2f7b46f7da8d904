import { recallSimulation } from "@waybill/protocol/schemas/api/recalls";
import { Fetched } from "../../../entities/Fetched.tsx";
import { withQuery } from "../../../lib/api/http.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { NewRecallPage, type NewRecallPageProps } from "./NewRecallPage.tsx";

/** Recalls everything that an event is about. */
export function RecallOfEventPage({ event, ...rest }: Omit<NewRecallPageProps, "subjects" | "passesOn" | "event"> & { event: string }) {
  return (
    <Fetched
      queryKey={keys.simulation([event], null)}
      path={withQuery("/api/recalls/simulation", { event })}
      schema={recallSimulation}
      missing={<T id="recalls.problem.nothing" />}
    >
      {({ roots }) => <NewRecallPage {...rest} subjects={roots} event={event} />}
    </Fetched>
  );
}
