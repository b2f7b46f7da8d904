import { openInvitationView, type OpenInvitationView } from "@waybill/protocol/schemas/api/members";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { RelativeTime } from "../../../entities/Times.tsx";
import { withQuery } from "../../../lib/api/http.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { getOwn, session } from "../../../lib/session/session.ts";
import { Button } from "../../../ui/Button.tsx";
import { CardTable, type CardColumn } from "../../../ui/CardTable.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";

const answer = pageOf(openInvitationView);

/** The links that somebody can still take, and the way to withdraw one. They name nobody: who invited tells them apart. */
export function OpenInvitations() {
  const t = useText();
  const client = useQueryClient();
  const query = useInfiniteQuery({
    queryKey: keys.invitations,
    queryFn: ({ pageParam, signal }) => getOwn(withQuery("/api/invitations", { after: pageParam }), answer, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const withdrawing = useMutation({
    mutationFn: (id: string) => session.send(`/api/invitations/${encodeURIComponent(id)}`, { method: "DELETE" }),
    // Who took one meanwhile is one of the people now.
    onSettled: () => client.invalidateQueries({ queryKey: keys.members }),
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const columns: readonly CardColumn<OpenInvitationView>[] = [
    { head: t("account.invitations.role"), cell: ({ role }) => <T id={`role.is.${role}`} />, className: "font-medium" },
    {
      head: t("account.invitations.by"),
      // Masked addresses of two people may be the same.
      cell: ({ invitedBy, email }) => (
        <>
          {email ?? <T id="account.people.wallet" />}
          <span className="block font-mono text-xs break-all text-muted">{invitedBy}</span>
        </>
      ),
    },
    { head: t("account.invitations.made"), cell: ({ createdAt }) => <RelativeTime time={createdAt} /> },
    { head: t("account.invitations.until"), cell: ({ expiresAt }) => <RelativeTime time={expiresAt} /> },
    {
      head: t("account.invitations.end"),
      cell: ({ id, role, invitedBy, email }) => (
        <Button
          size="small"
          look="danger"
          busy={withdrawing.isPending}
          onClick={() => withdrawing.mutate(id)}
          aria-label={t("account.invitations.withdraw.of", { role: t(`role.is.${role}`), who: email ?? invitedBy })}
        >
          <T id="account.invitations.withdraw" />
        </Button>
      ),
    },
  ];
  return (
    <div className="space-y-3">
      <h3 className="text-lg font-semibold">
        <T id="account.invitations" />
      </h3>
      {query.isPending && <Skeleton lines={2} label={t("app.loading")} />}
      {query.isError && <LoadFailure error={query.error} onRetry={() => void query.refetch()} />}
      {withdrawing.isError && <LoadFailure error={withdrawing.error} onRetry={withdrawing.reset} />}
      {query.isSuccess && items.length === 0 && (
        <p className="text-muted">
          <T id="account.invitations.none" />
        </p>
      )}
      {items.length > 0 && <CardTable caption={t("account.invitations")} columns={columns} rows={items} keyOf={({ id }) => id} />}
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          <T id="list.more" />
        </Button>
      )}
    </div>
  );
}
