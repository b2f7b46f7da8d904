import { useEffect, useRef, useState, type ReactNode } from "react";
import { Disclosure } from "./Disclosure.tsx";

/** A disclosure whose content is made when it is opened for the first time: for what has to be fetched. */
export function LazyDisclosure({ summary, children }: { summary: ReactNode; children: () => ReactNode }) {
  const [wasOpened, setWasOpened] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const opened = () => setWasOpened(true);
    const element = frame.current;
    // The event of a <details> does not bubble; on its way down it comes by here.
    element?.addEventListener("toggle", opened, { capture: true });
    return () => element?.removeEventListener("toggle", opened, { capture: true });
  }, []);
  return (
    <div ref={frame}>
      <Disclosure summary={summary}>{wasOpened && children()}</Disclosure>
    </div>
  );
}
