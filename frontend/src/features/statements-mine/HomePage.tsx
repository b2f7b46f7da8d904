import type { ActorView } from "@waybill/protocol/schemas/api/traceability";
import { ArrowLeftRight, PenLine } from "lucide-react";
import type { ReactNode } from "react";
import { AccountChip } from "../../entities/PartyChip.tsx";
import { Heading, NameHeading } from "../../entities/Heading.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { useOutbox } from "../../lib/outbox/use-outbox.ts";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { Section } from "../../ui/Card.tsx";
import { OutboxNotice } from "../../entities/OutboxNotice.tsx";
import { StatementList } from "./StatementList.tsx";

interface HomePageProps {
  account: string | null;
  /** Null: connected, but nobody registered this account. */
  actor: ActorView | null | undefined;
  onConnect: () => void;
  /** Recalls that ask the account and the standing of its registration, drawn by other features. */
  notices: ReactNode;
}

/** Where a supplier starts: what to do, and what became of what was done. */
export function HomePage({ account, actor, onConnect, notices }: HomePageProps) {
  const text = useText();
  const entries = useOutbox().filter((entry) => entry.account === account);
  const unsent = entries.filter(({ state, kind }) => state !== "sent" && kind !== "statement");
  if (account === null) return <Welcome onConnect={onConnect} />;
  return (
    <>
      <NameHeading className="text-3xl" title={actor?.party.name ?? text("supplier.home.unnamed")} />
      <p className="mt-2">
        <AccountChip account={account} />
      </p>
      <div className="mt-6 space-y-4">
        {notices}
        {unsent.map((entry) => (
          <OutboxNotice key={entry.id} entry={entry} />
        ))}
      </div>
      <div className="mt-8 grid gap-4 sm:grid-cols-2">
        <Way
          href="/supplier/events/new"
          icon={<PenLine aria-hidden />}
          title={<T id="supplier.home.report" />}
          text={<T id="supplier.home.report.text" />}
        />
        <Way
          href="/supplier/handovers/new"
          icon={<ArrowLeftRight aria-hidden />}
          title={<T id="supplier.home.handover" />}
          text={<T id="supplier.home.handover.text" />}
        />
      </div>
      <Section id="statements" title={<T id="statements.title" />} intro={<T id="statements.intro" />}>
        <StatementList account={account} />
      </Section>
    </>
  );
}

function Way({ href, icon, title, text }: { href: string; icon: ReactNode; title: ReactNode; text: ReactNode }) {
  return (
    <a
      href={href}
      className="flex gap-4 rounded-xl border border-line bg-surface p-5 no-underline hover:border-accent [&>svg]:mt-1 [&>svg]:size-6 [&>svg]:shrink-0 [&>svg]:text-accent"
    >
      {icon}
      <span>
        <span className="block font-serif text-xl font-semibold">{title}</span>
        <span className="mt-1 block text-muted">{text}</span>
      </span>
    </a>
  );
}

function Welcome({ onConnect }: { onConnect: () => void }) {
  return (
    <div className="mx-auto max-w-2xl py-6">
      <Heading className="text-3xl sm:text-4xl" id="supplier.welcome.title" />
      <p className="mt-4 text-lg text-muted">
        <T id="supplier.welcome.text" />
      </p>
      <ol className="mt-8 space-y-4">
        {(["1", "2", "3"] as const).map((step) => (
          <li key={step} className="flex gap-4">
            <span aria-hidden className="font-mono text-muted">
              {step}
            </span>
            <span>
              <T id={`supplier.welcome.step${step}`} />
            </span>
          </li>
        ))}
      </ol>
      <div className="mt-8 flex flex-wrap gap-3">
        <Button look="primary" size="large" onClick={onConnect}>
          <T id="wallet.connect" />
        </Button>
        <ButtonLink size="large" href="/supplier/events/new">
          <T id="supplier.welcome.look" />
        </ButtonLink>
      </div>
    </div>
  );
}
