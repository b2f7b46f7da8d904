import { formatGrams } from "@waybill/protocol/measures/grams";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { CarbonChain } from "@waybill/protocol/typed-data/carbon";
import { useState } from "react";
import { SendReview } from "../../../entities/sending/SendReview.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { amountProblem, gramsOf, NO_AMOUNT } from "../model/amount.ts";
import { surrenderCall } from "../model/calls.ts";
import { AmountField } from "../parts/AmountField.tsx";
import { BatchField, type Line } from "../parts/BatchField.tsx";
import { Change } from "../parts/Change.tsx";
import { OwnGrams } from "../parts/OwnGrams.tsx";

interface SurrenderPageProps {
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

/** Grams that can be given up: no more than are held, and no more than are missing. */
const surrenderable = ({ held, deficit }: Line) => (BigInt(held) < BigInt(deficit) ? BigInt(held) : BigInt(deficit));

/** Give grams up against a deficit, by a transaction of the holder's own wallet. */
export function SurrenderPage(props: SurrenderPageProps) {
  return (
    <OwnGrams
      {...{ title: "surrender.title", intro: "surrender.intro", empty: "surrender.empty", emptyText: "surrender.empty.text" }}
      mostOf={surrenderable}
      {...props}
    >
      {(lines, account) => <Steps key={account} {...{ ...props, lines, account }} />}
    </OwnGrams>
  );
}

function Steps({ lines, account, chain, rpcUrl, batch, onSent }: SurrenderPageProps & { lines: Line[]; account: Address }) {
  const [chosen, setChosen] = useState(batch);
  const [amount, setAmount] = useState(NO_AMOUNT);
  const [step, setStep] = useState<"new" | "tried" | "review">("new");
  const line = lines.find((one) => one.batch === chosen) ?? lines[0];
  if (line === undefined) return null;
  const most = surrenderable(line);
  const problem = amountProblem(amount, most);
  const grams = gramsOf(amount) ?? 0n;
  if (step === "review") {
    return (
      <SendReview
        {...{ rpcUrl, onSent }}
        {...{ from: account, to: chain.token }}
        call={surrenderCall({ batch: line.batch, grams })}
        sentence={<T id="surrender.sentence" values={{ grams: formatGrams(grams), year: String(line.vintage) }} />}
        facts={
          <>
            <Change name={<T id="retire.remains" />} before={BigInt(line.held)} after={BigInt(line.held) - grams} />
            <Change name={<T id="carbon.account.deficit" />} before={BigInt(line.deficit)} after={BigInt(line.deficit) - grams} />
          </>
        }
        onBack={() => setStep("tried")}
      />
    );
  }
  return (
    <form
      noValidate
      className="space-y-6"
      onSubmit={(event) => {
        event.preventDefault();
        setStep(problem === undefined ? "review" : "tried");
        if (problem === undefined) window.scrollTo(0, 0);
      }}
    >
      <BatchField lines={lines} value={line.batch} onChange={setChosen} mostOf={surrenderable} />
      <AmountField
        label="retire.amount"
        amount={amount}
        most={most}
        problem={step === "tried" ? problem : undefined}
        onChange={setAmount}
      />
      <Button type="submit" look="primary" size="large">
        <T id="retire.preview" />
      </Button>
    </form>
  );
}
