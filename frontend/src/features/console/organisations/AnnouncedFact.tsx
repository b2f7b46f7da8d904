import { T } from "../../../lib/i18n/text.tsx";
import { Fact } from "../../../ui/Card.tsx";

/** That a call is announced and has to be done later; nothing where it is done at once. */
export function AnnouncedFact({ delaySeconds }: { delaySeconds: number }) {
  if (delaySeconds === 0) return null;
  return (
    <Fact name={<T id="console.chain.delay" />}>
      <T id="console.chain.delay.text" values={{ minutes: Math.ceil(delaySeconds / 60) }} />
    </Fact>
  );
}
