import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { useEffect, useRef, useState } from "react";
import { RawIntlProvider, useIntl } from "react-intl";
import type { CheckResult } from "../../lib/check-result.ts";
import { T } from "../../lib/i18n/text.tsx";
import { rememberedNode } from "../../lib/node-address.ts";
import { Callout } from "../../ui/Callout.tsx";
import { Spinner } from "../../ui/Progress.tsx";
import { resultOf } from "./check-state.ts";
import { CheckReport } from "./CheckReport.tsx";
import { DisclosureReport } from "./DisclosureReport.tsx";
import { KeepIt } from "./KeepIt.tsx";
import { defaultTrust, problemsOf, publishedContract, siteNode, type Trust } from "./trust.ts";
import { StandingNotes } from "./StandingNotes.tsx";
import { TrustForm } from "./TrustForm.tsx";
import type { VerifyRequest } from "../../workers/verify-messages.ts";
import { useCheck } from "./use-check.ts";
import { VerdictCallout } from "./VerdictCallout.tsx";

export interface CheckPanelProps {
  /** Null when our server does not answer: then the reader names a node. */
  config: PublicConfig | null;
  /** Gets the bundle's text. */
  bundle: () => Promise<string>;
  fileName: string;
  /** What the page is about: a valid bundle of anything else fails. */
  about?: VerifyRequest["about"];
  /** The bundle comes from our server, so that its documents may, too. */
  fetchesDocuments?: boolean;
  /** Starts at once when the defaults will do. */
  autoStart: boolean;
  onResult?: (result: CheckResult) => void;
  /** What to begin with, where no configuration says it. */
  trust?: Trust;
  /** Saves the bundle and the verifier as one file; absent where this is that file. */
  onSaveAsOne?: (bundle: string) => Promise<void>;
}

/** Choice of a node, the check itself step by step, its verdict, and how to repeat it elsewhere. */
export function CheckPanel({
  config,
  bundle,
  fileName,
  about,
  fetchesDocuments = false,
  autoStart,
  onResult,
  trust: given,
  onSaveAsOne,
}: CheckPanelProps) {
  const intl = useIntl();
  const { state, run, cancel } = useCheck();
  const [trust, setTrust] = useState(() => given ?? defaultTrust(config, location.href, rememberedNode()));
  const busy = state.phase === "fetching" || state.phase === "running";
  const start = (chosen: Trust) => {
    setTrust(chosen);
    void run(
      {
        rpcUrl: chosen.rpcUrl,
        trusted: { chainId: Number(chosen.chainId), supplyChain: chosen.supplyChain as `0x${string}` as never },
        about,
        fetchesDocuments,
      },
      bundle,
    );
  };
  const started = useRef(false);
  useEffect(() => {
    if (!autoStart || started.current || Object.keys(problemsOf(trust, location.protocol === "https:")).length > 0) return;
    started.current = true;
    start(trust);
  });
  useEffect(() => {
    const notes = state.verdict && <StandingNotes verdict={state.verdict} />;
    // Drawn elsewhere on the page, whose catalogue does not have these texts.
    onResult?.({ ...resultOf(state), notes: notes && <RawIntlProvider value={intl}>{notes}</RawIntlProvider> });
  }, [state, onResult, intl]);
  return (
    <div className="space-y-6">
      <div className="rounded-xl border border-line bg-surface p-4 sm:p-5">
        <TrustForm
          initial={trust}
          siteNode={siteNode(config, location.href)}
          busy={busy}
          again={state.phase === "done"}
          onStart={start}
          onCancel={cancel}
        />
      </div>
      {state.phase === "fetching" && (
        <p role="status" className="flex items-center gap-2.5">
          <Spinner /> <T id="check.fetching" />
        </p>
      )}
      {state.phase === "failed" && (
        <Callout tone="unknown" live title={<T id="check.failed" />}>
          <p>{state.reason}</p>
        </Callout>
      )}
      {state.phase === "unreadable" && (
        <Callout tone="failed" live title={<T id="check.unreadable" />}>
          <p>{state.reason}</p>
        </Callout>
      )}
      {state.phase === "done" && state.verdict !== null && (
        <VerdictCallout outcome={state.verdict.outcome} notes={<StandingNotes verdict={state.verdict} />} />
      )}
      {state.disclosure !== null && (
        <>
          <VerdictCallout outcome={state.disclosure.outcome} ofParts />
          <DisclosureReport verdict={state.disclosure} />
        </>
      )}
      <CheckReport state={state} />
      <KeepIt
        fileName={fileName}
        rpcUrl={trust.rpcUrl}
        contract={publishedContract(trust.chainId) === trust.supplyChain ? null : trust.supplyChain}
        bundle={bundle}
        onSaveAsOne={onSaveAsOne}
      />
    </div>
  );
}
