import { useQuery } from "@tanstack/react-query";
import { installationInvitationView, installationRules } from "@waybill/protocol/schemas/api/installation";
import { installationRoleView } from "@waybill/protocol/schemas/api/members";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { z } from "zod";
import { ActPanel } from "../../../entities/list/ActPanel.tsx";
import type { ListAct } from "../../../entities/list/definition.ts";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { withQuery } from "../../../lib/api/http.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { useText } from "../../../lib/i18n/text.tsx";
import { getOwn, session } from "../../../lib/session/session.ts";
import { Skeleton } from "../../../ui/Progress.tsx";
import { RuleReach, type RuleStand } from "./RuleReach.tsx";

const roles = z.object({ items: z.array(installationRoleView) });
const invitations = pageOf(installationInvitationView);
const MOST = 100;

async function readStand(signal: AbortSignal): Promise<RuleStand> {
  const [rules, held, open] = await Promise.all([
    getOwn("/api/installation/rules", installationRules, signal),
    getOwn("/api/installation/roles", roles, signal),
    getOwn(withQuery("/api/installation/invitations", { role: "admin", limit: MOST }), invitations, signal),
  ]);
  return { rules, admins: held.items.filter(({ role }) => role === "admin"), invitations: open.items.length };
}

interface ChangeRuleProps {
  /** What it is to be. */
  isOn: boolean;
  onDone: () => void;
  onLeave: () => void;
}

/** Shows how far the two-person rule reaches here, and switches it on, or ends it. Nothing can be changed before that is known. */
export function ChangeRule({ isOn, onDone, onLeave }: ChangeRuleProps) {
  const t = useText();
  // What is shown is what was so when it was asked: it does not change under the reader's eyes.
  const query = useQuery({ queryKey: keys.list("rule-stand", {}), queryFn: ({ signal }) => readStand(signal), gcTime: 0 });
  if (query.isPending) return <Skeleton lines={4} label={t("app.loading")} />;
  if (query.data === undefined) return <LoadFailure error={query.error} onRetry={() => void query.refetch()} />;
  const { admins } = query.data;
  const isProposal = !isOn && admins.length > 1;
  const act: ListAct<RuleStand> = {
    id: isOn ? "begin" : "end",
    act: "installation:changeRules",
    label: isOn ? "console.two.begin" : isProposal ? "console.two.end" : "console.two.end.now",
    question: isOn ? "console.two.begin.question" : "console.two.end-rule.question",
    done: isOn ? "console.two.begin.done" : isProposal ? "console.two.end.proposed" : "console.two.end.done",
    reach: ([stand]) => stand !== undefined && <RuleReach stand={stand} isOn={isOn} />,
    perform: () =>
      session.send("/api/installation/rules", {
        ...{ method: "PUT", headers: { "content-type": "application/json" } },
        body: JSON.stringify({ twoPersons: isOn }),
      }),
    isDangerous: true,
  };
  return <ActPanel act={act} items={[query.data]} nameOf={() => t("console.two")} onDone={onDone} onLeave={onLeave} />;
}
