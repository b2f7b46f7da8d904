import { signedAuditHead, type SignedAuditHead } from "@waybill/protocol/audit/signed-head";
import { PageTitle, Fetched } from "../../entities/Fetched.tsx";
import { List } from "../../entities/list/List.tsx";
import { AccountChip } from "../../entities/PartyChip.tsx";
import { InstantText } from "../../entities/Times.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Disclosure } from "../../ui/Disclosure.tsx";
import { AUDIT } from "./audit-list.tsx";
import { NodeChoice } from "./NodeChoice.tsx";

/** Every act that gave, took or used a right, each with its proof. */
export function AuditLogPage() {
  return (
    <>
      <PageTitle title={useText()("operations.audit")}>
        <T id="operations.audit.about" />
      </PageTitle>
      <div className="mb-8 space-y-4 rounded-xl border border-line p-5">
        <Fetched queryKey={keys.auditHeads} path="/api/audit/heads" schema={signedAuditHead} missing={<T id="operations.audit.none" />}>
          {(head) => <Head head={head} />}
        </Fetched>
        <NodeChoice />
      </div>
      <List list={AUDIT} />
    </>
  );
}

/** Where the log stands, signed: whoever keeps it can show later what was changed since. */
function Head({ head: { account, at, heads, checkpoint } }: { head: SignedAuditHead }) {
  return (
    <div className="space-y-2">
      <p>
        <T
          id="operations.audit.head"
          values={{
            account: <AccountChip account={account} />,
            time: <InstantText time={at} />,
            rows: heads.reduce((sum, { sequence }) => sum + sequence, 0),
            number: checkpoint?.number ?? 0,
          }}
        />
      </p>
      <Disclosure summary={<T id="operations.audit.streams" values={{ count: heads.length }} />}>
        <ul className="space-y-1">
          {heads.map(({ stream, sequence, hash }) => (
            <li key={stream}>
              {stream} <span className="tabular-nums">{sequence}</span>: <code className="font-mono text-sm break-all">{hash}</code>
            </li>
          ))}
        </ul>
      </Disclosure>
      <p className="text-sm">
        <a className="link" href="/api/audit/heads" download="audit-heads.json">
          <T id="operations.audit.keep" />
        </a>
      </p>
    </div>
  );
}
