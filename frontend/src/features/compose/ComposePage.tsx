import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useMemo, useState } from "react";
import { Heading } from "../../entities/Heading.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { EventForm } from "./form/EventForm.tsx";
import { Preview } from "./form/Preview.tsx";
import { atTheLatest, isBlank, type Draft } from "./model/draft.ts";
import { offsetText } from "../../lib/local-time.ts";
import { prepareSigning, type PreparedStatement } from "../../lib/prepare-signing.ts";
import { problemsOf } from "./model/problems.ts";
import { eventOf, unfinishedEventOf } from "./model/to-event.ts";
import { randomSalt } from "../../lib/random.ts";
import { PlainSentence } from "./PlainSentence.tsx";
import { ReviewStep } from "./review/ReviewStep.tsx";
import { useDraft } from "./use-draft.ts";
import { TemplateProgress } from "./TemplateProgress.tsx";
import { useNamedDraft } from "./use-named-draft.ts";
import { usePlainLabel } from "./use-plain-label.ts";

interface ComposePageProps {
  config: PublicConfig;
  /** The account that will sign; null before a wallet is connected: the form can be filled in all the same. */
  account: Address | null;
  gln: string | null;
  onConnect: () => void;
  onPosted: (commitment: string) => void;
}

/** Fill in, look at, sign. */
export function ComposePage({ config, account, gln, onConnect, onPosted }: ComposePageProps) {
  const { draft, change, clear, wasKept } = useDraft();
  const labelOf = usePlainLabel();
  const [tried, setTried] = useState(false);
  const [prepared, setPrepared] = useState<{ statement: PreparedStatement; draft: Draft } | null>(null);
  const named = useNamedDraft(prepared?.draft ?? draft);
  const chain = useMemo(() => ({ chainId: config.chain.id, supplyChain: config.contracts.supplyChain as Address }), [config]);
  const now = new Date();
  const ownOffset = offsetText(now.getTimezoneOffset());
  const dated = atTheLatest(draft, now, ownOffset);
  const problems = problemsOf(dated, { now, gln });
  const event = problems.length === 0 ? eventOf(dated, { gln }) : null;

  function review() {
    setTried(true);
    if (event === null) return;
    if (account === null) return onConnect();
    setPrepared({ statement: prepareSigning(event, { salt: randomSalt(), account, chain }), draft: dated });
    window.scrollTo(0, 0);
  }

  if (prepared !== null && prepared.statement.account === account) {
    return (
      <ReviewStep
        prepared={prepared.statement}
        label={labelOf(named)}
        plain={<PlainSentence draft={prepared.draft} />}
        onBack={() => setPrepared(null)}
        onPosted={() => {
          clear();
          onPosted(prepared.statement.commitment);
        }}
      />
    );
  }
  return (
    <>
      <div className="max-w-2xl">
        <Heading className="text-3xl" id="compose.title" />
        <p className="mt-2 text-lg text-muted">
          <T id="compose.intro" />
        </p>
        <p className="mt-2">
          <a className="link" href="/supplier/events/import">
            <T id="import.link" />
          </a>
        </p>
      </div>
      {wasKept && !isBlank(draft) && !tried && (
        <Callout tone="neutral" title={<T id="compose.kept" />} className="mt-6 max-w-2xl">
          <Button size="small" onClick={clear}>
            <T id="compose.kept.discard" />
          </Button>
        </Callout>
      )}
      <div className="mt-8 grid items-start gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <EventForm
          draft={draft}
          onChange={change}
          problems={tried ? problems : []}
          gln={gln}
          ownOffset={ownOffset}
          account={account}
          chain={chain}
        />
        <aside className="space-y-4 lg:sticky lg:top-6">
          <Preview draft={dated} event={event} missing={problems} />
          <TemplateProgress template={draft.template} event={unfinishedEventOf(dated, { gln })} />
          <Button look="primary" size="large" className="w-full" onClick={review}>
            <T id={account === null && event !== null ? "compose.connect" : "compose.review"} />
          </Button>
          {tried && event === null && (
            <p role="alert" className="text-sm text-fail">
              <T id="compose.incomplete" />
            </p>
          )}
        </aside>
      </div>
    </>
  );
}
