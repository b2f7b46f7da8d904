import { whenLive } from "../lib/live.ts";

/** What does nothing without script. Links and disclosures work by themselves. */
const NEEDS_SCRIPT = "button, input, label, select, textarea";

/**
 * Leaves a page that the server drew as it is until somebody touches it: what is only read needs no script. `start` is then called once. A
 * press that came before everything was there is done once it is; keyboard focus and opened disclosures are the document's own and stay.
 * When `start` rejects, the page remains to be read, and buttons say that they do nothing.
 */
export function startAtFirstTouch(root: HTMLElement, start: () => Promise<void>): void {
  const pressed = new Set<HTMLElement>();
  let started = false;
  let failed = false;
  const wake = () => {
    if (started) return;
    started = true;
    start().catch(() => {
      failed = true;
      for (const element of document.querySelectorAll("button")) element.ariaDisabled = "true";
      for (const element of pressed) element.ariaBusy = null;
    });
  };
  const press = (event: MouseEvent) => {
    const wanted = needingScript(event);
    const region = wanted?.closest<HTMLElement>("[data-hydrates]") ?? root;
    if (wanted === null || "live" in region.dataset) return;
    wake();
    // React may already listen to the part around this one: nobody else gets to see a press that will come again.
    event.preventDefault();
    event.stopPropagation();
    if (failed || pressed.has(wanted)) return;
    pressed.add(wanted);
    wanted.ariaBusy = "true";
    whenLive(region, () => {
      pressed.delete(wanted);
      wanted.ariaBusy = null;
      wanted.click();
    });
  };
  root.addEventListener("click", press, { capture: true });
  root.addEventListener("pointerdown", (event) => needingScript(event) && wake());
  root.addEventListener("focusin", wake);
  addEventListener("scroll", () => wakeInView(root, wake), { once: true });
}

function needingScript({ target }: Event): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(NEEDS_SCRIPT) : null;
}

/** Whoever scrolls down to what script completes, as the outlines of a map, is not only reading. */
function wakeInView(root: HTMLElement, wake: () => void): void {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    wake();
  });
  for (const region of root.querySelectorAll("[data-hydrates]")) observer.observe(region);
}
