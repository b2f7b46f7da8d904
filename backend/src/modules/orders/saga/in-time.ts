/** How long a partner may take to answer. */
const DEADLINE_MILLISECONDS = 20_000;

/**
 * What a partner answers, unless it takes too long. It may do what it was asked for all the same: the same question later, under the same key, finds it
 * done.
 *
 * @throws {Error} when there is no answer in time; otherwise what the partner throws
 */
export async function inTime<Answer>(partner: string, asked: Promise<Answer>, milliseconds = DEADLINE_MILLISECONDS): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${partner} did not answer within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
