import type { Address } from "@waybill/protocol/schemas/primitives";
import type { CarbonChain } from "@waybill/protocol/typed-data/carbon";
import { useState } from "react";
import { AccountPicker } from "../../../entities/pickers/AccountPicker.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { gramsOf, NO_AMOUNT } from "../model/amount.ts";
import { transferProblems, type Transfer, type TransferDraft } from "../model/transfer-draft.ts";
import { AmountField } from "../parts/AmountField.tsx";
import { BatchField, type Line } from "../parts/BatchField.tsx";
import { OwnGrams } from "../parts/OwnGrams.tsx";
import { TransferReview } from "./TransferReview.tsx";

interface TransferPageProps {
  account: Address | null;
  chain: CarbonChain;
  /** Node that is asked what a transaction costs. */
  rpcUrl: string;
  /** To begin with; "" for any. */
  batch: string;
  onConnect: () => void;
  /** The wallet sent it under this hash. */
  onSent: (hash: string) => void;
}

const heldOf = (line: Line) => BigInt(line.held);

/** Pass grams on to another account, by a transaction of the holder's own wallet. */
export function TransferPage(props: TransferPageProps) {
  return (
    <OwnGrams title="transfer.title" intro="transfer.intro" empty="transfer.empty" mostOf={heldOf} {...props}>
      {(lines, account) => <Steps key={account} {...{ ...props, lines, account }} />}
    </OwnGrams>
  );
}

function Steps({ lines, account, chain, rpcUrl, batch, onSent }: TransferPageProps & { lines: Line[]; account: Address }) {
  const [draft, setDraft] = useState<TransferDraft>(() => ({
    ...{ batch: lines.find((line) => line.batch === batch)?.batch ?? lines[0]?.batch ?? "", amount: NO_AMOUNT, to: "" },
  }));
  const [tried, setTried] = useState(false);
  const [transfer, setTransfer] = useState<Transfer | null>(null);
  const line = lines.find((one) => one.batch === draft.batch) ?? lines[0];
  if (line === undefined) return null;
  if (transfer !== null) return <TransferReview {...{ transfer, line, chain, rpcUrl, onSent }} onBack={() => setTransfer(null)} />;
  const problems = transferProblems(draft, heldOf(line));
  const shown = tried ? problems : {};
  const change = (part: Partial<TransferDraft>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <form
      noValidate
      className="space-y-6"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (Object.keys(problems).length > 0) return;
        setTransfer({ from: account, to: draft.to as Address, batch: line.batch, grams: gramsOf(draft.amount) ?? 0n });
        window.scrollTo(0, 0);
      }}
    >
      <BatchField lines={lines} value={line.batch} onChange={(next) => change({ batch: next })} mostOf={heldOf} />
      <AmountField
        label="retire.amount"
        amount={draft.amount}
        most={heldOf(line)}
        problem={shown.amount}
        onChange={(amount) => change({ amount })}
      />
      <AccountPicker
        label={<T id="transfer.to" />}
        hint={<T id="transfer.to.hint" />}
        error={shown.to && <T id={shown.to} />}
        value={draft.to}
        without={[account]}
        onChange={(to) => change({ to })}
      />
      <Button type="submit" look="primary" size="large">
        <T id="retire.preview" />
      </Button>
    </form>
  );
}
