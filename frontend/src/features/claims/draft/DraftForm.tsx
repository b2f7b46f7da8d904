import type { Footprint } from "@waybill/protocol/footprint/footprint";
import type { FactorTableView } from "@waybill/protocol/schemas/api/carbon";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { useMemo, useState } from "react";
import { sameAs } from "../../../entities/footprint/change-draft.ts";
import { AccountPicker } from "../../../entities/pickers/AccountPicker.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Disclosure } from "../../../ui/Disclosure.tsx";
import { Field, Input } from "../../../ui/Field.tsx";
import { claimProblems, outcomeOf, type ClaimDraft, type ClaimProblems, type Transport, withDocument } from "../model/claim-draft.ts";
import { ChangesField } from "./ChangesField.tsx";
import { EvidenceField } from "./EvidenceField.tsx";
import { SaveDraft } from "./SaveDraft.tsx";
import { SavingPreview } from "./SavingPreview.tsx";

interface DraftFormProps {
  account: Address;
  chain: SigningChain;
  subject: string;
  footprint: Footprint;
  /** Transports that the account has a part in. */
  claimable: readonly Transport[];
  tables: readonly FactorTableView[];
  onDrafted: (id: string) => void;
  onRenew: () => void;
}

/**
 * Everything that a claim consists of; how much it is for is computed while it is filled in. It stays with the footprint that it was opened on: a
 * newer one numbers transports anew.
 */
export function DraftForm({ account, chain, subject, onDrafted, onRenew, ...opened }: DraftFormProps) {
  const [{ footprint, claimable, tables }] = useState(opened);
  const [draft, setDraft] = useState<ClaimDraft>(() => ({
    ...{ changes: claimable.slice(0, 1).map(sameAs), documents: [], verifier: "", receiver: account, buffer: "5" },
  }));
  const [tried, setTried] = useState(false);
  const outcome = useMemo(
    () =>
      outcomeOf(
        footprint,
        draft,
        tables.map(({ table }) => table),
      ),
    [footprint, draft, tables],
  );
  const problems = claimProblems(draft, outcome);
  const say = (name: keyof ClaimProblems) => tried && problems[name] !== undefined && <T id={problems[name]} />;
  const change = (part: Partial<ClaimDraft>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <div className="space-y-10">
      <ChangesField claimable={claimable} tables={tables} changes={draft.changes} onChange={(changes) => change({ changes })} />
      <SavingPreview outcome={outcome} problem={tried ? problems.changes : undefined} />
      <EvidenceField
        {...{ account, chain }}
        chosen={draft.documents}
        error={say("documents")}
        onChoose={(cid, isChosen) => setDraft((before) => withDocument(before, cid, isChosen))}
      />
      <div className="space-y-6">
        <AccountPicker
          label={<T id="claims.verifier" />}
          hint={<T id="claims.new.verifier.hint" />}
          error={say("verifier")}
          value={draft.verifier}
          without={[account]}
          onChange={(verifier) => change({ verifier })}
        />
        <Disclosure summary={<T id="claims.new.more" />} open={tried && (problems.buffer ?? problems.receiver) !== undefined}>
          <div className="space-y-6 pt-3">
            <AccountPicker
              label={<T id="claims.receiver" />}
              hint={<T id="claims.new.receiver.hint" />}
              error={say("receiver")}
              value={draft.receiver}
              onChange={(receiver) => change({ receiver })}
            />
            <Field label={<T id="claims.new.buffer" />} hint={<T id="claims.new.buffer.hint" />} error={say("buffer")}>
              <Input inputMode="decimal" className="max-w-32" value={draft.buffer} onValueChange={(buffer) => change({ buffer })} />
            </Field>
          </div>
        </Disclosure>
      </div>
      <SaveDraft
        {...{ account, subject, footprint, draft, onDrafted, onRenew }}
        chainId={chain.chainId}
        isWhole={Object.keys(problems).length === 0}
        onTry={() => setTried(true)}
      />
    </div>
  );
}
