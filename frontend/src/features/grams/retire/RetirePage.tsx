import { retirementPreview, type RetirementPreview, type RetirementTerms } from "@waybill/protocol/schemas/api/credits";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { CarbonChain } from "@waybill/protocol/typed-data/carbon";
import { useState } from "react";
import { Refused } from "../../../entities/Refused.tsx";
import { sendJson } from "../../../lib/api/client.ts";
import { emptyRetirement, retireProblems, termsOf } from "../model/retire-draft.ts";
import type { Line } from "../parts/BatchField.tsx";
import { OwnGrams } from "../parts/OwnGrams.tsx";
import { RetireForm } from "./RetireForm.tsx";
import { RetireReview } from "./RetireReview.tsx";

interface RetirePageProps {
  account: Address | null;
  chain: CarbonChain;
  /** To begin with; "" for any. */
  batch: string;
  onConnect: () => void;
  /** The service took what was signed, under this digest. */
  onSent: (digest: string) => void;
}

const retirable = (line: Line) => BigInt(line.retirable);

/** Retire grams: say how many and for whom, see what that means, sign. */
export function RetirePage(props: RetirePageProps) {
  return (
    <OwnGrams title="retire.title" intro="retire.intro" empty="retire.empty" mostOf={retirable} {...props}>
      {(lines, account) => <Steps key={account} {...{ ...props, lines, account }} />}
    </OwnGrams>
  );
}

interface Previewed {
  terms: RetirementTerms;
  preview: RetirementPreview;
  line: Line;
}

function Steps({ lines, account, chain, batch, onSent }: RetirePageProps & { lines: Line[]; account: Address }) {
  const [draft, setDraft] = useState(() =>
    emptyRetirement(lines.find((line) => line.batch === batch)?.batch ?? lines[0]?.batch ?? "", account),
  );
  const [tried, setTried] = useState(false);
  const [state, setState] = useState<{ busy?: boolean; failure?: unknown; previewed?: Previewed }>({});
  const line = lines.find((one) => one.batch === draft.batch) ?? lines[0];
  if (line === undefined) return null;
  const problems = retireProblems(draft, retirable(line), new Date());

  async function preview(known: Line) {
    setTried(true);
    if (Object.keys(problems).length > 0 || state.busy) return;
    const terms = termsOf(account, draft);
    setState({ busy: true });
    try {
      const answer = await sendJson("/api/carbon/retirements/preview", retirementPreview, { body: terms });
      setState({ previewed: { terms, preview: answer, line: known } });
      window.scrollTo(0, 0);
    } catch (failure) {
      setState({ failure });
    }
  }

  if (state.previewed !== undefined) {
    return (
      <RetireReview {...{ ...state.previewed, chain, onSent }} subject={draft.shipment?.subject ?? null} onBack={() => setState({})} />
    );
  }
  return (
    <RetireForm
      {...{ lines, line, account, draft }}
      problems={tried ? problems : {}}
      busy={state.busy ?? false}
      onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
      onReview={() => void preview(line)}
    >
      <Refused title="retire.refused.preview" error={state.failure ?? null} />
    </RetireForm>
  );
}
