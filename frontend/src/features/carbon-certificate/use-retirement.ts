import { useQuery } from "@tanstack/react-query";
import type { Certificate } from "@waybill/protocol/certificates/certificate";
import { creditBatchWithHolders, retirementView } from "@waybill/protocol/schemas/api/credits";
import type { Party } from "@waybill/protocol/schemas/api/traceability";
import { getJson } from "../../lib/api/client.ts";
import { keys } from "../../lib/api/query-keys.ts";

/** What the service knows beside the certificate: names of its accounts, how settled it is, and what the holder said afterwards. */
export function useRetirement({ retirement, batch }: Certificate) {
  const view = useQuery({
    queryKey: keys.retirement(retirement),
    queryFn: ({ signal }) => getJson(`/api/carbon/retirements/${retirement}`, retirementView, { signal }),
  }).data;
  const issued = useQuery({
    queryKey: keys.batch(batch.id),
    queryFn: ({ signal }) => getJson(`/api/carbon/batches/${batch.id}`, creditBatchWithHolders, { signal }),
  }).data;
  const known = [view?.holder, view?.beneficiary, issued?.verifier, issued?.issuedTo];
  const partyOf = (account: string): Party =>
    known.find((party) => party?.account === account) ?? ({ account, name: null, gln: null, country: null } as Party);
  return { view, partyOf };
}
