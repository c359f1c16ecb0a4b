// The switchboard: commands in, events out, one session a run.
import type { Command, Event, Post } from './protocol.ts';
import { createSession, type Session } from './session.ts';
import { createWorkerResources } from './worker-resources.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const resources = createWorkerResources();
const sessions = new Map<number, Session>();

scope.onmessage = ({ data: command }: MessageEvent<Command>) => {
  const { run } = command;
  const session = sessions.get(run);
  const post: Post = (event, transfer = []) => scope.postMessage({ ...event, run } satisfies Event, transfer);
  post({ type: 'heard' });
  switch (command.type) {
    case 'open':
      sessions.set(run, createSession({ name: command.name }, resources, post));
      return;
    case 'configure': {
      const { config, from, keep, resume } = command;
      const before = sessions.get(from);
      const ghost = (keep ? before?.retire() : before?.ghost) ?? Promise.resolve(undefined);
      sessions.set(run, createSession({ config, ghost, ...(resume && { resume }) }, resources, post));
      return;
    }
    case 'close':
      session?.close();
      sessions.delete(run);
      return;
    case 'train':
    case 'step':
    case 'magnify':
      // One network trains at a time: two would only slow each other down.
      for (const other of sessions.values()) if (other !== session) other.pause();
      return session?.handle(command);
    case 'pause':
    case 'learningRate':
    case 'restore':
    case 'look':
    case 'ask':
    case 'prepare':
    case 'drawn':
      return session?.handle(command);
    default:
      command satisfies never;
  }
};
