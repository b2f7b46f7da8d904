import { sessionView, type SessionView } from "@waybill/protocol/schemas/api/identity";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { InstantText, RelativeTime } from "../../entities/Times.tsx";
import type { StepUp } from "../../entities/session/use-step-up.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { getOwn, session } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { Skeleton } from "../../ui/Progress.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";
import { Table, Td, Th } from "../../ui/Table.tsx";

const answer = z.object({ items: z.array(sessionView) });

/** Everywhere the person is signed in, each with its end. */
export function SessionsList({ run }: Pick<StepUp, "run">) {
  const t = useText();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: keys.sessions,
    queryFn: ({ signal }) => getOwn("/api/sessions", answer, signal),
  });
  const ending = useMutation({
    mutationFn: (id: string) => run(() => session.send(`/api/sessions/${encodeURIComponent(id)}`, { method: "DELETE" })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.sessions }),
  });
  if (query.isPending) return <Skeleton lines={3} label={t("app.loading")} />;
  if (query.data === undefined) return <LoadFailure error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      {ending.isError && <LoadFailure error={ending.error} onRetry={ending.reset} />}
      <Table caption={t("account.sessions.caption")} hideCaption>
        <thead>
          <tr>
            <Th>
              <T id="account.session.device" />
            </Th>
            <Th>
              <T id="account.session.begun" />
            </Th>
            <Th>
              <T id="account.session.used" />
            </Th>
            <Th>
              <T id="account.session.end.heading" />
            </Th>
          </tr>
        </thead>
        <tbody>
          {query.data.items.map((one) => (
            <Row key={one.id} session={one} busy={ending.isPending} onEnd={() => ending.mutate(one.id)} />
          ))}
        </tbody>
      </Table>
    </>
  );
}

function Row({
  session: { id, device, beganBy, createdAt, usedAt, isCurrent },
  busy,
  onEnd,
}: {
  session: SessionView;
  busy: boolean;
  onEnd: () => void;
}) {
  const t = useText();
  return (
    <tr data-session={id}>
      <Td className="whitespace-nowrap">
        <span className="font-medium">{device}</span>
        <span className="block text-xs text-muted">
          <T id={`account.session.by.${beganBy}`} />
        </span>
      </Td>
      <Td className="whitespace-nowrap">
        <InstantText time={createdAt} />
      </Td>
      <Td className="whitespace-nowrap">
        <RelativeTime time={usedAt} />
      </Td>
      <Td className="whitespace-nowrap">
        {isCurrent ? (
          <StatusMark tone="passed" plain>
            <T id="account.session.current" />
          </StatusMark>
        ) : (
          <Button size="small" look="danger" busy={busy} onClick={onEnd} aria-label={t("account.session.end.of", { device })}>
            <T id="account.session.end" />
          </Button>
        )}
      </Td>
    </tr>
  );
}
