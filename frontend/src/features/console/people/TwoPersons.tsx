import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { installationRules, type InstallationRules } from "@waybill/protocol/schemas/api/installation";
import { useState } from "react";
import { useConsole } from "../../../entities/console/console.ts";
import { History } from "../../../entities/console/History.tsx";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { PasswordResetLink } from "../../../entities/PasswordResetLink.tsx";
import { ProveAgain } from "../../../entities/session/ProveAgain.tsx";
import { useStepUp } from "../../../entities/session/use-step-up.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { mayDo } from "../../../lib/session/may.ts";
import { getOwn, session } from "../../../lib/session/session.ts";
import { Button } from "../../../ui/Button.tsx";
import { Disclosure } from "../../../ui/Disclosure.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { ChangeRule } from "./ChangeRule.tsx";
import { ConfirmProposal, type Proposal } from "./ConfirmProposal.tsx";
import { Proposals } from "./Proposals.tsx";

/** Whether making an admin takes two of them, and what waits for the second. */
export function TwoPersons() {
  const t = useText();
  const client = useQueryClient();
  const { me, chainId } = useConsole();
  const { wanted, run } = useStepUp();
  const query = useQuery({
    queryKey: keys.list("rules", {}),
    queryFn: ({ signal }) => getOwn("/api/installation/rules", installationRules, signal),
    refetchInterval: 15_000,
  });
  const withdrawing = useMutation({
    mutationFn: (id: string) => run(() => session.send(`/api/installation/proposals/${id}`, { method: "DELETE" })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.lists }),
  });
  const [confirming, setConfirming] = useState<Proposal | null>(null);
  /** What the rule is to be, while that is looked at. */
  const [changing, setChanging] = useState<boolean | null>(null);
  const [token, setToken] = useState<string | null>(null);
  const look = (proposal: Proposal) => {
    setToken(null);
    setConfirming(proposal);
  };
  const mayChange = mayDo(me, "installation:changeRules");
  return (
    <section aria-labelledby="two-persons" className="space-y-4">
      <h2 id="two-persons" className="text-2xl">
        <T id="console.two" />
      </h2>
      <p className="max-w-2xl text-muted">
        <T id="console.two.text" />
      </p>
      {query.isPending && <Skeleton lines={2} label={t("app.loading")} />}
      {query.isError && query.data === undefined && <LoadFailure error={query.error} onRetry={() => void query.refetch()} />}
      <ProveAgain chainId={chainId} me={me} wanted={wanted} />
      {withdrawing.isError && <LoadFailure error={withdrawing.error} onRetry={withdrawing.reset} />}
      {changing !== null && (
        <ChangeRule
          isOn={changing}
          onDone={() => void client.invalidateQueries({ queryKey: keys.lists })}
          onLeave={() => setChanging(null)}
        />
      )}
      {confirming !== null && (
        <ConfirmProposal
          key={confirming.id}
          proposal={confirming}
          onLink={setToken}
          onDone={() => void client.invalidateQueries({ queryKey: keys.lists })}
          onLeave={() => setConfirming(null)}
        />
      )}
      {token !== null && <PasswordResetLink token={token} />}
      {query.data !== undefined && (
        <Known
          rules={query.data}
          busy={withdrawing.isPending}
          onRule={mayChange && changing === null ? setChanging : undefined}
          onConfirm={mayChange ? look : undefined}
          onWithdraw={withdrawing.mutate}
        />
      )}
      <Disclosure summary={<T id="console.two.history" />}>
        <div className="space-y-6">
          <History action="proposal" title="console.two.proposals" />
          <History action="two-person-rule" title="console.two" />
        </div>
      </Disclosure>
    </section>
  );
}

interface KnownProps {
  rules: InstallationRules;
  busy: boolean;
  /** Absent for who only reads, and while it is looked at. */
  onRule: ((twoPersons: boolean) => void) | undefined;
  onConfirm: ((proposal: Proposal) => void) | undefined;
  onWithdraw: (id: string) => void;
}

function Known({ rules: { twoPersons, proposals }, busy, onRule, ...rest }: KnownProps) {
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <StatusMark tone={twoPersons ? "passed" : "neutral"}>
          <T id={twoPersons ? "console.two.on" : "console.two.off"} />
        </StatusMark>
        {onRule !== undefined && (
          <Button size="small" busy={busy} onClick={() => onRule(!twoPersons)}>
            <T id={twoPersons ? "console.two.end.look" : "console.two.begin.look"} />
          </Button>
        )}
      </div>
      {proposals.length > 0 && <Proposals proposals={proposals} busy={busy} {...rest} />}
    </>
  );
}
