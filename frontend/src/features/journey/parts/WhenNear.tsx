import { Suspense, useEffect, useRef, useState, type ReactNode } from "react";

/** Draws its content once the reader scrolls near it, or prints: what nobody looks at costs nothing. */
export function WhenNear({ children }: { children: ReactNode }) {
  const [isNear, setIsNear] = useState(false);
  const marker = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isNear || marker.current === null) return;
    const show = () => setIsNear(true);
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && show(), { rootMargin: "800px" });
    observer.observe(marker.current);
    addEventListener("beforeprint", show);
    return () => {
      observer.disconnect();
      removeEventListener("beforeprint", show);
    };
  }, [isNear]);
  return isNear ? <Suspense>{children}</Suspense> : <div ref={marker} className="needs-script h-96" />;
}
