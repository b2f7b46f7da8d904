import { EventEmitter, once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { Runner, WorkerEvents } from "graphile-worker";
import type { PlatformApp } from "./app.ts";
import type { JobRescue } from "./job-rescue.ts";
import { startLoop } from "./loop.ts";
import type { Service } from "./module.ts";

const FIRST_PAUSE_MILLISECONDS = 1_000;
const MAX_PAUSE_MILLISECONDS = 30_000;
/** One that has worked for so long was well: the next pause is the first again. */
const WELL_MILLISECONDS = 60_000;
/** How long it may take to note what became of the last job. After failures of the database the library may wait for that for ever. */
const NOTED_MILLISECONDS = 5_000;
/** The longest that a timer takes. */
const UNTIL_WOKEN = 2 ** 31 - 1;

/** One that works, or has to end. */
interface Running {
  runner: Runner;
  /** Takes nothing new, and resolves when what it has in hand is done. */
  leave(): Promise<void>;
}

/**
 * Keeps a runner of the queue at work for as long as the process lives. One whose statement has failed may hold jobs that it knows nothing of, or may not
 * have noted what it has done: it finishes what is in its hands, another one begins under another name, and what the first one held is given back.
 *
 * @throws what the first one throws that cannot begin; later ones are tried again, with growing pauses
 */
export async function keepRunner(
  { log: appLog }: Pick<PlatformApp, "log">,
  rescue: JobRescue,
  begin: (events: WorkerEvents) => Promise<Runner>,
): Promise<Service> {
  const log = appLog.child({ part: "jobs" });
  const leaving = new Set<Promise<void>>();
  let current: Running | null = null;
  let failures = 0;
  let mayBeginAt = 0;
  let isStopped = false;

  const leave = (running: Running): void => {
    const left: Promise<void> = running.leave().finally(() => leaving.delete(left));
    leaving.add(left);
  };
  const putOff = (error: unknown, livedMilliseconds: number): void => {
    failures = livedMilliseconds >= WELL_MILLISECONDS ? 1 : failures + 1;
    const pauseMilliseconds = Math.min(FIRST_PAUSE_MILLISECONDS * 2 ** (failures - 1), MAX_PAUSE_MILLISECONDS);
    mayBeginAt = performance.now() + pauseMilliseconds;
    log.warn({ err: error, pauseMilliseconds }, "the queue of jobs cannot be worked off; it is tried again");
  };
  const beginOne = async (): Promise<Running> => {
    const events: WorkerEvents = new EventEmitter();
    // Before the runner is made: they have to hear of all that it does.
    const failed = failureOf(events);
    const inHand = createInHand(events);
    const forget = rescue.follow(events);
    const beganAt = performance.now();
    const runner = await begin(events);
    const running: Running = {
      runner,
      async leave() {
        const ended = runner
          .stop()
          // It may have ended by itself.
          .catch(() => undefined)
          .then(() => runner.promise)
          .catch((error: unknown) => log.debug({ err: error }, "a runner of jobs has ended with an error"));
        await Promise.race([ended, inHand.emptied().then(() => pause(NOTED_MILLISECONDS, undefined, { ref: false }))]);
        forget();
      },
    };
    const ended = runner.promise.then(
      () => new Error("The runner has ended."),
      (error: unknown) => error,
    );
    void Promise.race([failed, ended]).then((error) => {
      if (isStopped) return;
      current = null;
      putOff(error, performance.now() - beganAt);
      leave(running);
      loop.wake();
    });
    return running;
  };

  current = await beginOne();
  const loop = startLoop(async () => {
    if (current !== null) return UNTIL_WOKEN;
    const pauseMilliseconds = mayBeginAt - performance.now();
    if (pauseMilliseconds > 0) return pauseMilliseconds;
    try {
      current = await beginOne();
      log.info("the queue of jobs is worked off again");
    } catch (error) {
      putOff(error, 0);
    }
    return 0;
  });
  return {
    async stop() {
      isStopped = true;
      await loop.stop();
      if (current !== null) leave(current);
      await Promise.all(leaving);
    },
  };
}

/** The first error of a statement of the queue's own. */
function failureOf(events: WorkerEvents): Promise<unknown> {
  return new Promise((resolve) => {
    events.once("worker:getJob:error", ({ error }) => resolve(error));
    events.once("pool:fatalError", ({ error }) => resolve(error));
  });
}

/** The jobs that a runner works at. */
function createInHand(events: WorkerEvents): { emptied(): Promise<void> } {
  const jobs = new Set<string>();
  const done = ({ job: { id } }: { job: { id: string } }): void => {
    jobs.delete(id);
    if (jobs.size === 0) emptied.emit("emptied");
  };
  const emptied = new EventEmitter();
  events.on("job:start", ({ job: { id } }) => jobs.add(id));
  events.on("job:complete", done);
  return {
    async emptied() {
      if (jobs.size > 0) await once(emptied, "emptied");
    },
  };
}
