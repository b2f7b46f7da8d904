import { invitation, memberView, type Me } from "@waybill/protocol/schemas/api/identity";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { ProveAgain } from "../../../entities/session/ProveAgain.tsx";
import { useStepUp } from "../../../entities/session/use-step-up.ts";
import { InstantText } from "../../../entities/Times.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { getOwn, sendOwn, session } from "../../../lib/session/session.ts";
import { Button } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";

const answer = z.object({ items: z.array(memberView) });

/** Who acts for the organisation beside the holder of its wallet. */
export function People({ chainId, me }: { chainId: number; me: Me }) {
  const t = useText();
  const client = useQueryClient();
  const { wanted, run } = useStepUp();
  const query = useQuery({
    queryKey: keys.members,
    queryFn: ({ signal }) => getOwn("/api/members", answer, signal),
  });
  const inviting = useMutation({ mutationFn: () => run(() => sendOwn("/api/invitations", invitation)) });
  const ending = useMutation({
    mutationFn: (person: string) => session.send(`/api/members/${encodeURIComponent(person)}`, { method: "DELETE" }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.members }),
  });
  if (query.isPending) return <Skeleton lines={2} label={t("app.loading")} />;
  if (query.data === undefined) return <LoadFailure error={query.error} onRetry={() => void query.refetch()} />;
  const link = inviting.data && `${window.location.origin}/account/invitation#${inviting.data.token}`;
  return (
    <>
      <p className="max-w-2xl text-muted">
        <T id="account.people.intro" />
      </p>
      {link !== undefined && (
        <Callout tone="passed" live title={<T id="account.people.invited" />}>
          <p>
            <T id="account.people.invited.text" />
          </p>
          <p className="font-mono text-sm break-all" data-testid="invitation">
            {link}
          </p>
          <CopyButton wide text={link} label={t("account.people.copy")} copiedLabel={t("chip.copied")} />
        </Callout>
      )}
      <ProveAgain chainId={chainId} me={me} wanted={wanted} />
      {inviting.isError && <LoadFailure error={inviting.error} onRetry={inviting.reset} />}
      {ending.isError && <LoadFailure error={ending.error} onRetry={ending.reset} />}
      {query.data.items.length === 0 ? (
        <p>
          <T id="account.people.none" />
        </p>
      ) : (
        <Table caption={t("account.people")} hideCaption>
          <thead>
            <tr>
              {(["who", "since", "end"] as const).map((column) => (
                <Th key={column}>
                  <T id={`account.people.${column}`} />
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {query.data.items.map(({ person, email, since }) => (
              <tr key={person} data-person={person}>
                <Td className="font-medium">{email ?? <T id="account.people.wallet" />}</Td>
                <Td className="whitespace-nowrap">
                  <InstantText time={since} />
                </Td>
                <Td>
                  <Button
                    size="small"
                    look="danger"
                    busy={ending.isPending}
                    onClick={() => ending.mutate(person)}
                    aria-label={t("account.people.remove.of", { who: email ?? person })}
                  >
                    <T id="account.people.remove" />
                  </Button>
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Button busy={inviting.isPending} onClick={() => inviting.mutate()}>
        <T id="account.people.invite" />
      </Button>
    </>
  );
}
