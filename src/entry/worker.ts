// A worker thread: runs pure jobs by name and answers with their results. What a job is given and gives is plain data.

import { parentPort } from 'node:worker_threads';
import { jobs } from './jobs.ts';

/** A job as it is posted to a worker. */
export interface Request {
  readonly id: number;
  readonly job: string;
  readonly input: unknown;
}

/** Its answer: the result, or the text of what was thrown. */
export interface Answer {
  readonly id: number;
  readonly result: unknown;
  readonly error: string;
}

const port = parentPort;
if (port !== null) {
  port.on('message', (request: Request) => {
    void answer(request).then(a => port.postMessage(a));
  });
}

async function answer({ id, job, input }: Request): Promise<Answer> {
  try {
    const load = jobs[job];
    if (load === undefined) return { id, result: null, error: `no job is called ${job}` };
    return { id, result: (await load()).run(input), error: '' };
  } catch (err) {
    return { id, result: null, error: err instanceof Error ? (err.stack ?? err.message) : String(err) };
  }
}
