import { memo, Suspense, useEffect, useRef, type ComponentType, type RefObject } from "react";
import { markLive } from "../../../lib/live.ts";
import type { BelowTheFoldProps } from "../BelowTheFold.tsx";

let near: () => void;
/** Settles once a reader has come near the foot of a page, or prints it: until then nothing is fetched for it. */
export const isNear = new Promise<void>((resolve) => (near = resolve));

/**
 * The foot of the page. What the server drew of it stays until `Content` has come and takes it over; otherwise there is an empty space until
 * then. Its properties must keep their identity: a part that changes before it is taken over is drawn anew.
 */
export const WhenNear = memo(function WhenNear({ of: Content, ...given }: BelowTheFoldProps & { of: ComponentType<BelowTheFoldProps> }) {
  const foot = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (foot.current === null) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && near(), { rootMargin: "800px" });
    observer.observe(foot.current);
    addEventListener("beforeprint", near);
    return () => {
      observer.disconnect();
      removeEventListener("beforeprint", near);
    };
  }, []);
  return (
    <div ref={foot} data-hydrates>
      <Suspense fallback={<div className="needs-script h-96" />}>
        <Content {...given} />
        <Live part={foot} />
      </Suspense>
    </div>
  );
});

/** Says when all around it has been taken over. */
function Live({ part }: { part: RefObject<HTMLElement | null> }) {
  useEffect(() => {
    if (part.current !== null) markLive(part.current);
  }, [part]);
  return null;
}
