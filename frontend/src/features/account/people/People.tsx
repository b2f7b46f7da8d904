import type { MemberRole } from "@waybill/protocol/permissions/roles";
import { newPasswordReset, type Me } from "@waybill/protocol/schemas/api/identity";
import { memberList } from "@waybill/protocol/schemas/api/members";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { History } from "../../../entities/console/History.tsx";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { PasswordResetLink } from "../../../entities/PasswordResetLink.tsx";
import { ProveAgain } from "../../../entities/session/ProveAgain.tsx";
import { useStepUp } from "../../../entities/session/use-step-up.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { getOwn, sendOwn, session } from "../../../lib/session/session.ts";
import { LazyDisclosure } from "../../../ui/LazyDisclosure.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { Invite } from "./Invite.tsx";
import { OpenInvitations } from "./OpenInvitations.tsx";
import { PeopleTable } from "./PeopleTable.tsx";

/** Who acts for the organisation beside the holder of its wallet, and as what. */
export function People({ chainId, me }: { chainId: number; me: Me }) {
  const t = useText();
  const client = useQueryClient();
  const { wanted, run } = useStepUp();
  const query = useQuery({
    queryKey: keys.members,
    queryFn: ({ signal }) => getOwn("/api/members", memberList, signal),
  });
  const onSettled = () => client.invalidateQueries({ queryKey: keys.members });
  const path = (person: string) => `/api/members/${encodeURIComponent(person)}`;
  const changing = useMutation({
    mutationFn: ({ person, role }: { person: string; role: MemberRole }) =>
      run(() => sendOwn(path(person), z.undefined(), { method: "PUT", body: { role } })),
    onSettled,
  });
  const ending = useMutation({ mutationFn: (person: string) => run(() => session.send(path(person), { method: "DELETE" })), onSettled });
  const resetting = useMutation({
    mutationFn: (person: string) => run(() => sendOwn(`${path(person)}/password-reset`, newPasswordReset)),
  });
  if (query.isPending) return <Skeleton lines={2} label={t("app.loading")} />;
  if (query.data === undefined) return <LoadFailure error={query.error} onRetry={() => void query.refetch()} />;
  const { items, roles } = query.data;
  return (
    <>
      <p className="max-w-2xl text-muted">
        <T id="account.people.intro" />
      </p>
      <ProveAgain chainId={chainId} me={me} wanted={wanted} />
      {changing.isError && <LoadFailure error={changing.error} onRetry={changing.reset} />}
      {ending.isError && <LoadFailure error={ending.error} onRetry={ending.reset} />}
      {resetting.isError && <LoadFailure error={resetting.error} onRetry={resetting.reset} />}
      {resetting.data !== undefined && <PasswordResetLink token={resetting.data.token} />}
      {items.length === 0 ? (
        <p>
          <T id="account.people.none" />
        </p>
      ) : (
        <PeopleTable
          {...{ items, roles }}
          isBusy={changing.isPending || ending.isPending || resetting.isPending}
          onChange={(person, role) => changing.mutate({ person, role })}
          onEnd={ending.mutate}
          onReset={resetting.mutate}
        />
      )}
      <Invite chainId={chainId} me={me} roles={roles} />
      <OpenInvitations />
      <LazyDisclosure summary={<T id="account.people.history" />}>
        {() => <History action="member" title="account.people.history.title" isInConsole={false} />}
      </LazyDisclosure>
    </>
  );
}
