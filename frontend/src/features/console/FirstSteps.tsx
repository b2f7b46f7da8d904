import { useQuery } from "@tanstack/react-query";
import { installationRoleView } from "@waybill/protocol/schemas/api/members";
import { z } from "zod";
import { keys } from "../../lib/api/query-keys.ts";
import { T } from "../../lib/i18n/text.tsx";
import { getOwn } from "../../lib/session/session.ts";
import { ButtonLink } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";

const answer = z.object({ items: z.array(installationRoleView) });

/** What is left to do in an installation that has one admin alone: nothing is said of it once there are two. */
export function FirstSteps() {
  const { data } = useQuery({
    queryKey: keys.list("installation-roles", {}),
    queryFn: ({ signal }) => getOwn("/api/installation/roles", answer, signal),
  });
  if (data === undefined || data.items.filter(({ role }) => role === "admin").length !== 1) return null;
  return (
    <Callout tone="neutral" className="mb-10" title={<T id="console.first" />}>
      <ol className="list-decimal space-y-1 pl-5">
        {(["protect", "rule", "second", "chain", "register"] as const).map((step) => (
          <li key={step}>
            <T id={`console.first.${step}`} />
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-3 pt-1">
        <ButtonLink size="small" href="/admin/people">
          <T id="console.people" />
        </ButtonLink>
        <ButtonLink size="small" href="/admin/access">
          <T id="console.access" />
        </ButtonLink>
        <ButtonLink size="small" href="/account">
          <T id="account.title" />
        </ButtonLink>
      </div>
    </Callout>
  );
}
